"""`be_preceded_by: {event, where, same, within}`: another record comes before it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.forms.matching import Witnessed, read_witness, witness_shape
from engine.rulebook.demand import DemandReader
from engine.rulebook.keys import Key, optional
from engine.rulebook.model import Verdict
from engine.rulebook.tree import Node


@dataclass(frozen=True)
class BePrecededBy(Witnessed):
    """A witness on the same or an earlier day; `within` counts from the witness."""

    key: ClassVar[str] = "be_preceded_by"

    @property
    def counts_from_witness(self) -> bool:
        """`within` is counted from the witness (rule language, `be_preceded_by`)."""
        return True


_SHAPE = witness_shape(
    "be_preceded_by",
    "A witness stands on the same or an earlier day.",
    "The time allowed, counted from the witness.",
)
SHAPES = (_SHAPE,)
MUST: Key = optional("be_preceded_by", "be_preceded_by", _SHAPE.meaning)
MUST_NOT: Key | None = None
OUTCOMES: dict[str, Verdict] = {
    "preceded": "compliant",
    "unpreceded": "breach",
    "too_early": "breach",
    "not_shown": "undetermined",
}


def read(node: Node, reader: DemandReader) -> BePrecededBy:
    """Read the value under `be_preceded_by`."""
    return BePrecededBy(*read_witness(node, reader, _SHAPE))
