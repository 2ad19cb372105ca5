"""Which records bear on a duty of `be_alone`: other triggers and what releases them."""

from __future__ import annotations

from collections.abc import Sequence

from engine.evaluation.dependencies import column_name, of_when, texts
from engine.evaluation.forms import Absence
from engine.forms.be_alone.demand import BeAlone
from engine.forms.defaults.dependencies import finding_key, group_key
from engine.forms.typed import form_of
from engine.rulebook import Rule

_BATTERY = "battery_code"


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


def absences(rule: Rule) -> Sequence[Absence]:
    """Rest on no earlier trigger where alone, and on no release of each that stands."""
    form = form_of(rule, BeAlone)
    same = tuple((column, column) for column in form.same)
    battery = (_BATTERY, _BATTERY)
    other = same != (battery,)
    rival = Absence(rule.when, same, ("alone",), other_battery=other)
    if not form.until:
        return [rival]
    of_battery = tuple(dict.fromkeys((*same, battery)))
    return [rival, Absence(form.until, of_battery, kind="release")]


__all__ = ["absences", "columns", "finding_key", "group_key", "matches"]
