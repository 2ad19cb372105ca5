"""What all branches of a rule share: its event, its period, its role-and-where."""

from __future__ import annotations

from dataclasses import dataclass

from engine.evaluation.conditions import TRUE, UNKNOWN
from engine.evaluation.live.patterns import (
    Branch,
    Expression,
    Pattern,
    at_least,
    equals,
    one_of,
    under,
)
from engine.evaluation.predicates import PredicateIndex, opening
from engine.rulebook import Condition, Rule

Tests = tuple[Expression, ...]
BATTERY = "battery_code"
# Stands for a column in which all records of a situation agree.
ALL = ""


@dataclass(frozen=True)
class Grouping:
    """The column by which triggers, and that by which other records, are grouped."""

    trigger: str = BATTERY
    witness: str = BATTERY


class Attributes:
    """Numbers for events, and attributes for sets of events and for columns.

    Attributes are numbered, not named by the vocabulary: durable-rules reads
    a dot in a name as a step into a nested fact.
    """

    def __init__(self) -> None:
        self.events: dict[str, int] = {}
        self.sets: dict[tuple[str, ...], int] = {}
        self.columns: dict[str, str] = {}

    def column(self, name: str) -> str:
        """Return the attribute that holds the digest of a record's column."""
        return self.columns.setdefault(name, f"c{len(self.columns)}")

    def is_filled(self, name: str, *, filled: bool = True) -> Expression:
        """Return the test that a record's column is filled, or is empty."""
        return equals(f"has_{self.column(name)}", int(filled))

    def test(self, events: tuple[str, ...] | None) -> Tests:
        """Return the test that a fact is of one of the events; none for any event."""
        if events is None:
            return (equals("is_record", 1),)
        if len(events) == 1:
            return (
                equals(
                    "event", self.events.setdefault(events[0], len(self.events) + 1)
                ),
            )
        number = self.sets.setdefault(tuple(sorted(events)), len(self.sets) + 1)
        return (equals(f"s{number}", 1),)


class BranchBuilder:
    """The tests of a rule that its branches share; `number` is its place among all.

    `base`: the rule's event and period; `sure` and `possible`: role-and-where is true,
    is not false; `opened`: the record surely opens a duty; `window`: the number of the
    rule's window, or None.
    """

    def __init__(
        self,
        rule: Rule,
        number: int,
        predicates: PredicateIndex,
        attributes: Attributes,
    ) -> None:
        self.rule, self.number = rule, number
        self.predicates, self.attributes = predicates, attributes
        numbers = predicates.numbers(opening(rule))
        self.sure = self.tests(opening(rule), sure=True)
        self.possible = self.tests(opening(rule), sure=False)
        self._doubts = tuple(equals(f"t{n}", UNKNOWN) for n in numbers)
        self.base = (*attributes.test(rule.when), *_period(rule))
        self.opened = (*self.base, *self.sure)
        self.window = predicates.window(rule)

    def tests(self, condition: Condition, *, sure: bool) -> Tests:
        """Demand that a condition is true or, not `sure`, that it is not false."""
        numbers = self.predicates.numbers(condition)
        if sure:
            return tuple(equals(f"t{n}", TRUE) for n in numbers)
        return tuple(at_least(f"t{n}", UNKNOWN) for n in numbers)

    @property
    def doubtful(self) -> list[Branch]:
        """The branch of a record that may open a duty; none where role-and-where is empty."""
        if not self._doubts:
            return []
        tests = (*self.base, *self.possible, *one_of(self._doubts))
        return [self.row("doubtful", tests)]

    def row(self, outcome: str, tests: Tests) -> Branch:
        """Return a branch that the record itself decides."""
        return Branch(self.number, outcome, (Pattern("t", tests),))


def _period(rule: Rule) -> Tests:
    begun = at_least("day", rule.effective.start.toordinal())
    if rule.effective.until is None:
        return (begun,)
    return (begun, under("day", rule.effective.until.toordinal()))
