"""Which records bear on a duty of `be_alone`: other triggers and what releases them."""

from __future__ import annotations

from engine.evaluation.dependencies import column_name, of_when, texts
from engine.forms.be_alone.demand import BeAlone
from engine.forms.defaults.dependencies import finding_key, group_key
from engine.forms.typed import form_of
from engine.rulebook import Rule


def columns(rule: Rule) -> list[str]:
    """Name the columns that triggers share."""
    return list(form_of(rule, BeAlone).same)


def matches(rule: Rule) -> str | None:
    """Match a trigger with the triggers and releases that agree in `same`."""
    form = form_of(rule, BeAlone)
    pairs = (f"r.{column_name(c)} = t.{column_name(c)}" for c in form.same)
    releases = f"r.event IN ({texts(form.until)})" if form.until else "FALSE"
    is_rival = f"({of_when(rule, 'r')} OR {releases})"
    return " AND ".join([of_when(rule, "t"), is_rival, *pairs])


__all__ = ["columns", "finding_key", "group_key", "matches"]
