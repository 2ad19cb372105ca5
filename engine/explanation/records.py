"""What one finding shows of its records: columns in words, as people read them.

A row is a record with the columns of the table `records` (see `column_of`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.rulebook import Rule, Text
from engine.rulebook.columns import RECORD_COLUMNS, column_of
from engine.runs.evidence import Evidence
from engine.wording.labels import Labels, Shown
from engine.wording.terms import OWED_BY, SUMS

Row = Mapping[str, Any]

# What a finding itself still says where its records were not kept.
_OF_THE_FINDING = (
    "record_id", "battery_code", "vin", "actor_id", "region", "occurred_on",
)  # fmt: skip


@dataclass(frozen=True)
class Account:
    """What a page or paper shows of a finding between its article and its remedy.

    `shows`: the filled columns of its record, or the sums of a yearly duty;
    `evidence`: every column the rule asks a person to look at, empty ones too;
    `witness`: the filled columns of the record it was held against. Where
    `has_values` is false, `evidence` names columns and no value is known: the
    run kept none, or (`is_of_a_year`) they stand in all records of the year.
    """

    shows: tuple[Shown, ...]
    evidence: tuple[Shown, ...]
    witness: tuple[Shown, ...]
    has_values: bool
    is_of_a_year: bool


def account_of(
    finding: Row, rule: Rule, evidence: Evidence | None, labels: Labels
) -> Account:
    """Put a finding's records in words; `evidence` is None where a run kept none."""
    record = evidence.record_of(finding) if evidence else None
    witness = evidence.witness_of(finding) if evidence else None
    is_of_a_year = rule.demand.form.is_of_a_year
    if record is None:
        shows = filled(_OF_THE_FINDING, finding, labels)
    else:
        shows = record_shown(rule, record, labels)
    if finding["owed_by"] != finding["actor_id"]:
        owner = labels.party(finding["owed_by"])
        shows = (*shows, Shown("owed_by", OWED_BY, owner))
    return Account(
        shows=shows,
        evidence=evidence_shown(rule, record, labels),
        witness=filled(columns_of(labels), witness, labels) if witness else (),
        has_values=record is not None and not is_of_a_year,
        is_of_a_year=is_of_a_year,
    )


def record_shown(rule: Rule, record: Row, labels: Labels) -> tuple[Shown, ...]:
    """Show every filled column of the record; of a yearly duty, its two sums."""
    if rule.demand.form.is_of_a_year:
        sums = [
            Shown(name, label, _as_it_is(record[name])) for name, label in SUMS.items()
        ]
        return (*filled(("record_id", "actor_id"), record, labels), *sums)
    return filled(columns_of(labels), record, labels)


def evidence_shown(rule: Rule, record: Row | None, labels: Labels) -> tuple[Shown, ...]:
    """Show each column a person looks at; a yearly duty's lie in many records."""
    one = None if rule.demand.form.is_of_a_year else record
    return tuple(
        labels.shown(name, one and one[column_of(name)]) for name in rule.evidence
    )


def columns_of(labels: Labels) -> tuple[str, ...]:
    """Name the columns a record can have: those of the form, then the fields."""
    return (*RECORD_COLUMNS, *labels.words.types)


def filled(columns: tuple[str, ...], record: Row, labels: Labels) -> tuple[Shown, ...]:
    return tuple(
        labels.shown(name, value)
        for name in columns
        if (value := record[column_of(name)]) is not None
    )


def _as_it_is(value: str | None) -> Text | None:
    return None if value is None else Text(value, value)
