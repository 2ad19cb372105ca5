"""Changes of `be_reported`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from engine.authoring.mutation.change import Change, lift
from engine.authoring.mutation.demands import span_changes
from engine.forms.be_reported.demand import BeReported
from engine.forms.defaults.mutations import conditions, without_conditions
from engine.rulebook.lexicon import Lexicon


def changes(
    form: BeReported, negated: bool, lexicon: Lexicon, /
) -> Iterator[Change[BeReported]]:
    """Change the time allowed."""
    return lift(
        span_changes(form.within), lambda span: replace(form, within=span), "within"
    )


__all__ = [
    "changes",
    "conditions",
    "without_conditions",
]
