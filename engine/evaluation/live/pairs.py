"""Demands on what comes before or after: a trigger and its witness."""

from __future__ import annotations

from engine.evaluation.conditions import FALSE, TRUE
from engine.evaluation.live.branch_builder import BranchBuilder, Tests
from engine.evaluation.live.patterns import (
    Branch,
    Expression,
    Pattern,
    against,
    equals,
    one_of,
    within_row,
)
from engine.forms import BeFollowedBy, BePrecededBy

Joins = tuple[Expression, ...]


def _trigger(builder: BranchBuilder, *tests: Expression) -> Pattern:
    """A trigger that opens a duty and has all its `same` columns filled."""
    filled = tuple(builder.attributes.is_filled(mine) for mine, _ in _same(builder))
    return Pattern("t", (*builder.opened, *filled, *tests))


def _unmatched(builder: BranchBuilder) -> Branch:
    empty = one_of(
        [builder.attributes.is_filled(mine, filled=False) for mine, _ in _same(builder)]
    )
    return builder.row("unmatched", (*builder.opened, *empty))


def _same(builder: BranchBuilder) -> tuple[tuple[str, str], ...]:
    form = builder.rule.demand.form
    assert isinstance(form, BeFollowedBy | BePrecededBy)
    return form.same


def _witness(
    builder: BranchBuilder,
    sure: bool,
    joins: Joins,
    *tests: Expression,
    absent: bool = False,
) -> Pattern:
    """A witness: sure, or (not `sure`) one whose `where` may be unknown."""
    form = builder.rule.demand.form
    assert isinstance(form, BeFollowedBy | BePrecededBy)
    attributes = builder.attributes
    filled = tuple(attributes.is_filled(theirs) for _, theirs in form.same)
    same = tuple(
        against("eq", attributes.column(theirs), "t", attributes.column(mine))
        for mine, theirs in form.same
    )
    return Pattern(
        "w",
        (
            *attributes.test(form.event),
            *filled,
            *builder.tests(form.where, sure=sure),
            *tests,
        ),
        (
            *same,
            *joins,
            against("neq", "n", "t", "n"),
        ),
        absent,
    )


def _branch(
    builder: BranchBuilder,
    outcome: str,
    *patterns: Pattern,
    witness: bool = False,
    latest: bool = False,
) -> Branch:
    """A branch that waits for the end marker where it rests on an absence."""
    absence = any(pattern.absent for pattern in patterns)
    return Branch(
        builder.number,
        outcome,
        patterns,
        "w" if witness else None,
        latest,
        after=1 if absence else None,
    )


def followed(builder: BranchBuilder) -> list[Branch]:
    later = against("gte", "d", "t", "d")
    if builder.window is None:
        return [
            _unmatched(builder),
            _branch(
                builder,
                "done",
                _trigger(builder),
                _witness(builder, True, (later,)),
                witness=True,
            ),
            _branch(
                builder,
                "unsure",
                _trigger(builder),
                _witness(builder, False, (later,)),
                _witness(builder, True, (later,), absent=True),
            ),
            _branch(
                builder,
                "open",
                _trigger(builder),
                _witness(builder, False, (later,), absent=True),
            ),
        ]
    due = f"due{builder.window}"
    trigger = _trigger(builder, equals(f"has_{due}", 1))
    in_time = (later, against("lte", "d", "t", due))
    too_late = (against("gt", "d", "t", due),)
    none_in_time = _witness(builder, False, in_time, absent=True)
    none_late = _witness(builder, True, too_late, absent=True)
    overdue = _trigger(builder, equals(f"has_{due}", 1), within_row("gt", "j", due))
    not_due = _trigger(builder, equals(f"has_{due}", 1), within_row("lte", "j", due))
    beyond = _trigger(builder, equals(f"has_{due}", 0))
    return [
        _unmatched(builder),
        Branch(builder.number, "beyond_calendar", (beyond,)),
        _branch(
            builder, "in_time", trigger, _witness(builder, True, in_time), witness=True
        ),
        _branch(
            builder,
            "unsure",
            trigger,
            _witness(builder, False, in_time),
            _witness(builder, True, in_time, absent=True),
        ),
        _branch(
            builder,
            "late",
            trigger,
            _witness(builder, True, too_late),
            none_in_time,
            witness=True,
        ),
        _branch(builder, "missing", overdue, none_in_time, none_late),
        _branch(builder, "pending", not_due, none_in_time, none_late),
    ]


