"""`be_recorded: {by}`: the record was written down on or before a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from engine.rulebook.demand import DemandReader
from engine.rulebook.keys import Key, Shape, optional
from engine.rulebook.model import Form, Verdict
from engine.rulebook.tree import Node


@dataclass(frozen=True)
class BeRecorded(Form):
    """`recorded_on` of the trigger is not after `by`."""

    key: ClassVar[str] = "be_recorded"
    by: date


_SHAPE = Shape(
    "be_recorded",
    "The record was written down on or before a day.",
    (Key("by", "date", "The last day.", chinese="最后一日。"),),
)
SHAPES = (_SHAPE,)
MUST: Key = optional("be_recorded", "be_recorded", _SHAPE.meaning)
MUST_NOT: Key | None = None
OUTCOMES: dict[str, Verdict] = {
    "recorded": "compliant",
    "recorded_late": "breach",
    "recording_unknown": "undetermined",
}


def read(node: Node, reader: DemandReader) -> BeRecorded:
    """Read the value under `be_recorded`."""
    fields = reader.reader.shaped(node, _SHAPE)
    return BeRecorded(fields.read("by", reader.reader.date, date.min))
