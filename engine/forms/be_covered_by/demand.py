"""`be_covered_by: {register, operator, level}`: an outlet in the trigger's region."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal, cast

from engine.errors import Text
from engine.rulebook.demand import DemandReader
from engine.rulebook.keys import Key, Shape, optional
from engine.rulebook.lexicon import fixed
from engine.rulebook.model import Form, Verdict
from engine.rulebook.tree import Node


@dataclass(frozen=True)
class BeCoveredBy(Form):
    """An outlet of the operator stands in the trigger's region, open that day."""

    key: ClassVar[str] = "be_covered_by"
    operator: str = "actor_id"
    level: Literal["province", "prefecture"] = "province"

    @property
    def digits(self) -> int:
        """Digits of the GB/T 2260 region code that must agree."""
        return 2 if self.level == "province" else 4

    @property
    def demanded_columns(self) -> tuple[str, ...]:
        """Where the trigger happened."""
        return ("region",)

    @property
    def register_columns(self) -> tuple[tuple[str, str], ...]:
        """The columns of outlets that say whose one is, where, and from when to when."""
        columns = ("operator_id", "region", "opened_on", "closed_on")
        return tuple(("outlets", column) for column in columns)


_REGISTERS = fixed(
    "register",
    Text("可供查对的登记表", "a register to be covered by"),
    Text("登记表", "Registers"),
)
_LEVELS = fixed(
    "level", Text("行政区划级别", "a level of region"), Text("级别", "Levels")
)
_SHAPE = Shape(
    "be_covered_by",
    "An outlet of the operator stands in the trigger's region, open that day.",
    (
        Key(
            "register",
            "register",
            "The register searched: outlets.",
            chinese="所查的登记表：outlets（网点）。",
        ),
        optional("operator", "party", "Whose outlet; actor where left out."),
        Key(
            "level",
            "level",
            "How far the regions must agree.",
            chinese="行政区划须一致的级别。",
        ),
    ),
)
SHAPES = (_SHAPE,)
MUST: Key = optional("be_covered_by", "be_covered_by", _SHAPE.meaning)
MUST_NOT: Key | None = None
OUTCOMES: dict[str, Verdict] = {
    "covered": "compliant",
    "uncovered": "breach",
    "perhaps_covered": "undetermined",
    "outlet_rejected": "undetermined",
    "region_unknown": "undetermined",
}


def read(node: Node, reader: DemandReader) -> BeCoveredBy:
    """Read the value under `be_covered_by`."""
    fields = reader.reader.shaped(node, _SHAPE)
    fields.read("register", lambda n: reader.reader.choice(n, _REGISTERS), "")
    level = fields.read("level", lambda n: reader.reader.choice(n, _LEVELS), "")
    return BeCoveredBy(
        operator=fields.read("operator", reader.party, "actor_id"),
        level=cast(Literal["province", "prefecture"], level),
    )
