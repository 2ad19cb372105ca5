"""The defaults of the part `wording`: sentences that name nothing of the demand."""

from __future__ import annotations

from engine.rulebook import Form, Text
from engine.wording.labels import Labels

_NOTHING = Text("", "")


def criterion(form: Form, negated: bool, labels: Labels, /) -> Text:
    """Return empty words: counterfactuals do not name what the demand wants to see."""
    return _NOTHING


def wanted(form: Form, labels: Labels, /) -> Text:
    """Return empty words: the demand looks at the record alone."""
    return _NOTHING


def bound(form: Form, /) -> Text:
    """Return empty words: the demand has no ratio."""
    return _NOTHING
