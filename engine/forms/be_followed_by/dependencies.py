"""Which records bear on a duty of `be_followed_by`: a later record may be the witness."""

from __future__ import annotations

from engine.forms.matching.dependencies import columns, finding_key, group_key, matches

__all__ = ["columns", "finding_key", "group_key", "matches"]
