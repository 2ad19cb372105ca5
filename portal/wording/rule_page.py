"""Lays out the examples of a rule for its page, without the values filled in by default."""

from __future__ import annotations

from dataclasses import dataclass

from engine.rulebook import Example, Text
from engine.rulebook.examples import DEFAULT_ACTOR, DEFAULT_BATTERY
from engine.wording.rules import Line, Reader

# Columns that are shown elsewhere, and values that every example has by default.
NOT_SHOWN = {"record_id", "event", "occurred_on"}
DEFAULTS = {DEFAULT_ACTOR, DEFAULT_BATTERY}


@dataclass(frozen=True)
class ExampleRecord:
    """One record of an example: its day, its event and its other columns.

    `is_judged` marks the record that the example is about, where it has several.
    """

    day: str
    event: Text
    cells: tuple[Line, ...]
    is_judged: bool


def example_records(example: Example, reader: Reader) -> list[ExampleRecord]:
    """Return the records of an example, worded by `reader`."""
    is_one_of_many = len(example.records) > 1
    return [
        ExampleRecord(
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
        if column not in NOT_SHOWN and cell not in DEFAULTS
    ]
