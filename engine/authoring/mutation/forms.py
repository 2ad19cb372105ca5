"""The part `mutations` of a form of demand: what mutation asks of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol, cast

from engine.authoring.mutation.change import Change
from engine.rulebook import Condition, Form, Test
from engine.rulebook.forms import FormType, part_of
from engine.rulebook.lexicon import Lexicon


class MutationsPart(Protocol[FormType]):
    """The part `mutations` of a form: its demand changed, and its conditions."""

    def changes(
        self, form: FormType, negated: bool, lexicon: Lexicon, /
    ) -> Iterator[Change[Form]]:
        """Yield the form with one thing changed that it states, each in turn."""

    def without_conditions(self, form: FormType, /) -> Form:
        """Return the form without its conditions, events that it names included."""

    def conditions(
        self, form: FormType, opening: Condition, /
    ) -> Iterator[tuple[Condition, ...]]:
        """Yield chains of conditions, each tested only where the one before is true.

        `opening` is the condition on the trigger. Two forms that are alike without
        conditions give the same verdicts if all their chains answer alike.
        """


def mutations_part(form: Form) -> MutationsPart[Form]:
    """Return how demands of the form are changed."""
    return cast("MutationsPart[Form]", part_of(form, "mutations"))


def of_events(events: tuple[str, ...] | None, condition: Condition) -> Condition:
    """Add to a condition that the record is one of the events; None is any event."""
    if events is None:
        return condition
    return Condition((Test("event", "is", events), *condition.parts))
