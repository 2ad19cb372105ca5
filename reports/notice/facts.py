"""Lays out the facts of a draft order: binding breaches of one party, rule by rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from engine.errors import Text
from engine.rulebook import Rule
from engine.rulebook.titles import chinese_numeral
from engine.wording.terms import SEVERITIES
from reports.basis import article_order
from reports.findings import rule_findings
from reports.folder import Row
from reports.notice.values import Fact
from reports.run import RunFolder
from reports.words import Words

# Of each rule that the party is in binding breach of: its cases, and their days.
_BREACHED = """
    SELECT rule_id, count(*) AS cases,
        count(*) FILTER (due_on IS NOT NULL AND done_on IS NOT NULL) AS late,
        count(*) FILTER (due_on IS NOT NULL AND done_on IS NULL) AS open,
        min(days) AS least, max(days) AS most, list(DISTINCT occurred_on) AS acts
    FROM read_parquet($file)
    WHERE verdict = 'breach' AND force = 'binding' AND owed_by = $entity
    GROUP BY rule_id
"""
_SAYS = Text(
    "记录显示{cases:,}项不符合要求", "The records show {cases:,} {cases:case|cases}"
)
_LATE = Text("，其中{late:,}项逾期完成", "; {late:,} {late:was|were} done late")
_OPEN = Text("，{open:,}项至{as_of}未见完成",
             "; {open:,} {open:is|are} not done by {as_of}")  # fmt: skip
_DAYS = Text("，逾期{days}日（自然日）", "; calendar days late: {days}")


@dataclass(frozen=True)
class Breached:
    """A rule that the party is in breach of; `row` has its counts, `number` its place."""

    rule: Rule
    row: Row
    number: str

    @property
    def acts(self) -> Sequence[date]:
        """The days of the acts in breach, as far as they are known."""
        return [day for day in self.row["acts"] if day is not None]


def breached_rules(folder: RunFolder, words: Words) -> list[Breached]:
    """Return the binding rules in breach, the gravest first, those of an article together."""
    rows = {row["rule_id"]: row for row in folder.query(_BREACHED)}
    rules = [folder.rulebook.rule(rule_id) for rule_id in rows]
    gravest: dict[tuple[str, str], int] = {}
    for rule in rules:
        place, gravity = _provision(folder, rule), list(SEVERITIES).index(rule.severity)
        gravest[place] = min(gravity, gravest.get(place, gravity))

    def order(rule: Rule) -> tuple[object, ...]:
        place = _provision(folder, rule)
        return gravest[place], place[0], article_order(rule.source.article), rule.id

    numbered = enumerate(sorted(rules, key=order), 1)
    return [Breached(r, rows[r.id], number_words(n, words)) for n, r in numbered]


def number_words(number: int, words: Words) -> str:
    """Write the number of a fact as an order does."""
    return words.say(f"（{chinese_numeral(number)}）", f"({number})")


def fact_of(folder: RunFolder, breached: Breached, words: Words) -> Fact:
    """Lay out what the records show of one rule; at most `folder.cap` cases are listed."""
    row = breached.row
    counts = {"rule_id": breached.rule.id, "breach": row["cases"],
              "undetermined": 0, "pending": 0}  # fmt: skip
    return Fact(
        number=breached.number,
        says=_says(row, folder.run["as_of"], words),
        rule=rule_findings(folder, counts, words, ("breach",)),
    )


def _provision(folder: RunFolder, rule: Rule) -> tuple[str, str]:
    """Return what tells provisions apart; rules of unknown articles have one each."""
    article = rule.source.article
    instrument = folder.rulebook.instrument_of(rule)
    return instrument.id, rule.id if article == "unknown" else article


def _says(row: Row, as_of: str, words: Words) -> str:
    """Say how many cases there are, and how late."""
    has_days = row["least"] is not None
    parts = [_SAYS]
    parts += [_LATE] if row["late"] else []
    parts += [_OPEN] if row["open"] else []
    parts += [_DAYS] if has_days else []
    days = _span(row["least"], row["most"], words) if has_days else ""
    said = (words.fill(part, **{**row, "as_of": as_of, "days": days}) for part in parts)
    return "".join(said) + words.say("。", ".")


def _span(least: int, most: int, words: Words) -> str:
    if least == most:
        return f"{least:,}"
    return words.say("{least:,}至{most:,}", "{least:,} to {most:,}",
                     least=least, most=most)  # fmt: skip
