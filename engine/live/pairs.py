"""Demands on what comes before or after: a trigger and its witness."""

from __future__ import annotations

from engine.conditions import FALSE, TRUE
from engine.live.frame import RuleFrame, Tests
from engine.live.patterns import (
    Branch,
    Expression,
    Pattern,
    against,
    equals,
    one_of,
    within_row,
)
from engine.rulebook import BeFollowedBy, BePrecededBy

Joins = tuple[Expression, ...]


def _trigger(frame: RuleFrame, *tests: Expression) -> Pattern:
    """A trigger that opens a duty and has all its `same` columns filled."""
    filled = tuple(frame.attributes.is_filled(mine) for mine, _ in _same(frame))
    return Pattern("t", (*frame.opened, *filled, *tests))


def _unmatched(frame: RuleFrame) -> Branch:
    empty = one_of(
        [frame.attributes.is_filled(mine, filled=False) for mine, _ in _same(frame)]
    )
    return frame.row("unmatched", (*frame.opened, *empty))


def _same(frame: RuleFrame) -> tuple[tuple[str, str], ...]:
    form = frame.rule.demand.form
    assert isinstance(form, BeFollowedBy | BePrecededBy)
    return form.same


def _witness(
    frame: RuleFrame, sure: bool, joins: Joins, *tests: Expression, absent: bool = False
) -> Pattern:
    """A witness: sure, or (not `sure`) one whose `where` may be unknown."""
    form = frame.rule.demand.form
    assert isinstance(form, BeFollowedBy | BePrecededBy)
    attributes = frame.attributes
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
            *frame.tests(form.where, sure=sure),
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
    frame: RuleFrame,
    outcome: str,
    *patterns: Pattern,
    witness: bool = False,
    latest: bool = False,
) -> Branch:
    """A branch that waits for the end marker where it rests on an absence."""
    absence = any(pattern.absent for pattern in patterns)
    return Branch(
        frame.number,
        outcome,
        patterns,
        "w" if witness else None,
        latest,
        after=1 if absence else None,
    )


def followed(frame: RuleFrame) -> list[Branch]:
    later = against("gte", "d", "t", "d")
    if frame.window is None:
        return [
            _unmatched(frame),
            _branch(
                frame,
                "done",
                _trigger(frame),
                _witness(frame, True, (later,)),
                witness=True,
            ),
            _branch(
                frame,
                "unsure",
                _trigger(frame),
                _witness(frame, False, (later,)),
                _witness(frame, True, (later,), absent=True),
            ),
            _branch(
                frame,
                "open",
                _trigger(frame),
                _witness(frame, False, (later,), absent=True),
            ),
        ]
    due = f"due{frame.window}"
    trigger = _trigger(frame, equals(f"has_{due}", 1))
    in_time = (later, against("lte", "d", "t", due))
    too_late = (against("gt", "d", "t", due),)
    none_in_time = _witness(frame, False, in_time, absent=True)
    none_late = _witness(frame, True, too_late, absent=True)
    overdue = _trigger(frame, equals(f"has_{due}", 1), within_row("gt", "j", due))
    not_due = _trigger(frame, equals(f"has_{due}", 1), within_row("lte", "j", due))
    beyond = _trigger(frame, equals(f"has_{due}", 0))
    return [
        _unmatched(frame),
        Branch(frame.number, "beyond_calendar", (beyond,)),
        _branch(
            frame, "in_time", trigger, _witness(frame, True, in_time), witness=True
        ),
        _branch(
            frame,
            "unsure",
            trigger,
            _witness(frame, False, in_time),
            _witness(frame, True, in_time, absent=True),
        ),
        _branch(
            frame,
            "late",
            trigger,
            _witness(frame, True, too_late),
            none_in_time,
            witness=True,
        ),
        _branch(frame, "missing", overdue, none_in_time, none_late),
        _branch(frame, "pending", not_due, none_in_time, none_late),
    ]


def preceded(frame: RuleFrame) -> list[Branch]:
    earlier = against("lte", "d", "t", "d")
    sure_in_time: Joins = (earlier,)
    perhaps_in_time: Joins = (earlier,)
    sure_tests: Tests = ()
    if frame.window is not None:
        due = f"due{frame.window}"
        sure_tests = (equals(f"has_{due}", 1),)
        # A due day beyond the calendar may still be in time: `late_` is then endless.
        sure_in_time = (earlier, against("gte", due, "t", "d"))
        perhaps_in_time = (earlier, against("gte", f"late_{due}", "t", "d"))
    shown = f"shown{frame.number}"
    sure = _witness(frame, True, sure_in_time, *sure_tests)
    no_sure = _witness(frame, True, sure_in_time, *sure_tests, absent=True)
    none = _witness(frame, False, perhaps_in_time, absent=True)
    old = _witness(frame, True, (earlier,))
    no_old = _witness(frame, True, (earlier,), absent=True)
    could = _trigger(frame, equals(shown, TRUE))
    could_not = _trigger(frame, equals(shown, FALSE))
    found = [
        _unmatched(frame),
        _branch(frame, "preceded", _trigger(frame), sure, witness=True, latest=True),
        _branch(
            frame,
            "unsure",
            _trigger(frame),
            _witness(frame, False, perhaps_in_time),
            no_sure,
        ),
        _branch(frame, "not_shown", could_not, none),
    ]
    if frame.window is None:
        return [*found, _branch(frame, "unpreceded", could, none)]
    return [
        *found,
        _branch(frame, "unpreceded", could, none, no_old),
        _branch(frame, "too_early", could, old, none, witness=True, latest=True),
    ]


def offended(frame: RuleFrame) -> list[Branch]:
    after, same_day = against("gt", "d", "t", "d"), against("eq", "d", "t", "d")
    on_or_after = against("gte", "d", "t", "d")
    sure: Joins = (after,)
    perhaps: Joins = (after,)
    tests: Tests = ()
    not_later: Joins = (on_or_after,)
    if frame.window is not None:
        due = f"due{frame.window}"
        tests = (equals(f"has_{due}", 1),)
        sure = (after, against("lte", "d", "t", due))
        perhaps = (after, against("lte", "d", "t", f"late_{due}"))
        not_later = (on_or_after, against("lte", "d", "t", f"late_{due}"))
    trigger = _trigger(frame)
    none_sure = _witness(frame, True, sure, absent=True)
    found = [
        _unmatched(frame),
        _branch(
            frame,
            "offended",
            _trigger(frame, *tests),
            _witness(frame, True, sure),
            witness=True,
        ),
        _branch(
            frame, "clear", trigger, _witness(frame, False, not_later, absent=True)
        ),
    ]
    # Beyond the calendar no offender is sure, whatever its day.
    certain = _trigger(frame, *tests)
    found += [
        _branch(frame, "offended_unsure", certain, _witness(frame, False, perhaps), none_sure),
        _branch(frame,
            "offended_same_day", certain, _witness(frame, False, (same_day,)),
            none_sure, _witness(frame, False, perhaps, absent=True),
        ),
    ]  # fmt: skip
    if frame.window is not None:
        unknown = _trigger(frame, equals(f"has_due{frame.window}", 0))
        anyone = _witness(frame, False, (on_or_after,))
        found.append(_branch(frame, "beyond_calendar", unknown, anyone))
    return found
