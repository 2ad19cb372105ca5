"""The defaults of the part `dependencies`: a duty of one record that no other bears on."""

from __future__ import annotations

from collections.abc import Sequence

from engine.evaluation.forms import Absence
from engine.rulebook import Rule


def columns(rule: Rule) -> list[str]:
    """Match records by no column."""
    return []


def matches(rule: Rule) -> str | None:
    """Depend on no other record."""
    return None


def absences(rule: Rule) -> Sequence[Absence]:
    """Rest on no other record's absence."""
    return ()


def finding_key(row: str) -> str:
    """Name a duty in findings after its record."""
    return f"{row}.record_id"


def group_key(rule: Rule) -> str | None:
    """Have no group: a duty is of its record."""
    return None
