"""The form of a rule as the type that its own package knows."""

from __future__ import annotations

from typing import TypeVar

from engine.rulebook import Form, Rule

OwnForm = TypeVar("OwnForm", bound=Form)


def form_of(rule: Rule, kind: type[OwnForm]) -> OwnForm:
    """Return the form of a rule that was handed to the package of this form."""
    form = rule.demand.form
    assert isinstance(form, kind)
    return form
