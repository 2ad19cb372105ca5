"""How the live evaluator judges `be_followed_by`, demanded (`must`) or forbidden."""

from __future__ import annotations

from collections.abc import Iterator

from engine.evaluation.live.branch_builder import BranchBuilder
from engine.evaluation.live.parts import DAY, Needed
from engine.evaluation.live.patterns import Branch, against, equals, within_row
from engine.evaluation.predicates import PredicateIndex
from engine.forms.matching.live import Joins, WitnessPatterns, grouping, nearest
from engine.rulebook import Rule

_ON_OR_AFTER = against("gte", "day", "t", "day")
_AFTER = against("gt", "day", "t", "day")
_SAME_DAY = against("eq", "day", "t", "day")


def branches(builder: BranchBuilder) -> list[Branch]:
    """Return a branch for each way a duty can end."""
    if builder.rule.demand.negated:
        found = _forbidden(builder)
    elif builder.window is None:
        found = _without_deadline(builder)
    else:
        found = _with_deadline(builder, f"due{builder.window}")
    return [*found, *builder.doubtful]


def needed(rule: Rule, predicates: PredicateIndex) -> Iterator[Needed]:
    """Need the next witness on the day or later, and the next after the day.

    The next of the same day may be the trigger itself, hence the one after it, too.
    """
    bounds = f"day * {DAY}, upward + 1, (day + 1) * {DAY}"
    yield "needed", nearest(rule, predicates, bounds, "w.upward >= t.bound")


def _without_deadline(builder: BranchBuilder) -> list[Branch]:
    of = WitnessPatterns(builder)
    trigger, later = of.trigger(), (_ON_OR_AFTER,)
    return [
        of.unmatched(),
        of.branch("done", trigger, of.sure(later), witness=True),
        of.branch("unsure", trigger, of.possible(later), of.no_sure(later)),
        of.branch("open", trigger, of.none_possible(later)),
    ]


def _with_deadline(builder: BranchBuilder, due: str) -> list[Branch]:
    of = WitnessPatterns(builder)
    has_due = equals(f"has_{due}", 1)
    trigger = of.trigger(has_due)
    overdue = of.trigger(has_due, within_row("gt", "judged_on", due))
    not_due = of.trigger(has_due, within_row("lte", "as_of", due))
    ended = of.trigger(
        has_due, within_row("lte", "judged_on", due), within_row("gt", "as_of", due)
    )
    beyond = of.trigger(equals(f"has_{due}", 0))
    in_time = (_ON_OR_AFTER, against("lte", "day", "t", due))
    too_late = (against("gt", "day", "t", due),)
    none_in_time, none_late = of.none_possible(in_time), of.no_sure(too_late)
    return [
        of.unmatched(),
        of.branch("beyond_calendar", beyond),
        of.branch("in_time", trigger, of.sure(in_time), witness=True),
        of.branch("unsure", trigger, of.possible(in_time), of.no_sure(in_time)),
        of.branch("late", overdue, of.sure(too_late), none_in_time, witness=True),
        of.branch("missing", overdue, none_in_time, none_late),
        of.branch("pending", not_due, none_in_time),
        of.branch("records_end", ended, none_in_time),
    ]


def _forbidden(builder: BranchBuilder) -> list[Branch]:
    of = WitnessPatterns(builder)
    sure: Joins = (_AFTER,)
    possible: Joins = (_AFTER,)
    not_later: Joins = (_ON_OR_AFTER,)
    # Beyond the calendar no violation is sure, whatever its day.
    certain, beyond = of.trigger(), []
    if builder.window is not None:
        due = f"due{builder.window}"
        # A due day beyond the calendar may come at any time: `late_` is then endless.
        by_then = against("lte", "day", "t", f"late_{due}")
        sure = (_AFTER, against("lte", "day", "t", due))
        possible, not_later = (_AFTER, by_then), (_ON_OR_AFTER, by_then)
        certain = of.trigger(equals(f"has_{due}", 1))
        unknown = of.trigger(equals(f"has_{due}", 0))
        beyond = [of.branch("beyond_calendar", unknown, of.possible((_ON_OR_AFTER,)))]
    none_sure, none_later = of.no_sure(sure), of.none_possible(possible)
    same_day = of.possible((_SAME_DAY,))
    goes_on, ended = (of.trigger(equals("is_last", value)) for value in (0, 1))
    none_found = of.none_possible(not_later)
    return [
        of.unmatched(),
        of.branch("violated_after", certain, of.sure(sure), witness=True),
        of.branch("clear", goes_on, none_found),
        of.branch("records_end", ended, none_found),
        of.branch("violated_unsure", certain, of.possible(possible), none_sure),
        of.branch("violated_same_day", certain, same_day, none_sure, none_later),
        *beyond,
    ]


__all__ = ["branches", "grouping", "needed"]
