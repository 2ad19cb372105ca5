"""`be_reported: {within}`: the record is reported to the platform, in time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.rulebook.demand import DemandReader
from engine.rulebook.keys import Key, Shape, optional
from engine.rulebook.model import Form, Span, Verdict
from engine.rulebook.tree import Node


@dataclass(frozen=True)
class BeReported(Form):
    """`reported_on` on or before the due day; without `within`, reported at all."""

    key: ClassVar[str] = "be_reported"
    takes_within: ClassVar[bool] = True
    within: Span | None = None

    @property
    def demanded_columns(self) -> tuple[str, ...]:
        """The day of the report."""
        return ("reported_on",)


_SHAPE = Shape(
    "be_reported",
    "reported_on stands on or before the due day.",
    (optional("within", "span", "The time allowed; without it, reported at all."),),
)
SHAPES = (_SHAPE,)
MUST: Key = optional("be_reported", "be_reported", _SHAPE.meaning)
MUST_NOT: Key | None = None
OUTCOMES: dict[str, Verdict] = {
    # No file of the records has the column of reports.
    "reports_unknown": "undetermined",
}


def read(node: Node, reader: DemandReader) -> BeReported:
    """Read the value under `be_reported`."""
    fields = reader.reader.shaped(node, _SHAPE)
    return BeReported(fields.maybe("within", reader.span))
