"""`reach: {measure, per, at_least, at_most}`: a ratio of two sums over a year."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from engine.errors import Text
from engine.rulebook.demand import DemandReader
from engine.rulebook.keys import Key, Shape, optional
from engine.rulebook.lexicon import fixed
from engine.rulebook.model import ALWAYS, Condition, Example, Form, Verdict
from engine.rulebook.page import Fields
from engine.rulebook.tree import Node, Tree


@dataclass(frozen=True)
class Sum:
    """The sum of a number field over the records of which `where` is true."""

    field: str
    where: Condition = ALWAYS


@dataclass(frozen=True)
class Reach(Form):
    """The ratio of two sums over the actor's calendar year meets its bounds."""

    key: ClassVar[str] = "reach"
    numerator: Sum
    denominator: Sum
    at_least: Decimal | None = None
    at_most: Decimal | None = None

    @property
    def demanded_columns(self) -> tuple[str, ...]:
        """The fields that are summed."""
        return (self.numerator.field, self.denominator.field)

    @property
    def bounds(self) -> tuple[Decimal, ...]:
        """The bounds given, the lower one first."""
        return tuple(b for b in (self.at_least, self.at_most) if b is not None)

    @property
    def is_of_a_year(self) -> bool:
        """One duty for each actor and calendar year."""
        return True

    def duty_id(self, example: Example) -> str:
        """Return `<actor_id>/<year>` of the trigger, the id of a yearly duty."""
        trigger = example.trigger
        return f"{trigger['actor_id']}/{trigger['occurred_on'][:4]}"


_PERIODS = fixed("period", Text("期间", "a period"), Text("期间", "Periods"))
_SUM = Shape(
    "a sum",
    "The sum of a number field over the records of which `where` is true.",
    (
        Key(
            "sum",
            "column",
            "A number field of the vocabulary.",
            chinese="用词表中的一个数字字段。",
        ),
        optional("where", "conditions", "Only the records of which this is true."),
    ),
)
_MEASURE = Shape(
    "measure",
    "A ratio of two sums.",
    (
        Key("numerator", "a sum", "What is divided.", chinese="被除数（分子）。"),
        Key("denominator", "a sum", "What it is divided by.", chinese="除数（分母）。"),
    ),
)
_SHAPE = Shape(
    "reach",
    "The ratio of two sums over the actor's calendar year meets its bounds.",
    (
        Key(
            "measure",
            "measure",
            "The ratio: numerator and denominator.",
            chinese="比率：分子和分母。",
        ),
        Key(
            "per",
            "period",
            "The period summed over: year.",
            chinese="合计的期间：year（年）。",
        ),
        optional("at_least", "bound", "The ratio's lower bound, met when equal."),
        optional("at_most", "bound", "The ratio's upper bound, met when equal."),
    ),
)
SHAPES = (_SUM, _MEASURE, _SHAPE)
MUST: Key = optional("reach", "reach", _SHAPE.meaning)
MUST_NOT: Key | None = None
OUTCOMES: dict[str, Verdict] = {
    "year_open": "pending",
    "reached": "compliant",
    "below_bound": "breach",
    "unmeasured": "undetermined",
    # The records end before the year does; a rejected row might belong to its sums.
    "year_cut_short": "undetermined",
    "year_rejected": "undetermined",
}


def read(node: Node, reader: DemandReader) -> Reach:
    """Read the value under `reach`."""
    fields = reader.reader.shaped(node, _SHAPE)
    fields.read("per", lambda n: reader.reader.choice(n, _PERIODS), "")
    if isinstance(node, Tree) and not {"at_least", "at_most"} & fields.keys():
        reader.reader.fault(node, "rulebook.ratio-without-bound")
    measure = fields.read(
        "measure", lambda n: reader.reader.shaped(n, _MEASURE), Fields()
    )
    return Reach(
        numerator=measure.read("numerator", lambda n: _sum(n, reader), Sum("")),
        denominator=measure.read("denominator", lambda n: _sum(n, reader), Sum("")),
        at_least=fields.maybe("at_least", reader.bound),
        at_most=fields.maybe("at_most", reader.bound),
    )


def _sum(node: Node, reader: DemandReader) -> Sum:
    fields = reader.reader.shaped(node, _SUM)
    numbers = reader.lexicon.number_fields
    return Sum(
        field=fields.read("sum", lambda n: reader.reader.choice(n, numbers), ""),
        where=fields.read("where", reader.conditions.read, ALWAYS),
    )
