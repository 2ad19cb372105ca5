"""How the live evaluator judges `be_covered_by`: by the fact `cover<n>` of rule n."""

from __future__ import annotations

from engine.evaluation.live.branch_builder import BranchBuilder
from engine.evaluation.live.patterns import Branch, equals
from engine.forms.be_covered_by.outlets import OUTCOMES
from engine.forms.defaults.live import grouping, needed


def branches(builder: BranchBuilder) -> list[Branch]:
    """Return a branch for each way a duty can end."""
    cover = f"cover{builder.number}"
    decided = [
        builder.row(outcome, (*builder.opened, equals(cover, value)))
        for value, outcome in OUTCOMES.items()
    ]
    return [*decided, *builder.doubtful]


__all__ = ["branches", "grouping", "needed"]
