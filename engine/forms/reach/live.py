"""How the live evaluator judges `reach`: by the row of each actor and year."""

from __future__ import annotations

from engine.evaluation.live.branch_builder import BranchBuilder
from engine.evaluation.live.patterns import Branch, equals
from engine.forms.defaults.live import grouping, needed
from engine.forms.reach.annual_ratios import OUTCOMES


def branches(builder: BranchBuilder) -> list[Branch]:
    """Return a branch for each way a duty can end; none for doubt about a record.

    Doubt about a record leaves its sums open, and so is within `reach`.
    """
    group = equals("group_rule", builder.number)
    return [
        builder.row(outcome, (group, equals("reach", value)))
        for value, outcome in OUTCOMES.items()
    ]


__all__ = ["branches", "grouping", "needed"]
