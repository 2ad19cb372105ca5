"""Words the records of one finding: each column with its label and value.

A row is a record with the columns of the table `records` (see `column_of`).
"""

from __future__ import annotations

from dataclasses import dataclass

from engine.explanation.model import Row
from engine.rulebook import Rule, Text
from engine.rulebook.columns import RECORD_COLUMNS, column_of
from engine.runs.evidence import Evidence
from engine.wording.labels import LabelledValue, Labels
from engine.wording.places import SOURCE_ROW, place_of
from engine.wording.terms import OWED_BY, SUMS

# The columns of a record that its finding repeats, for runs that kept no records.
_OF_THE_FINDING = (
    "record_id", "battery_code", "vin", "actor_id", "region", "occurred_on",
)  # fmt: skip


@dataclass(frozen=True)
class FindingValues:
    """The values of a finding that reports and pages print.

    `record`: the filled columns of its record, with the place in the source that a mapping
    had it from, or the sums of a yearly duty. `evidence`: every column that the rule asks
    a person to look at, empty ones too. `witness`: the same of the witness as of the
    record. Where `has_values` is false, `evidence` has columns
    without values: the run kept none, or (`is_of_a_year`) they stand in all records of
    the year.
    """

    record: tuple[LabelledValue, ...]
    evidence: tuple[LabelledValue, ...]
    witness: tuple[LabelledValue, ...]
    has_values: bool
    is_of_a_year: bool


def values_of(
    finding: Row, rule: Rule, evidence: Evidence | None, labels: Labels
) -> FindingValues:
    """Word the records of a finding.

    `finding`: a row of the findings. `evidence`: the records that the run kept; None
    where it kept none.
    """
    record = evidence.record_of(finding) if evidence else None
    witness = evidence.witness_of(finding) if evidence else None
    is_of_a_year = rule.demand.form.is_of_a_year
    if record is None:
        values = filled(_OF_THE_FINDING, finding, labels)
    else:
        values = record_values(rule, record, labels)
    if finding["owed_by"] != finding["actor_id"]:
        owner = labels.party(finding["owed_by"])
        values = (*values, LabelledValue("owed_by", OWED_BY, owner))
    return FindingValues(
        record=values,
        evidence=evidence_values(rule, record, labels),
        witness=_with_place(witness, labels) if witness else (),
        has_values=record is not None and not is_of_a_year,
        is_of_a_year=is_of_a_year,
    )


def record_values(rule: Rule, record: Row, labels: Labels) -> tuple[LabelledValue, ...]:
    """Word every filled column of the record, and its place in the source.

    Of a yearly duty, its two sums.
    """
    if rule.demand.form.is_of_a_year:
        sums = [
            LabelledValue(name, label, _same_in_both(record[name]))
            for name, label in SUMS.items()
        ]
        return (*filled(("record_id", "actor_id"), record, labels), *sums)
    return _with_place(record, labels)


def _with_place(record: Row, labels: Labels) -> tuple[LabelledValue, ...]:
    """Word every filled column of a record, and the place that a mapping had it from."""
    values = filled(columns_of(labels), record, labels)
    place = place_of(record)
    return (
        values
        if place is None
        else (*values, LabelledValue("source_file", SOURCE_ROW, place))
    )


def evidence_values(
    rule: Rule, record: Row | None, labels: Labels
) -> tuple[LabelledValue, ...]:
    """Word each column a person looks at; without values for a yearly duty or no record."""
    if record is None or rule.demand.form.is_of_a_year:
        return tuple(
            LabelledValue(name, labels.label(name), None) for name in rule.evidence
        )
    return tuple(
        labels.labelled(name, record[column_of(name)]) for name in rule.evidence
    )


def columns_of(labels: Labels) -> tuple[str, ...]:
    """Return the columns a record can have: those of every dataset, then the fields."""
    return (*RECORD_COLUMNS, *labels.words.types)


def filled(
    columns: tuple[str, ...], record: Row, labels: Labels
) -> tuple[LabelledValue, ...]:
    """Word those of the columns that are filled in a row."""
    return tuple(
        labels.labelled(name, value)
        for name in columns
        if (value := record[column_of(name)]) is not None
    )


def _same_in_both(value: str | None) -> Text | None:
    return None if value is None else Text(value, value)
