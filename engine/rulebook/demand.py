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
from engine.rulebook.page import Given
from engine.rulebook.tree import Node, Tree

SAME_BATTERY = (("battery_code", "battery_code"),)
_REGISTERS = fixed("register", "a register to be covered by", "Registers")
_LEVELS = fixed("level", "a level of region", "Levels")
_PERIODS = fixed("period", "a period", "Periods")


class DemandReader:
    """Reads the demand of one rule by the words of its vocabulary."""

    def __init__(self, conditions: ConditionReader) -> None:
        self.conditions = conditions
        self.page = conditions.page
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
        given = self.page.shaped(node, keys.MUST_NOT if negated else keys.MUST)
        forms = [self._forms[name](given[name]) for name in given]
        return Demand(forms[0], negated) if len(forms) == 1 else None

    def _be_reported(self, node: Node) -> BeReported:
        given = self.page.shaped(node, keys.BE_REPORTED)
        return BeReported(given.maybe("within", self._span))

    def _be_followed_by(self, node: Node) -> BeFollowedBy:
        return BeFollowedBy(*self._witness(node, keys.BE_FOLLOWED_BY))

    def _be_preceded_by(self, node: Node) -> BePrecededBy:
        return BePrecededBy(*self._witness(node, keys.BE_PRECEDED_BY))

    def _witness(
        self, node: Node, shape: keys.Shape
    ) -> tuple[tuple[str, ...], Condition, tuple[tuple[str, str], ...], Span | None]:
        given = self.page.shaped(node, shape)
        return (
            given.read("event", self._events, ()),
            given.read("where", self.conditions.read, ALWAYS),
            given.read("same", self._crossing, SAME_BATTERY),
            given.maybe("within", self._span),
        )

    def _be_alone(self, node: Node) -> BeAlone:
        given = self.page.shaped(node, keys.BE_ALONE)
        return BeAlone(
            same=given.read("same", self._columns, ("battery_code",)),
            until=given.read("until", self._events, ()),
        )

    def _reach(self, node: Node) -> Reach:
        given = self.page.shaped(node, keys.REACH)
        given.read("per", lambda n: self.page.choice(n, _PERIODS), "")
        if isinstance(node, Tree) and not {"at_least", "at_most"} & given.keys():
            self.page.fault(node, "A bound is missing: at_least, at_most or both.")
        measure = given.read(
            "measure", lambda n: self.page.shaped(n, keys.MEASURE), Given()
        )
        return Reach(
            numerator=measure.read("numerator", self._sum, Sum("")),
            denominator=measure.read("denominator", self._sum, Sum("")),
            at_least=given.maybe("at_least", self._bound),
            at_most=given.maybe("at_most", self._bound),
        )

    def _sum(self, node: Node) -> Sum:
        given = self.page.shaped(node, keys.SUM)
        fields = self.lexicon.number_fields
        return Sum(
            field=given.read("sum", lambda n: self.page.choice(n, fields), ""),
            where=given.read("where", self.conditions.read, ALWAYS),
        )

    def _be_covered_by(self, node: Node) -> BeCoveredBy:
        given = self.page.shaped(node, keys.BE_COVERED_BY)
        given.read("register", lambda n: self.page.choice(n, _REGISTERS), "")
        level = given.read("level", lambda n: self.page.choice(n, _LEVELS), "")
        return BeCoveredBy(
            operator=given.read("operator", self.party, "actor_id"),
            level=cast(Literal["province", "prefecture"], level),
        )

    # Values

    def party(self, node: Node) -> str:
        """The path of a party; `actor` and `counterparty` are spelled out."""
        path = self.page.choice(node, self.lexicon.parties)
        return SHORT_NAMES.get(path, path)

    def _events(self, node: Node) -> tuple[str, ...]:
        return self.page.choices(node, self.lexicon.events)

    def _columns(self, node: Node) -> tuple[str, ...]:
        if isinstance(node, Tree):
            self.page.fault(node, "be_alone takes a list of columns, not a mapping.")
            return ()
        columns = tuple(self._column(item) for item in self.page.one_or_many(node))
        self.page.no_repeats(node, columns)
        return columns

    def _column(self, node: Node) -> str:
        column = self.page.choice(node, self.lexicon.same_columns)
        return SHORT_NAMES.get(column, column)

    def _crossing(self, node: Node) -> tuple[tuple[str, str], ...]:
        """Pairs of columns, trigger's and witness's, from a list or a mapping."""
        if not isinstance(node, Tree):
            return tuple((column, column) for column in self._columns(node))
        if not node.entries:
            self.page.fault(node, "The mapping is empty.  Name at least one.")
        pairs = []
        for key, value in node.entries:
            pair = (self._column(key), self._column(value))
            self.conditions.comparable(value, *pair)
            pairs.append(pair)
        self.page.no_repeats(node, [column for column, _ in pairs])
        return tuple(pairs)

    def _span(self, node: Node) -> Span | None:
        scalar = self.page.scalar(node, "a time such as 30 days")
        span = scalars.to_span(scalar.text) if scalar else None
        if scalar and span is None:
            self.page.fault(
                node,
                f"{scalar.text} is not a length of time.  Write, for example, "
                "30 days, 15 working days, 6 months or 2 years.",
            )
        return span

    def _bound(self, node: Node) -> Decimal:
        scalar = self.page.scalar(node, "a number or a percentage")
        bound = scalars.to_bound(scalar.text) if scalar else None
        if scalar and bound is None:
            self.page.fault(
                node,
                f'{scalar.text} is not a bound.  Write, for example, 0.98 or "98 %".',
            )
        return bound or Decimal(0)
