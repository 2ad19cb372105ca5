"""Changes of `hold`."""

from __future__ import annotations

from collections.abc import Iterator

from engine.authoring.mutation.change import Change, lift
from engine.authoring.mutation.conditions import ConditionChanges
from engine.forms.hold.demand import Hold
from engine.rulebook import ALWAYS, Condition, Text
from engine.rulebook.lexicon import Lexicon


def changes(form: Hold, negated: bool, lexicon: Lexicon, /) -> Iterator[Change[Hold]]:
    """Change the conditions."""
    verdict = "compliant" if negated else "breach"
    expectation = Text(f"结论应为 {verdict}", f"expecting {verdict}")
    return lift(ConditionChanges(lexicon, expectation).of(form.condition), Hold)


def without_conditions(form: Hold, /) -> Hold:
    """Demand nothing."""
    return Hold(ALWAYS)


def conditions(form: Hold, opening: Condition, /) -> Iterator[tuple[Condition, ...]]:
    """Yield the condition on the trigger with the one demanded after it."""
    yield opening, form.condition
