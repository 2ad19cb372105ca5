"""Computes which verdicts a rule can give, so that lint can require an example of each.

What a demand can give is said by its form (`examples.verdicts`). Undetermined is added
where the rule names a role, or where a column that may be empty decides `where` or a
column that other records are matched by. A due day beyond the published calendar is
left out: the next calendar would invalidate an example of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product
from typing import TypeAlias

from engine.rulebook.columns import REQUIRED_COLUMNS
from engine.rulebook.forms import examples_part
from engine.rulebook.model import (
    AnyOf,
    Condition,
    Expectation,
    NoneOf,
    Path,
    Rule,
    Test,
)

Answers: TypeAlias = frozenset[bool | None]  # None: unknown
_EITHER: Answers = frozenset((True, False))
_ANY: Answers = frozenset((True, False, None))
_MOST_PATHS = 12
_PARTY_TESTS = ("holds", "holds_any", "runs_outlet_for")


def reachable_verdicts(rule: Rule) -> frozenset[Expectation]:
    """Return the verdicts this rule can give; `no_duty` is always among them."""
    form = rule.demand.form
    found: set[Expectation] = {"no_duty"}
    found.update(examples_part(form).verdicts(form, rule))
    if _may_lack_a_value(rule):
        found.add("undetermined")
    return frozenset(found)


def _may_lack_a_value(rule: Rule) -> bool:
    """Say whether a role or an empty column can leave open that there is a duty."""
    if rule.who is not None:
        return True
    columns = rule.demand.form.trigger_columns
    for filled in fillings(rule, columns=columns):
        found = answers(rule.where, filled, rule.when)
        if None in found or (True in found and not filled.issuperset(columns)):
            return True
    return False


def answers(
    condition: Condition, filled: frozenset[str], events: tuple[str, ...] | None
) -> Answers:
    """Return what a condition can answer of a row.

    `filled`: the paths that are not empty in the row. `events`: the events the row can
    have; None for any.
    """
    result: Answers = frozenset((True,))
    for part in condition.parts:
        result = _both(result, _part(part, filled, events))
    return result


def _part(
    part: Test | AnyOf | NoneOf, filled: frozenset[str], events: tuple[str, ...] | None
) -> Answers:
    if isinstance(part, Test):
        return _test(part, filled, events)
    # "One of them" is "not: none of them", so both are built from conjunctions.
    none: Answers = frozenset((True,))
    for alternative in part.alternatives:
        none = _both(none, _not(answers(alternative, filled, events)))
    return none if isinstance(part, NoneOf) else _not(none)


def _test(
    test: Test, filled: frozenset[str], events: tuple[str, ...] | None
) -> Answers:
    if test.operator == "known":
        return frozenset(((test.path in filled) is test.values[0],))
    if test.operator in _PARTY_TESTS:
        return _ANY
    if test.path not in filled:
        return frozenset((None,))
    if test.path == "event" and events is not None:
        return _event(test, events)
    empty = [v for v in test.values if isinstance(v, Path) and v.name not in filled]
    if empty:
        return frozenset((None,)) if len(test.values) == 1 else _ANY
    # GB/T 34014 leaves the form of some codes open; the other formats never do.
    return _ANY if test.values == ("gbt34014",) else _EITHER


def _event(test: Test, events: tuple[str, ...]) -> Answers:
    named = {event in test.values for event in events}
    return frozenset(named) if test.operator == "is" else _not(frozenset(named))


def _both(one: Answers, other: Answers) -> Answers:
    """Return every Kleene conjunction of an answer of one with one of the other."""
    return frozenset(
        False if False in pair else None if None in pair else True
        for pair in product(one, other)
    )


def _not(found: Answers) -> Answers:
    return frozenset(None if answer is None else not answer for answer in found)


def fillings(
    rule: Rule, *conditions: Condition, columns: tuple[str, ...] = ()
) -> Iterator[frozenset[str]]:
    """Yield every way in which the paths that matter can be filled: those not empty.

    These are the paths of `where`, of the conditions and of the columns given. Of more
    than a dozen that can be empty, the rest are taken as filled.
    """
    paths = set(columns)
    for condition in (rule.where, *conditions):
        paths.update(_paths(condition))
    open_paths = sorted(paths - REQUIRED_COLUMNS)[:_MOST_PATHS]
    always = (paths | REQUIRED_COLUMNS) - set(open_paths)
    for choice in product((True, False), repeat=len(open_paths)):
        chosen = zip(open_paths, choice, strict=True)
        yield frozenset(always | {path for path, is_filled in chosen if is_filled})


def _paths(condition: Condition) -> Iterable[str]:
    for test in tests_of(condition):
        yield test.path
        yield from (value.name for value in test.values if isinstance(value, Path))


def tests_of(condition: Condition) -> Iterator[Test]:
    """Yield every test of a condition, at any depth."""
    for part in condition.parts:
        if isinstance(part, Test):
            yield part
        else:
            for alternative in part.alternatives:
                yield from tests_of(alternative)
