"""Demands that a record answers by itself: reported, hold, covered, reach."""

from __future__ import annotations

from engine.evaluation.conditions import FALSE, TRUE, UNKNOWN
from engine.evaluation.facts import COVER_OWN
from engine.evaluation.live.branch_builder import BranchBuilder
from engine.evaluation.live.patterns import (
    Branch,
    at_least,
    equals,
    one_of,
    within_row,
)
from engine.forms import Hold


def reported(builder: BranchBuilder) -> list[Branch]:
    done = (*builder.opened, equals("is_reported", 1))
    not_done = (*builder.opened, equals("is_reported", 0))
    if builder.window is None:
        return [builder.row("done", done), builder.row("open", not_done)]
    due = f"due{builder.window}"
    known = equals(f"has_{due}", 1)
    return [
        builder.row("in_time", (*done, known, within_row("lte", "r", due))),
        builder.row("late", (*done, known, within_row("gt", "r", due))),
        builder.row("missing", (*not_done, known, within_row("gt", "j", due))),
        builder.row("pending", (*not_done, known, within_row("lte", "j", due))),
        builder.row("beyond_calendar", (*builder.opened, equals(f"has_{due}", 0))),
    ]


def hold(builder: BranchBuilder) -> list[Branch]:
    form = builder.rule.demand.form
    assert isinstance(form, Hold)
    numbers = builder.predicates.numbers(form.condition)
    true = tuple(equals(f"t{n}", TRUE) for n in numbers)
    false = one_of([equals(f"t{n}", FALSE) for n in numbers])
    possible = tuple(at_least(f"t{n}", UNKNOWN) for n in numbers)
    doubt = one_of([equals(f"t{n}", UNKNOWN) for n in numbers])
    holds, fails = (
        ("fails", "holds") if builder.rule.demand.negated else ("holds", "fails")
    )
    return [
        builder.row(holds, (*builder.opened, *true)),
        builder.row(fails, (*builder.opened, *false)),
        builder.row("unclear", (*builder.opened, *possible, *doubt)),
    ]


def covered(builder: BranchBuilder) -> list[Branch]:
    cover = f"cover{builder.predicates.covers[builder.rule.id]}"
    return [
        builder.row(outcome, (*builder.opened, equals(cover, state)))
        for outcome, state in (
            ("covered", TRUE),
            ("uncovered", FALSE),
            ("perhaps_covered", UNKNOWN),
            ("region_unknown", COVER_OWN),
        )
    ]


def reach(builder: BranchBuilder) -> list[Branch]:
    group = equals("reach_rule", builder.number)
    over = within_row("gte", "j", "d")
    return [
        builder.row("year_open", (group, within_row("lt", "j", "d"))),
        builder.row("reached", (group, over, equals("reach", TRUE))),
        builder.row("below_bound", (group, over, equals("reach", FALSE))),
        builder.row("unmeasured", (group, over, equals("reach", UNKNOWN))),
    ]
