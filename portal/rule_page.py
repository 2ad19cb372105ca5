"""Lay a rule out for reading: what it says, line by line, and its examples."""

from __future__ import annotations

from dataclasses import dataclass

from engine.explain.words import FIVE, FORCE_HEADINGS, SEVERITIES, basis_words
from engine.rulebook import Example, Instrument, Period, Rule, Text
from engine.rulebook.examples import DEFAULT_ACTOR, DEFAULT_BATTERY
from portal.rule_words import Reader, listed

Line = tuple[Text, Text]

LABELS = {
    "who": Text("义务主体", "Who"),
    "owed_by": Text("实际承担者", "Owed by"),
    "when": Text("触发事件", "When"),
    "where": Text("适用条件", "Where"),
    "must": Text("要求", "Demand"),
    "effective": Text("施行期间", "In force"),
    "force": Text("效力", "Force"),
    "severity": Text("严重程度", "Severity"),
    "source": Text("依据", "Source"),
    "evidence": FIVE["evidence"],
    "remedy": FIVE["remedy"],
    "sanction": Text("法律后果", "Sanctions"),
}
ANYONE = Text("任何主体", "Anyone")
ANY_EVENT = Text("任何事件", "Any event")
# What every example fills in by itself tells a reader nothing.
UNTOLD = {"record_id", "event", "occurred_on"}
DEFAULTS = {DEFAULT_ACTOR, DEFAULT_BATTERY}


def lay_out(rule: Rule, instrument: Instrument, reader: Reader) -> list[Line]:
    """Return each line's label and text; a line with nothing to say is left out."""
    told = _told(rule, instrument, reader)
    return [(LABELS[key], text) for key, text in told.items() if text.zh]


def _told(rule: Rule, instrument: Instrument, reader: Reader) -> dict[str, Text]:
    sanctions = [s.conduct for s in instrument.sanctions if s.id in rule.sanction]
    return {
        "who": reader.words(rule.who) if rule.who else ANYONE,
        "owed_by": reader.word(rule.owed_by) if rule.owed_by else Text("", ""),
        "when": reader.words(rule.when) if rule.when else ANY_EVENT,
        "where": reader.condition(rule.where),
        "must": reader.demand(rule.demand),
        "effective": _effective(rule.effective),
        "force": FORCE_HEADINGS[rule.force],
        "severity": SEVERITIES[rule.severity],
        "source": basis_words(rule.source.confidence),
        "evidence": reader.words(rule.evidence),
        "remedy": rule.remedy,
        "sanction": listed(sanctions),
    }


def _effective(period: Period) -> Text:
    if period.until is None:
        return Text(f"自 {period.start} 起", f"from {period.start}")
    return Text(
        f"自 {period.start} 起，至 {period.until} 前",
        f"from {period.start}, until before {period.until}",
    )


def heading_of(instrument: Instrument, rule: Rule) -> Text | None:
    """Find the heading of the rule's article."""
    for article in instrument.articles:
        if rule.id in article.rules:
            return article.heading
    return None


@dataclass(frozen=True)
class Told:
    """One record of an example: its day, its event, and what else it says."""

    day: str
    event: Text
    cells: tuple[Line, ...]
    is_judged: bool


def tell_example(example: Example, reader: Reader) -> list[Told]:
    """Tell an example's records without what was filled in by default."""
    is_one_of_many = len(example.records) > 1
    return [
        Told(
            row.get("occurred_on", ""),
            reader.word(row.get("event", "")),
            tuple(_cells(row, reader)),
            is_one_of_many and row.get("record_id") == example.judge,
        )
        for row in example.records
    ]


def _cells(row: dict[str, str], reader: Reader) -> list[Line]:
    return [
        (reader.word(column), reader.value(column, cell))
        for column, cell in row.items()
        if column not in UNTOLD and cell not in DEFAULTS
    ]
