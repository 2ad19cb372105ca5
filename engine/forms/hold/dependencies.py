"""Which records bear on a duty of `hold`: none but the trigger."""

from __future__ import annotations

from engine.forms.defaults.dependencies import (
    absences,
    columns,
    finding_key,
    group_key,
    matches,
)

__all__ = ["absences", "columns", "finding_key", "group_key", "matches"]
