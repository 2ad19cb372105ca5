"""No other record bears on the duty."""

from __future__ import annotations

from engine.forms.defaults.dependencies import (
    absences,
    columns,
    finding_key,
    group_key,
    matches,
)

__all__ = ["absences", "columns", "finding_key", "group_key", "matches"]
