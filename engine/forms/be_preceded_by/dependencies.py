"""Which records bear on a duty of `be_preceded_by`: an earlier record may be the witness."""

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
    """Rest on no predecessor where none is found in time."""
    return without_witness(rule, "unpreceded", "too_early")


__all__ = ["absences", "columns", "finding_key", "group_key", "matches"]
