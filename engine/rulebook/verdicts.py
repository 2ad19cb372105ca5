"""Which verdicts a rule can give at all, so that each can be asked for an example.

| form | always | where more is needed |
|---|---|---|
| be_reported, be_followed_by | compliant, pending | breach: with `within` |
| must_not be_followed_by | compliant, breach, undetermined | |
| be_preceded_by, be_covered_by | compliant, breach, undetermined | |
| be_alone | compliant, breach | undetermined: `same` is not the battery |
| reach | all four | |
| hold | | what its conditions and `where` leave open together |

Undetermined is added where the role is asked for, or a column that may be empty
decides `where`, the demand, a `same` column or a witness. A due day beyond the
calendar is left out: an example of it would be outlived by the next calendar.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product

from engine.forms import BeAlone, BeFollowedBy, BePrecededBy, BeReported, Hold, Reach
from engine.rulebook.columns import REQUIRED_COLUMNS
from engine.rulebook.model import (
    AnyOf,
    Condition,
    Expectation,
    NoneOf,
    Path,
    Rule,
    Test,
)

Answers = frozenset[bool | None]  # None: unknown
_EITHER: Answers = frozenset((True, False))
_ANY: Answers = frozenset((True, False, None))
_MOST_PATHS = 12
_HOLDINGS = ("holds", "holds_any", "runs_outlet_for")


def reachable_verdicts(rule: Rule) -> frozenset[Expectation]:
    """The verdicts this rule can give; `no_duty` is always among them."""
    return frozenset({"no_duty", *_by_form(rule), *_by_unknowns(rule)})


def _by_form(rule: Rule) -> Iterator[Expectation]:
    form = rule.demand.form
    if isinstance(form, Hold):
        yield from _by_conditions(rule, form)
        return
    yield "compliant"
    if isinstance(form, BeReported) or (
        isinstance(form, BeFollowedBy) and not rule.demand.negated
    ):
        yield "pending"
        if form.within:
            yield "breach"
        return
    yield "breach"
    if isinstance(form, Reach):
        yield "pending"
    if not isinstance(form, BeAlone) or form.same != ("battery_code",):
        yield "undetermined"


def _by_conditions(rule: Rule, form: Hold) -> Iterator[Expectation]:
    for filled in _fillings(rule, (form.condition,), ()):
        if True in answers(rule.where, filled, rule.when):
            for answer in answers(form.condition, filled, rule.when):
                if answer is None:
                    yield "undetermined"
                else:
                    yield "breach" if answer is rule.demand.negated else "compliant"


def _by_unknowns(rule: Rule) -> Iterator[Expectation]:
    form = rule.demand.form
    if rule.who is not None:
        yield "undetermined"
    same: tuple[str, ...] = ()
    if isinstance(form, BeAlone):
        same = form.same
    if isinstance(form, BeFollowedBy | BePrecededBy):
        same = tuple(column for column, _ in form.same)
        for filled in _fillings(rule, (form.where,), ()):
            if None in answers(form.where, filled, form.event):
                yield "undetermined"
    for filled in _fillings(rule, (), same):
        found = answers(rule.where, filled, rule.when)
        if None in found or (True in found and not filled.issuperset(same)):
            yield "undetermined"


def answers(
    condition: Condition, filled: frozenset[str], events: tuple[str, ...] | None
) -> Answers:
    """What a condition can answer about a row in which just these paths are filled."""
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
    if test.operator in _HOLDINGS:
        return _ANY
    if test.path not in filled:
        return frozenset((None,))
    if test.path == "event" and events is not None:
        return _event(test, events)
    empty = [v for v in test.values if isinstance(v, Path) and v.name not in filled]
    if empty:
        return frozenset((None,)) if len(test.values) == 1 else _ANY
    return _ANY if test.values == ("gbt34014",) else _EITHER


def _event(test: Test, events: tuple[str, ...]) -> Answers:
    named = {event in test.values for event in events}
    return frozenset(named) if test.operator == "is" else _not(frozenset(named))


def _both(one: Answers, other: Answers) -> Answers:
    """Every conjunction of an answer of one with an answer of the other (Kleene)."""
    return frozenset(
        False if False in pair else None if None in pair else True
        for pair in product(one, other)
    )


def _not(found: Answers) -> Answers:
    return frozenset(None if answer is None else not answer for answer in found)


def _fillings(
    rule: Rule, conditions: Iterable[Condition], columns: tuple[str, ...]
) -> Iterator[frozenset[str]]:
    """Every way in which the paths that matter can be filled or empty."""
    paths = set(columns)
    for condition in (rule.where, *conditions):
        paths.update(_paths(condition))
    # Past a dozen the ways grow too many; the rest are then taken as filled.
    open_paths = sorted(paths - REQUIRED_COLUMNS)[:_MOST_PATHS]
    always = (paths | REQUIRED_COLUMNS) - set(open_paths)
    for choice in product((True, False), repeat=len(open_paths)):
        chosen = zip(open_paths, choice, strict=True)
        yield frozenset(always | {path for path, is_filled in chosen if is_filled})


def _paths(condition: Condition) -> Iterator[str]:
    for test in tests_of(condition):
        yield test.path
        yield from (value.name for value in test.values if isinstance(value, Path))


def tests_of(condition: Condition) -> Iterator[Test]:
    """Every test of a condition, at any depth."""
    for part in condition.parts:
        if isinstance(part, Test):
            yield part
        else:
            for alternative in part.alternatives:
                yield from tests_of(alternative)
