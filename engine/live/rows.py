"""Demands that a record answers by itself: reported, hold, covered, reach."""

from __future__ import annotations

from engine.conditions import FALSE, TRUE, UNKNOWN
from engine.facts import COVER_OWN
from engine.live.frame import RuleFrame
from engine.live.patterns import Branch, at_least, equals, one_of, within_row
from engine.rulebook import Hold


def reported(frame: RuleFrame) -> list[Branch]:
    done = (*frame.opened, equals("is_reported", 1))
    not_done = (*frame.opened, equals("is_reported", 0))
    if frame.window is None:
        return [frame.row("done", done), frame.row("open", not_done)]
    due = f"due{frame.window}"
    known = equals(f"has_{due}", 1)
    return [
        frame.row("in_time", (*done, known, within_row("lte", "r", due))),
        frame.row("late", (*done, known, within_row("gt", "r", due))),
        frame.row("missing", (*not_done, known, within_row("gt", "j", due))),
        frame.row("pending", (*not_done, known, within_row("lte", "j", due))),
        frame.row("beyond_calendar", (*frame.opened, equals(f"has_{due}", 0))),
    ]


def hold(frame: RuleFrame) -> list[Branch]:
    form = frame.rule.demand.form
    assert isinstance(form, Hold)
    numbers = frame.questions.numbers(form.condition)
    true = tuple(equals(f"t{n}", TRUE) for n in numbers)
    false = one_of([equals(f"t{n}", FALSE) for n in numbers])
    possible = tuple(at_least(f"t{n}", UNKNOWN) for n in numbers)
    doubt = one_of([equals(f"t{n}", UNKNOWN) for n in numbers])
    holds, fails = (
        ("fails", "holds") if frame.rule.demand.negated else ("holds", "fails")
    )
    return [
        frame.row(holds, (*frame.opened, *true)),
        frame.row(fails, (*frame.opened, *false)),
        frame.row("unclear", (*frame.opened, *possible, *doubt)),
    ]


def covered(frame: RuleFrame) -> list[Branch]:
    cover = f"cover{frame.questions.covers[frame.rule.id]}"
    return [
        frame.row(outcome, (*frame.opened, equals(cover, state)))
        for outcome, state in (
            ("covered", TRUE),
            ("uncovered", FALSE),
            ("perhaps_covered", UNKNOWN),
            ("nowhere", COVER_OWN),
        )
    ]


def reach(frame: RuleFrame) -> list[Branch]:
    group = equals("reach_rule", frame.number)
    over = within_row("gte", "j", "d")
    return [
        frame.row("year_open", (group, within_row("lt", "j", "d"))),
        frame.row("reached", (group, over, equals("reach", TRUE))),
        frame.row("short", (group, over, equals("reach", FALSE))),
        frame.row("unmeasured", (group, over, equals("reach", UNKNOWN))),
    ]
