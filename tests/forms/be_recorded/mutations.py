"""Changes of `be_recorded`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from engine.authoring.mutation.change import Change, filled, lift
from engine.authoring.mutation.demands import MADE
from engine.forms.defaults.mutations import conditions, without_conditions
from engine.rulebook import Text
from engine.rulebook.lexicon import Lexicon
from engine.wording.rules.phrases import day
from tests.forms.be_recorded.demand import BeRecorded

_BOTH_SIDES = Text(
    "填写于最后一日和次日各一例", "examples recorded on the last day and the day after"
)


def changes(
    form: BeRecorded, negated: bool, lexicon: Lexicon, /
) -> Iterator[Change[BeRecorded]]:
    """Move the day by one, both ways."""
    days = (form.by - timedelta(days=1), form.by + timedelta(days=1))
    moved = (
        Change(other, filled(MADE, day(form.by), day(other)), _BOTH_SIDES)
        for other in days
    )
    return lift(moved, lambda by: replace(form, by=by), "by")


__all__ = ["changes", "conditions", "without_conditions"]
