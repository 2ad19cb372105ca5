"""How the live evaluator judges `hold`: by the answers to the condition's tests."""

from __future__ import annotations

from engine.evaluation.conditions import FALSE, TRUE, UNKNOWN
from engine.evaluation.live.branch_builder import BranchBuilder
from engine.evaluation.live.patterns import Branch, at_least, equals, one_of
from engine.forms.defaults.live import grouping, needed
from engine.forms.hold.demand import Hold
from engine.forms.typed import form_of


def branches(builder: BranchBuilder) -> list[Branch]:
    """Return a branch for each way a duty can end."""
    form = form_of(builder.rule, Hold)
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
        *builder.doubtful,
    ]


__all__ = ["branches", "grouping", "needed"]
