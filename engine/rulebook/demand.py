"""What a rule demands: exactly one form under `must` or `must_not`."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Literal, cast

from engine.rulebook import keys, scalars
from engine.rulebook.columns import SHORT_NAMES
from engine.rulebook.condition import ConditionReader
from engine.rulebook.lexicon import fixed
from engine.rulebook.model import (
    ALWAYS,
    BeAlone,
    BeCoveredBy,
    BeFollowedBy,
    BePrecededBy,
    BeReported,
    Condition,
    Demand,
    Form,
    Hold,
    Reach,
    Span,
    Sum,
)
from engine.rulebook.page import Fields
from engine.rulebook.tree import Node, Tree

SAME_BATTERY = (("battery_code", "battery_code"),)
_REGISTERS = fixed("register", "a register to be covered by", "Registers")
_LEVELS = fixed("level", "a level of region", "Levels")
_PERIODS = fixed("period", "a period", "Periods")


class DemandReader:
    """Reads the demand of one rule by the words of its vocabulary."""

    def __init__(self, conditions: ConditionReader) -> None:
        self.conditions = conditions
        self.reader = conditions.reader
        self.lexicon = conditions.lexicon
        self._forms: dict[str, Callable[[Node], Form]] = {
            "be_reported": self._be_reported,
            "hold": lambda node: Hold(conditions.read(node)),
            "be_followed_by": self._be_followed_by,
            "be_preceded_by": self._be_preceded_by,
            "be_alone": self._be_alone,
            "reach": self._reach,
            "be_covered_by": self._be_covered_by,
        }

    def read(self, node: Node, *, negated: bool) -> Demand | None:
        """Read the mapping under must or must_not; None where it has no form."""
        fields = self.reader.shaped(node, keys.MUST_NOT if negated else keys.MUST)
        forms = [self._forms[name](fields[name]) for name in fields]
        return Demand(forms[0], negated) if len(forms) == 1 else None

    def _be_reported(self, node: Node) -> BeReported:
        fields = self.reader.shaped(node, keys.BE_REPORTED)
        return BeReported(fields.maybe("within", self._span))

    def _be_followed_by(self, node: Node) -> BeFollowedBy:
        return BeFollowedBy(*self._witness(node, keys.BE_FOLLOWED_BY))

    def _be_preceded_by(self, node: Node) -> BePrecededBy:
        return BePrecededBy(*self._witness(node, keys.BE_PRECEDED_BY))

    def _witness(
        self, node: Node, shape: keys.Shape
    ) -> tuple[tuple[str, ...], Condition, tuple[tuple[str, str], ...], Span | None]:
        fields = self.reader.shaped(node, shape)
        return (
            fields.read("event", self._events, ()),
            fields.read("where", self.conditions.read, ALWAYS),
            fields.read("same", self._crossing, SAME_BATTERY),
            fields.maybe("within", self._span),
        )

    def _be_alone(self, node: Node) -> BeAlone:
        fields = self.reader.shaped(node, keys.BE_ALONE)
        return BeAlone(
            same=fields.read("same", self._columns, ("battery_code",)),
            until=fields.read("until", self._events, ()),
        )

    def _reach(self, node: Node) -> Reach:
        fields = self.reader.shaped(node, keys.REACH)
        fields.read("per", lambda n: self.reader.choice(n, _PERIODS), "")
        if isinstance(node, Tree) and not {"at_least", "at_most"} & fields.keys():
            self.reader.fault(node, "A bound is missing: at_least, at_most or both.")
        measure = fields.read(
            "measure", lambda n: self.reader.shaped(n, keys.MEASURE), Fields()
        )
        return Reach(
            numerator=measure.read("numerator", self._sum, Sum("")),
            denominator=measure.read("denominator", self._sum, Sum("")),
            at_least=fields.maybe("at_least", self._bound),
            at_most=fields.maybe("at_most", self._bound),
        )

    def _sum(self, node: Node) -> Sum:
        fields = self.reader.shaped(node, keys.SUM)
        numbers = self.lexicon.number_fields
        return Sum(
            field=fields.read("sum", lambda n: self.reader.choice(n, numbers), ""),
            where=fields.read("where", self.conditions.read, ALWAYS),
        )

    def _be_covered_by(self, node: Node) -> BeCoveredBy:
        fields = self.reader.shaped(node, keys.BE_COVERED_BY)
        fields.read("register", lambda n: self.reader.choice(n, _REGISTERS), "")
        level = fields.read("level", lambda n: self.reader.choice(n, _LEVELS), "")
        return BeCoveredBy(
            operator=fields.read("operator", self.party, "actor_id"),
            level=cast(Literal["province", "prefecture"], level),
        )

    # Values

    def party(self, node: Node) -> str:
        """The path of a party; `actor` and `counterparty` are spelled out."""
        path = self.reader.choice(node, self.lexicon.parties)
        return SHORT_NAMES.get(path, path)

    def _events(self, node: Node) -> tuple[str, ...]:
        return self.reader.choices(node, self.lexicon.events)

    def _columns(self, node: Node) -> tuple[str, ...]:
        if isinstance(node, Tree):
            self.reader.fault(node, "be_alone takes a list of columns, not a mapping.")
            return ()
        columns = tuple(self._column(item) for item in self.reader.one_or_many(node))
        self.reader.no_repeats(node, columns)
        return columns

    def _column(self, node: Node) -> str:
        column = self.reader.choice(node, self.lexicon.same_columns)
        return SHORT_NAMES.get(column, column)

    def _crossing(self, node: Node) -> tuple[tuple[str, str], ...]:
        """Pairs of columns, trigger's and witness's, from a list or a mapping."""
        if not isinstance(node, Tree):
            return tuple((column, column) for column in self._columns(node))
        if not node.entries:
            self.reader.fault(node, "The mapping is empty.  Name at least one.")
        pairs = []
        for key, value in node.entries:
            pair = (self._column(key), self._column(value))
            self.conditions.comparable(value, *pair)
            pairs.append(pair)
        self.reader.no_repeats(node, [column for column, _ in pairs])
        return tuple(pairs)

    def _span(self, node: Node) -> Span | None:
        scalar = self.reader.scalar(node, "a time such as 30 days")
        span = scalars.to_span(scalar.text) if scalar else None
        if scalar and span is None:
            self.reader.fault(
                node,
                f"{scalar.text} is not a length of time.  Write, for example, "
                "30 days, 15 working days, 6 months or 2 years.",
            )
        return span

    def _bound(self, node: Node) -> Decimal:
        scalar = self.reader.scalar(node, "a number or a percentage")
        bound = scalars.to_bound(scalar.text) if scalar else None
        if scalar and bound is None:
            self.reader.fault(
                node,
                f'{scalar.text} is not a bound.  Write, for example, 0.98 or "98 %".',
            )
        return bound or Decimal(0)
