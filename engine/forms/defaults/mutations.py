"""The defaults of the part `mutations`: a demand without conditions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from engine.rulebook import Condition, Form

AnyForm = TypeVar("AnyForm", bound=Form)


def without_conditions(form: AnyForm, /) -> AnyForm:
    """Return the form, which has no conditions to leave out."""
    return form


def conditions(form: Form, opening: Condition, /) -> Iterator[tuple[Condition, ...]]:
    """Yield the condition on the trigger; the form has no other."""
    yield (opening,)
