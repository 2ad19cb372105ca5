"""Which records bear on a duty of `be_followed_by`: a later record may be the witness."""

from __future__ import annotations

from collections.abc import Sequence

from engine.evaluation.forms import Absence
from engine.forms.matching.dependencies import (
    columns,
    finding_key,
    group_key,
    matches,
    without_witness,
)
from engine.rulebook import Rule


def absences(rule: Rule) -> Sequence[Absence]:
    """Rest on no witness where none is found in time; under `must_not`, where clear."""
    if rule.demand.negated:
        return without_witness(rule, "clear")
    return without_witness(rule, "late", "missing", "pending", "open")


__all__ = ["absences", "columns", "finding_key", "group_key", "matches"]
