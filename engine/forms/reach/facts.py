"""What `reach` adds to facts: a row for each actor and year, with its two sums."""

from __future__ import annotations

from decimal import Decimal

from engine.evaluation.forms import DutyColumns, GroupFacts
from engine.evaluation.predicates import ColumnRequirements, PredicateIndex
from engine.forms.defaults.facts import add_columns, observed, wanted
from engine.forms.reach.annual_ratios import COLUMNS, keep_annual_ratios
from engine.forms.reach.demand import Reach
from engine.forms.typed import form_of
from engine.rulebook import Rule, Text
from engine.tables.store import Table

GROUPS: GroupFacts | None = GroupFacts(COLUMNS, keep_annual_ratios)


def requirements(rule: Rule) -> ColumnRequirements:
    """Require the fields that are summed, and what their conditions test."""
    form = form_of(rule, Reach)
    sums = (form.numerator, form.denominator)
    conditions = (total.where for total in sums)
    return ColumnRequirements.of(*conditions, paths=[total.field for total in sums])


def duty_columns(rows: Table, rule: Rule, predicates: PredicateIndex) -> DutyColumns:
    """Name a duty `<actor_id>/<year>`, and why its ratio cannot be said."""
    return DutyColumns(
        done_on=rows.witness_on,
        duty_key=rows.record_id,
        missing={"unmeasured": rows.reach_missing},
    )


def bound(rule: Rule) -> Text:
    """Word the bounds of the ratio."""
    form = form_of(rule, Reach)
    zh, en = [], []
    if form.at_least is not None:
        zh.append(f"不低于{_plain(form.at_least)}")
        en.append(f"at least {_plain(form.at_least)}")
    if form.at_most is not None:
        zh.append(f"不高于{_plain(form.at_most)}")
        en.append(f"at most {_plain(form.at_most)}")
    return Text("、".join(zh), " and ".join(en))


def _plain(number: Decimal) -> str:
    """Write a bound as rules are read: shares as per cent, amounts as they are."""
    return f"{(number * 100).normalize():f} %" if number <= 1 else f"{number:f}"


__all__ = [
    "GROUPS",
    "add_columns",
    "bound",
    "duty_columns",
    "observed",
    "requirements",
    "wanted",
]
