"""`be_followed_by: {event, where, same, within}`: another record comes after it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.forms.matching import Witnessed, read_witness, witness_shape
from engine.rulebook.demand import DemandReader
from engine.rulebook.keys import Key, optional
from engine.rulebook.model import Verdict
from engine.rulebook.tree import Node


@dataclass(frozen=True)
class BeFollowedBy(Witnessed):
    """A witness on the same or a later day (under `must_not`: none later)."""

    key: ClassVar[str] = "be_followed_by"


_SHAPE = witness_shape(
    "be_followed_by",
    "A witness stands on the same or a later day; under must_not, none later.",
    "The time allowed.",
)
SHAPES = (_SHAPE,)
MUST: Key = optional("be_followed_by", "be_followed_by", "A witness comes after it.")
MUST_NOT: Key | None = optional(
    "be_followed_by", "be_followed_by", "No witness on a later day."
)
OUTCOMES: dict[str, Verdict] = {
    "clear": "compliant",
    "violated_after": "breach",
    "violated_same_day": "undetermined",
    "violated_unsure": "undetermined",
}


def read(node: Node, reader: DemandReader) -> BeFollowedBy:
    """Read the value under `be_followed_by`."""
    return BeFollowedBy(*read_witness(node, reader, _SHAPE))