def preceded(builder: BranchBuilder) -> list[Branch]:
    earlier = against("lte", "d", "t", "d")
    sure_in_time: Joins = (earlier,)
    perhaps_in_time: Joins = (earlier,)
    sure_tests: Tests = ()
    if builder.window is not None:
        due = f"due{builder.window}"
        sure_tests = (equals(f"has_{due}", 1),)
        # A due day beyond the calendar may still be in time: `late_` is then endless.
        sure_in_time = (earlier, against("gte", due, "t", "d"))
        perhaps_in_time = (earlier, against("gte", f"late_{due}", "t", "d"))
    shown = f"shown{builder.number}"
    sure = _witness(builder, True, sure_in_time, *sure_tests)
    no_sure = _witness(builder, True, sure_in_time, *sure_tests, absent=True)
    none = _witness(builder, False, perhaps_in_time, absent=True)
    old = _witness(builder, True, (earlier,))
    no_old = _witness(builder, True, (earlier,), absent=True)
    could = _trigger(builder, equals(shown, TRUE))
    could_not = _trigger(builder, equals(shown, FALSE))
    found = [
        _unmatched(builder),
        _branch(
            builder, "preceded", _trigger(builder), sure, witness=True, latest=True
        ),
        _branch(
            builder,
            "unsure",
            _trigger(builder),
            _witness(builder, False, perhaps_in_time),
            no_sure,
        ),
        _branch(builder, "not_shown", could_not, none),
    ]
    if builder.window is None:
        return [*found, _branch(builder, "unpreceded", could, none)]
    return [
        *found,
        _branch(builder, "unpreceded", could, none, no_old),
        _branch(builder, "too_early", could, old, none, witness=True, latest=True),
    ]


def offended(builder: BranchBuilder) -> list[Branch]:
    after, same_day = against("gt", "d", "t", "d"), against("eq", "d", "t", "d")
    on_or_after = against("gte", "d", "t", "d")
    sure: Joins = (after,)
    perhaps: Joins = (after,)
    tests: Tests = ()
    not_later: Joins = (on_or_after,)
    if builder.window is not None:
        due = f"due{builder.window}"
        tests = (equals(f"has_{due}", 1),)
        sure = (after, against("lte", "d", "t", due))
        perhaps = (after, against("lte", "d", "t", f"late_{due}"))
        not_later = (on_or_after, against("lte", "d", "t", f"late_{due}"))
    trigger = _trigger(builder)
    none_sure = _witness(builder, True, sure, absent=True)
    found = [
        _unmatched(builder),
        _branch(
            builder,
            "violated_after",
            _trigger(builder, *tests),
            _witness(builder, True, sure),
            witness=True,
        ),
        _branch(
            builder, "clear", trigger, _witness(builder, False, not_later, absent=True)
        ),
    ]
    # Beyond the calendar no offender is sure, whatever its day.
    certain = _trigger(builder, *tests)
    found += [
        _branch(builder, "violated_unsure", certain, _witness(builder, False, perhaps), none_sure),
        _branch(builder,
            "violated_same_day", certain, _witness(builder, False, (same_day,)),
            none_sure, _witness(builder, False, perhaps, absent=True),
        ),
    ]  # fmt: skip
    if builder.window is not None:
        unknown = _trigger(builder, equals(f"has_due{builder.window}", 0))
        anyone = _witness(builder, False, (on_or_after,))
        found.append(_branch(builder, "beyond_calendar", unknown, anyone))
    return found
