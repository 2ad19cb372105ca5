"""`hold: {conditions}`: the conditions are true, or not true, of the record itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.rulebook.demand import DemandReader
from engine.rulebook.keys import Key, Shape, optional
from engine.rulebook.model import Condition, Form, Verdict
from engine.rulebook.tree import Node


@dataclass(frozen=True)
class Hold(Form):
    """The conditions are true (under `must_not`: false) of the trigger itself."""

    key: ClassVar[str] = "hold"
    condition: Condition

    @property
    def tested(self) -> tuple[Condition, ...]:
        """The condition demanded."""
        return (self.condition,)


SHAPES: tuple[Shape, ...] = ()
MUST: Key = optional("hold", "conditions", "The conditions are true of the trigger.")
MUST_NOT: Key | None = optional(
    "hold", "conditions", "The conditions are false of the trigger."
)
OUTCOMES: dict[str, Verdict] = {
    "holds": "compliant",
    "fails": "breach",
    "unclear": "undetermined",
}


def read(node: Node, reader: DemandReader) -> Hold:
    """Read the conditions under `hold`."""
    return Hold(reader.conditions.read(node))
