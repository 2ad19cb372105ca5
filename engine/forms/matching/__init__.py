"""What forms share that match the trigger with another record, a witness."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, TypeAlias

from engine.rulebook.demand import DemandReader
from engine.rulebook.keys import Key, Shape, optional
from engine.rulebook.model import ALWAYS, Condition, Form, Span
from engine.rulebook.tree import Node

# Pairs (column of the trigger, column of the witness), short names spelled out.
Crossing: TypeAlias = tuple[tuple[str, str], ...]
SAME_BATTERY: Crossing = (("battery_code", "battery_code"),)
_EVENT = Key(
    "event",
    "events",
    "The event of the witness, or a list of events.",
    chinese="对照记录的事件，或事件列表。",
)
_WITNESS = optional("where", "conditions", "Only witnesses of which this is true.")
_SAME = optional(
    "same",
    "same columns or crossing",
    "Columns in which trigger and witness agree; battery where left out.",
)


@dataclass(frozen=True)
class Witnessed(Form):
    """A demand on another record of `event` that agrees in the `same` columns.

    `where` is read on the witness; `within` is the time between the two.
    """

    takes_within: ClassVar[bool] = True
    event: tuple[str, ...]
    where: Condition = ALWAYS
    same: Crossing = SAME_BATTERY
    within: Span | None = None

    @property
    def tested(self) -> tuple[Condition, ...]:
        """The condition on witnesses."""
        return (self.where,)

    @property
    def other_events(self) -> tuple[str, ...]:
        """The events of a witness."""
        return self.event

    @property
    def trigger_columns(self) -> tuple[str, ...]:
        """The trigger's side of `same`."""
        return tuple(mine for mine, _ in self.same)


def witness_shape(name: str, meaning: str, within: str) -> Shape:
    """Return the mapping of such a form; `within` is the meaning of that key."""
    keys = (_EVENT, _WITNESS, _SAME, optional("within", "span", within))
    return Shape(name, meaning, keys)


def read_witness(
    node: Node, reader: DemandReader, shape: Shape
) -> tuple[tuple[str, ...], Condition, Crossing, Span | None]:
    """Read (event, where, same, within)."""
    fields = reader.reader.shaped(node, shape)
    return (
        fields.read("event", reader.events, ()),
        fields.read("where", reader.conditions.read, ALWAYS),
        fields.read("same", reader.crossing, SAME_BATTERY),
        fields.maybe("within", reader.span),
    )
