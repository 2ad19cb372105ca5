"""No other record bears on the duty."""

from __future__ import annotations

from engine.forms.defaults.dependencies import columns, duty_keys, finding_key, matches

__all__ = ["columns", "duty_keys", "finding_key", "matches"]
