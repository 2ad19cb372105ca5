"""`be_noted: {}`: how it is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.rulebook.demand import DemandReader
from engine.rulebook.keys import Key, Shape, optional
from engine.rulebook.model import Form, Verdict
from engine.rulebook.tree import Node


@dataclass(frozen=True)
class BeNoted(Form):
    """The note of the trigger is filled."""

    key: ClassVar[str] = "be_noted"


_SHAPE = Shape("be_noted", "The note of the trigger is filled.", ())
SHAPES = (_SHAPE,)
MUST: Key = optional("be_noted", "be_noted", _SHAPE.meaning)
MUST_NOT: Key | None = None
OUTCOMES: dict[str, Verdict] = {"noted": "compliant", "not_noted": "breach"}


def read(node: Node, reader: DemandReader) -> BeNoted:
    """Read the empty mapping under `be_noted`."""
    reader.reader.shaped(node, _SHAPE)
    return BeNoted()
