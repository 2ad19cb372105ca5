"""How the live evaluator judges `be_recorded`: by the fact `recorded<n>`."""

from __future__ import annotations

from engine.evaluation.conditions import FALSE, TRUE, UNKNOWN
from engine.evaluation.live.branch_builder import BranchBuilder
from engine.evaluation.live.patterns import Branch, equals
from engine.forms.defaults.live import grouping, needed


def branches(builder: BranchBuilder) -> list[Branch]:
    """Return a branch for each way a duty can end."""
    fact = f"recorded{builder.number}"
    return [
        builder.row("recorded", (*builder.opened, equals(fact, TRUE))),
        builder.row("recorded_late", (*builder.opened, equals(fact, FALSE))),
        builder.row("recording_unknown", (*builder.opened, equals(fact, UNKNOWN))),
        *builder.doubtful,
    ]


__all__ = ["branches", "grouping", "needed"]
