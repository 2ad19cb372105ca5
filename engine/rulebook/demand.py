"""Reads what a rule demands: exactly one form under `must` or `must_not`.

A form reads its own keys (`engine/forms/<form>/demand.py`) and takes the readers of
their values from here.
"""

from __future__ import annotations

from decimal import Decimal

from engine.errors import Text
from engine.rulebook import scalars
from engine.rulebook.columns import SHORT_NAMES
from engine.rulebook.condition import ConditionReader
from engine.rulebook.forms import demand_part, must, must_not
from engine.rulebook.model import Demand, Span
from engine.rulebook.tree import Node, Tree

_A_SPAN = Text("时间长度，例如 30 days", "a time such as 30 days")
_A_BOUND = Text("数字或百分比", "a number or a percentage")


class DemandReader:
    """Reads the demand of one rule by the words of its vocabulary."""

    def __init__(self, conditions: ConditionReader) -> None:
        """Take the file's reader and vocabulary from its reader of conditions."""
        self.conditions = conditions
        self.reader = conditions.reader
        self.lexicon = conditions.lexicon

    def read(self, node: Node, *, negated: bool) -> Demand | None:
        """Read the mapping under must or must_not; None where it has no form."""
        fields = self.reader.shaped(node, must_not() if negated else must())
        forms = [demand_part(name).read(fields[name], self) for name in fields]
        return Demand(forms[0], negated) if len(forms) == 1 else None

    # Values

    def party(self, node: Node) -> str:
        """Read the path of a party; `actor` and `counterparty` are spelled out."""
        path = self.reader.choice(node, self.lexicon.parties)
        return SHORT_NAMES.get(path, path)

    def events(self, node: Node) -> tuple[str, ...]:
        """Read one event or a list of events."""
        return self.reader.choices(node, self.lexicon.events)

    def columns(self, node: Node) -> tuple[str, ...]:
        """Read columns of records, short names spelled out."""
        if isinstance(node, Tree):
            self.reader.fault(node, "rulebook.columns-in-mapping")
            return ()
        columns = tuple(self._column(item) for item in self.reader.one_or_many(node))
        self.reader.no_repeats(node, columns)
        return columns

    def _column(self, node: Node) -> str:
        column = self.reader.choice(node, self.lexicon.same_columns)
        return SHORT_NAMES.get(column, column)

    def crossing(self, node: Node) -> tuple[tuple[str, str], ...]:
        """Read pairs of columns, trigger's and witness's, from a list or a mapping."""
        if not isinstance(node, Tree):
            return tuple((column, column) for column in self.columns(node))
        if not node.entries:
            self.reader.fault(node, "rulebook.mapping-empty")
        pairs = []
        for key, value in node.entries:
            pair = (self._column(key), self._column(value))
            self.conditions.comparable(value, *pair)
            pairs.append(pair)
        self.reader.no_repeats(node, [column for column, _ in pairs])
        return tuple(pairs)

    def span(self, node: Node) -> Span | None:
        """Read a length of time such as 30 days; record a fault and return None otherwise."""
        scalar = self.reader.scalar(node, _A_SPAN)
        span = scalars.to_span(scalar.text) if scalar else None
        if scalar and span is None:
            self.reader.fault(node, "rulebook.not-a-span", text=scalar.text)
        return span

    def bound(self, node: Node) -> Decimal:
        """Read a number or a percentage; record a fault and return 0 otherwise."""
        scalar = self.reader.scalar(node, _A_BOUND)
        bound = scalars.to_bound(scalar.text) if scalar else None
        if scalar and bound is None:
            self.reader.fault(node, "rulebook.not-a-bound", text=scalar.text)
        return bound or Decimal(0)
