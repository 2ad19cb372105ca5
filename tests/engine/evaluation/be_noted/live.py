"""Judged by the fact `noted<n>`."""

from __future__ import annotations

from engine.evaluation.conditions import FALSE, TRUE
from engine.evaluation.live.branch_builder import BranchBuilder
from engine.evaluation.live.patterns import Branch, equals
from engine.forms.defaults.live import grouping, needed


def branches(builder: BranchBuilder) -> list[Branch]:
    """Return a branch for each way a duty can end."""
    noted = f"noted{builder.number}"
    return [
        builder.row("noted", (*builder.opened, equals(noted, TRUE))),
        builder.row("not_noted", (*builder.opened, equals(noted, FALSE))),
        *builder.doubtful,
    ]


__all__ = ["branches", "grouping", "needed"]
