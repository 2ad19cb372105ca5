"""Which records bear on a duty that a witness decides: those that may be its witness."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from engine.evaluation.dependencies import column_name, of_when, texts
from engine.evaluation.forms import Absence
from engine.forms.defaults.dependencies import finding_key, group_key
from engine.forms.matching import Witnessed
from engine.forms.typed import form_of
from engine.rulebook import Rule


def columns(rule: Rule) -> list[str]:
    """Name both sides of `same`."""
    return list(chain.from_iterable(form_of(rule, Witnessed).same))


def matches(rule: Rule) -> str | None:
    """Match a trigger with the records of a witness's event that agree in `same`."""
    form = form_of(rule, Witnessed)
    pairs = (
        f"r.{column_name(theirs)} = t.{column_name(mine)}" for mine, theirs in form.same
    )
    of_event = f"r.event IN ({texts(form.event)})"
    return " AND ".join([of_when(rule, "t"), of_event, *pairs])


def without_witness(rule: Rule, *outcomes: str) -> Sequence[Absence]:
    """Return that these outcomes rest on the absence of a witness, whatever its day."""
    form = form_of(rule, Witnessed)
    return [Absence(form.event, form.same, outcomes)]


__all__ = ["columns", "finding_key", "group_key", "matches", "without_witness"]
