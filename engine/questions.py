"""What the rules ask of a record: every distinct test, window and path, numbered.

Rules share tests ("is the battery waste?") and windows ("30 days"); each is
answered once per record, whatever the number of rules that ask.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from engine.rulebook import (
    AnyOf,
    BeAlone,
    BeCoveredBy,
    BeFollowedBy,
    BePrecededBy,
    BeReported,
    Condition,
    Hold,
    NoneOf,
    Path,
    Reach,
    Rule,
    Span,
    Test,
)

Part = Test | AnyOf | NoneOf


def opening(rule: Rule) -> Condition:
    """Return role-and-where of a rule: what makes a record of `when` open a duty."""
    if rule.who is None:
        return rule.where
    role = Test("actor.roles", "is", rule.who)
    return Condition((role, *rule.where.parts))


class Questions:
    """The numbered questions of a set of rules.

    `tests`, `windows` (span and whether it rolls over), `starts` (spans counted
    back from a trigger) and `covers` map each question to its number.
    """

    def __init__(self, rules: Iterable[Rule], rolling: Iterable[str] = ()) -> None:
        """Number the questions of the rules; `rolling` names instruments that roll over."""
        self.rules = tuple(rules)
        self._rolling = frozenset(rolling)
        self.tests: dict[Part, int] = {}
        self.windows: dict[tuple[Span, bool], int] = {}
        self.starts: dict[Span, int] = {}
        self.covers: dict[str, int] = {}
        for rule in self.rules:
            self._number(rule)

    def window(self, rule: Rule) -> int | None:
        """Return the number of the window of a rule, None where it has no deadline."""
        within = getattr(rule.demand.form, "within", None)
        return None if within is None else self.windows[self._window_key(rule, within)]

    def numbers(self, condition: Condition) -> list[int]:
        """Return the numbers of the tests whose conjunction the condition is."""
        return [self.tests[part] for part in condition.parts]

    @cached_property
    def leaves(self) -> frozenset[Test]:
        """Every single test, those inside any_of and none_of included."""
        reach_parts = (
            part
            for rule in self.rules
            if isinstance(rule.demand.form, Reach)
            for total in (rule.demand.form.numerator, rule.demand.form.denominator)
            for part in total.where.parts
        )
        return frozenset(
            leaf for part in (*self.tests, *reach_parts) for leaf in leaves_of(part)
        )

    @cached_property
    def paths(self) -> frozenset[str]:
        """Every path into a register that any rule reads."""
        named = set()
        for leaf in self.leaves:
            if leaf.operator not in ("holds", "holds_any", "runs_outlet_for"):
                named.add(leaf.path)
            named.update(value.name for value in leaf.values if isinstance(value, Path))
        for rule in self.rules:
            form = rule.demand.form
            if rule.owed_by:
                named.add(rule.owed_by)
            if isinstance(form, BeCoveredBy):
                named.add(form.operator)
            if isinstance(form, BePrecededBy):
                named.add("battery.produced_on")
        return frozenset(path for path in named if "." in path)

    def _number(self, rule: Rule) -> None:
        form = rule.demand.form
        self._take_tests(opening(rule))
        if isinstance(form, Hold):
            self._take_tests(form.condition)
        if isinstance(form, BeFollowedBy | BePrecededBy):
            self._take_tests(form.where)
        if isinstance(form, BeCoveredBy):
            self.covers[rule.id] = len(self.covers)
        within = getattr(form, "within", None)
        if within is not None:
            key = self._window_key(rule, within)
            self.windows.setdefault(key, len(self.windows))
        if isinstance(form, BePrecededBy) and within is not None:
            self.starts.setdefault(within, len(self.starts))

    def _window_key(self, rule: Rule, within: Span) -> tuple[Span, bool]:
        rolls = rule.source.instrument in self._rolling
        return within, rolls and not isinstance(rule.demand.form, BePrecededBy)

    def _take_tests(self, condition: Condition) -> None:
        for part in condition.parts:
            self.tests.setdefault(part, len(self.tests))


def leaves_of(part: Part) -> Iterator[Test]:
    """Yield the single tests of a part of a conjunction."""
    if isinstance(part, Test):
        yield part
        return
    for alternative in part.alternatives:
        for inner in alternative.parts:
            yield from leaves_of(inner)


def events_of(rule: Rule) -> set[str] | None:
    """Return every event the rule looks at; None where it looks at any event."""
    form = rule.demand.form
    if rule.when is None:
        return None
    events = set(rule.when)
    if isinstance(form, BeFollowedBy | BePrecededBy):
        events.update(form.event)
    if isinstance(form, BeAlone):
        events.update(form.until)
    return events


def is_row_rule(rule: Rule) -> bool:
    """Say whether a duty of the rule is judged by its own record alone."""
    return isinstance(rule.demand.form, BeReported | Hold | BeCoveredBy | Reach)
