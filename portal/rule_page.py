"""Tell the examples of a rule without what was filled in by default."""

from __future__ import annotations

from dataclasses import dataclass

from engine.rulebook import Example, Text
from engine.rulebook.examples import DEFAULT_ACTOR, DEFAULT_BATTERY
from engine.wording.rules import Line, Reader

# What every example fills in by itself tells a reader nothing.
UNTOLD = {"record_id", "event", "occurred_on"}
DEFAULTS = {DEFAULT_ACTOR, DEFAULT_BATTERY}


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
