"""No other record bears on the duty."""

from __future__ import annotations

from engine.forms.defaults.dependencies import columns, finding_key, group_key, matches

__all__ = ["columns", "finding_key", "group_key", "matches"]
