"""Lays out breaches that can still be put right, and those that were made good too late."""

from __future__ import annotations

from dataclasses import replace

from engine.errors import Text
from engine.rulebook import Rule
from engine.runs.evidence import Evidence, read_evidence
from engine.wording.citations import citation
from engine.wording.terms import FORCES, SEVERITIES
from reports.findings import rule_findings
from reports.folder import Row
from reports.fonts import Marker
from reports.run import RunFolder
from reports.self_check.values import Late, Lesser, Task
from reports.words import Words

# How many records of a rule are printed at most; the attached files have all.
MOST_ROWS = 10
_OF_PARTY = "verdict = 'breach' AND ($entity IS NULL OR owed_by = $entity)"
# What was done after its last day cannot be done again.
_DONE_LATE = "due_on IS NOT NULL AND done_on IS NOT NULL"
_OPEN_ROWS = f"""
    SELECT * FROM read_parquet($file) WHERE {_OF_PARTY} AND NOT ({_DONE_LATE})
    QUALIFY row_number() OVER (PARTITION BY rule_id
        ORDER BY coalesce(due_on, occurred_on) NULLS LAST, record_id) <= $most
    ORDER BY rule_id, coalesce(due_on, occurred_on) NULLS LAST, record_id
"""
_COUNTED = f"""
    SELECT rule_id, count(*) AS findings, min(due_on) AS due, min(occurred_on) AS acted,
        min(days) AS least, max(days) AS most
    FROM read_parquet($file) WHERE {_OF_PARTY} AND {{which}} GROUP BY rule_id
"""
_DUE_SINCE = Text("最早一项的最后一日 {day}", "the first was due on {day}")
_SINCE = Text("最早一项发生于 {day}", "the first is of {day}")


def tasks_of(folder: RunFolder, words: Words) -> tuple[list[Task], list[Lesser]]:
    """Return the rules with breaches to put right, the gravest and longest due first.

    Those that are not binding have one line each. Of a binding rule at most `MOST_ROWS`
    records are listed, or `folder.cap`: the longest due.
    """
    open_rows = _with_open_rows(folder)
    found = _counted(folder, f"NOT ({_DONE_LATE})")
    binding = [pair for pair in found if pair[0].force == "binding"]
    others = [pair for pair in found if pair[0].force != "binding"]
    return (
        [_task(open_rows, rule, row, words) for rule, row in binding],
        [_lesser(folder, rule, row, words) for rule, row in others],
    )


def late_of(folder: RunFolder, words: Words) -> list[Late]:
    """Return the rules whose duties were done after their last day."""
    rows = _counted(folder, _DONE_LATE)
    return [
        Late(words(rule.title), _force(rule, words), row["findings"],
             _span(row["least"], row["most"], words))
        for rule, row in rows
    ]  # fmt: skip


def _counted(folder: RunFolder, which: str) -> list[tuple[Rule, Row]]:
    counted = folder.query(_COUNTED.format(which=which))
    rows = [(folder.rulebook.rule(row["rule_id"]), row) for row in counted]
    return sorted(rows, key=lambda pair: _gravest_first(*pair))


def _with_open_rows(folder: RunFolder) -> RunFolder:
    """Return the folder with the breaches to put right as its findings."""
    marker = Marker()
    listed: list[Row] = folder.query(_OPEN_ROWS, most=min(folder.cap, MOST_ROWS))
    kept = read_evidence(folder.folder.path, listed)
    found: dict[str, list[Row]] = {}
    for row in marker(listed):
        found.setdefault(row["rule_id"], []).append(row)
    evidence = None if kept is None else Evidence(*marker(kept))
    return replace(folder, findings=found, evidence=evidence)


def _gravest_first(rule: Rule, row: Row) -> tuple[object, ...]:
    day = row["due"] or row["acted"]
    return (
        list(FORCES).index(rule.force), list(SEVERITIES).index(rule.severity),
        str(day or "9999"), rule.id,
    )  # fmt: skip


def _task(folder: RunFolder, rule: Rule, row: Row, words: Words) -> Task:
    counts = {"rule_id": rule.id, "breach": row["findings"],
              "undetermined": 0, "pending": 0}  # fmt: skip
    since, day = (_DUE_SINCE, row["due"]) if row["due"] else (_SINCE, row["acted"])
    return Task(
        rule=rule_findings(folder, counts, words, ("breach",)),
        severity=words(SEVERITIES[rule.severity]),
        when=words.fill(since, day=day) if day else "",
        columns=words.listed(_column(folder, name, words) for name in rule.evidence),
    )


def _lesser(folder: RunFolder, rule: Rule, row: Row, words: Words) -> Lesser:
    instrument = folder.rulebook.instrument_of(rule)
    return Lesser(
        title=words(rule.title),
        cited=words(citation(rule.source.article, instrument)),
        force=_force(rule, words),
        remedy=words(rule.remedy),
        findings=row["findings"],
    )


def _force(rule: Rule, words: Words) -> str:
    return "" if rule.force == "binding" else words(FORCES[rule.force])


def _column(folder: RunFolder, name: str, words: Words) -> str:
    """Name a column as people call it, and as the file does."""
    label = words(folder.labels.label(name))
    return words.say("{label}（{name}）", "{label} ({name})", label=label, name=name)


def _span(least: int | None, most: int | None, words: Words) -> str:
    if least is None or most is None:
        return ""
    if least == most:
        return f"{least:,}"
    return words.say("{least:,}至{most:,}", "{least:,} to {most:,}",
                     least=least, most=most)  # fmt: skip
