"""Lays out pending duties by their last day, as lines and for a calendar."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from engine.errors import Text
from engine.rulebook import Rule
from engine.wording.citations import article_name
from reports.charts import DueDay
from reports.findings.causes import listed_records
from reports.findings.values import Due, Pending
from reports.folder import Content
from reports.fonts import Marker
from reports.run import RunFolder
from reports.words import Words

MOST_LINES, MOST_SUBJECTS = 60, 2
_NO_DAY = Text("未定期限", "no day set")
_YEAR_END = Text("{year}年终", "end of {year}")
_LEFT = Text("还有 {days:,} 日", "{days:,} {days:day|days} left")
_TODAY = Text("当日", "the same day")
_FOUND = """
    SELECT due_on, rule_id, count(*) AS duties,
        count(DISTINCT coalesce(battery_code, vin, record_id)) AS subjects,
        list_slice(list(DISTINCT coalesce(battery_code, vin, record_id)
            ORDER BY coalesce(battery_code, vin, record_id)), 1, {most}) AS listed
    FROM read_parquet($file)
    WHERE verdict = 'pending' AND ($entity IS NULL OR owed_by = $entity)
    GROUP BY due_on, rule_id
    ORDER BY due_on NULLS LAST, rule_id
"""


def pending_of(folder: RunFolder, words: Words, most: int = MOST_LINES) -> Pending:
    """Return pending duties, those with the nearest last day first.

    Duties of one rule with the same last day are one line; at most `most` are listed.
    """
    rows = _rows(folder)
    return Pending(
        total=sum(row["duties"] for row in rows),
        dues=[_due(folder, row, words) for row in rows[:most]],
        rest=max(len(rows) - most, 0),
    )


def due_days(folder: RunFolder, words: Words) -> list[DueDay]:
    """Return the last days of pending duties, for a calendar."""
    return [
        DueDay(
            row["due_on"], words(folder.rulebook.rule(row["rule_id"]).title), "pending"
        )
        for row in _rows(folder)
        if row["due_on"] is not None
    ]


def _rows(folder: RunFolder) -> Sequence[Content]:
    rows: Sequence[Content]
    rows = Marker()(folder.query(_FOUND.format(most=MOST_SUBJECTS)))
    return rows


def _due(folder: RunFolder, row: Content, words: Words) -> Due:
    rule = folder.rulebook.rule(row["rule_id"])
    as_of = date.fromisoformat(folder.run["as_of"])
    day = row["due_on"]
    left = (day - as_of).days if day else 0
    of_a_year = words.fill(_YEAR_END, year=as_of.year)
    is_of_a_year = rule.demand.form.is_of_a_year
    return Due(
        force=rule.force,
        day=str(day) if day else of_a_year if is_of_a_year else words(_NO_DAY),
        left="" if not day else words.fill(_LEFT, days=left) if left else words(_TODAY),
        title=words(rule.title),
        cited=_place(folder, rule, words),
        duties=row["duties"],
        subjects=listed_records(row["listed"], row["subjects"], words),
    )


def _place(folder: RunFolder, rule: Rule, words: Words) -> str:
    """Name the article of a rule in few words, as a line has little room."""
    instrument = folder.rulebook.instrument_of(rule)
    article = words(article_name(rule.source.article, instrument))
    return f"{words(instrument.title)}{words.say('', ', ')}{article}"
