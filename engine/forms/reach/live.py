"""How the live evaluator judges `reach`: by the row of each actor and year."""

from __future__ import annotations

from engine.evaluation.conditions import FALSE, TRUE, UNKNOWN
from engine.evaluation.live.branch_builder import BranchBuilder
from engine.evaluation.live.patterns import Branch, equals, within_row
from engine.forms.defaults.live import grouping, needed


def branches(builder: BranchBuilder) -> list[Branch]:
    """Return a branch for each way a duty can end; none for doubt about a record.

    Doubt about a record leaves its sums open, and so is within `reach`.
    """
    group = equals("group_rule", builder.number)
    is_over = within_row("gte", "judged_on", "day")
    return [
        builder.row("year_open", (group, within_row("lt", "judged_on", "day"))),
        builder.row("reached", (group, is_over, equals("reach", TRUE))),
        builder.row("below_bound", (group, is_over, equals("reach", FALSE))),
        builder.row("unmeasured", (group, is_over, equals("reach", UNKNOWN))),
    ]


__all__ = ["branches", "grouping", "needed"]
