"""`be_alone: {same, until}`: one at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.rulebook.demand import DemandReader
from engine.rulebook.keys import Key, Shape, optional
from engine.rulebook.model import Form, Verdict
from engine.rulebook.tree import Node


@dataclass(frozen=True)
class BeAlone(Form):
    """One at a time: no earlier trigger with the same columns still unreleased."""

    key: ClassVar[str] = "be_alone"
    same: tuple[str, ...] = ("battery_code",)
    until: tuple[str, ...] = ()

    @property
    def other_events(self) -> tuple[str, ...]:
        """The events that release an earlier trigger."""
        return self.until

    @property
    def trigger_columns(self) -> tuple[str, ...]:
        """The columns that two triggers share."""
        return self.same


_SHAPE = Shape(
    "be_alone",
    "No earlier trigger with the same columns is still unreleased.",
    (
        optional("same", "same columns", "Columns in which triggers agree."),
        optional("until", "events", "Events that release the earlier trigger."),
    ),
)
SHAPES = (_SHAPE,)
MUST: Key = optional("be_alone", "be_alone", _SHAPE.meaning)
MUST_NOT: Key | None = None
OUTCOMES: dict[str, Verdict] = {
    "alone": "compliant",
    "not_alone": "breach",
    "perhaps_alone": "undetermined",
    # The records could not show that the earlier one was released.
    "release_not_shown": "undetermined",
}


def read(node: Node, reader: DemandReader) -> BeAlone:
    """Read the value under `be_alone`."""
    fields = reader.reader.shaped(node, _SHAPE)
    return BeAlone(
        same=fields.read("same", reader.columns, ("battery_code",)),
        until=fields.read("until", reader.events, ()),
    )
