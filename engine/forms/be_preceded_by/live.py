"""How the live evaluator judges `be_preceded_by`: by the latest witness before."""

from __future__ import annotations

from collections.abc import Iterator

from engine.evaluation.conditions import FALSE, TRUE
from engine.evaluation.live.branch_builder import BranchBuilder
from engine.evaluation.live.parts import DAY, Needed
from engine.evaluation.live.patterns import Branch, against, equals
from engine.evaluation.predicates import PredicateIndex
from engine.forms.matching.live import Joins, Tests, WitnessPatterns, grouping, nearest
from engine.rulebook import Rule

_EARLIER = against("lte", "day", "t", "day")


def branches(builder: BranchBuilder) -> list[Branch]:
    """Return a branch for each way a duty can end."""
    of = WitnessPatterns(builder)
    sure: Joins = (_EARLIER,)
    possible: Joins = (_EARLIER,)
    has_due: Tests = ()
    if builder.window is not None:
        due = f"due{builder.window}"
        has_due = (equals(f"has_{due}", 1),)
        # A due day beyond the calendar may still be in time: `late_` is then endless.
        sure = (_EARLIER, against("gte", due, "t", "day"))
        possible = (_EARLIER, against("gte", f"late_{due}", "t", "day"))
    shown = f"shown{builder.number}"
    could, could_not = of.trigger(equals(shown, TRUE)), of.trigger(equals(shown, FALSE))
    trigger, in_time = of.trigger(), of.sure(sure, *has_due)
    none_sure, none = of.no_sure(sure, *has_due), of.none_possible(possible)
    found = [
        of.unmatched(),
        of.branch("preceded", trigger, in_time, witness=True, latest=True),
        of.branch("unsure", trigger, of.possible(possible), none_sure),
        of.branch("not_shown", could_not, none),
        *builder.doubtful,
    ]
    if builder.window is None:
        return [*found, of.branch("unpreceded", could, none)]
    old, none_old = of.sure((_EARLIER,)), of.no_sure((_EARLIER,))
    return [
        *found,
        of.branch("unpreceded", could, none, none_old),
        of.branch("too_early", could, old, none, witness=True, latest=True),
    ]


def needed(rule: Rule, predicates: PredicateIndex) -> Iterator[Needed]:
    """Need the last witness by the day, with a due day and without one.

    The last of the same day may be the trigger itself, hence the one before it, too.
    """
    window = predicates.window(rule)
    dated = "TRUE" if window is None else f"due{window} IS NOT NULL"
    bounds = f"day * {DAY}, downward - 1"
    order = "w.downward <= t.bound"
    yield "needed", nearest(rule, predicates, bounds, order, dated)


__all__ = ["branches", "grouping", "needed"]
