"""What `reach` adds to facts: a row for each actor and year, with its two sums."""

from __future__ import annotations

from engine.evaluation.forms import DutyColumns, GroupFacts
from engine.evaluation.predicates import ColumnRequirements, PredicateIndex
from engine.forms.defaults.facts import add_columns, observed
from engine.forms.reach.annual_ratios import COLUMNS, keep_annual_ratios
from engine.forms.reach.demand import Reach
from engine.forms.typed import form_of
from engine.rulebook import Rule
from engine.tables.store import Table

GROUPS: GroupFacts | None = GroupFacts(COLUMNS, keep_annual_ratios)

_UNDETERMINED = ("unmeasured", "year_cut_short", "year_rejected")


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
        group_key=rows.record_id,
        missing=dict.fromkeys(_UNDETERMINED, rows.reach_missing),
    )


__all__ = [
    "GROUPS",
    "add_columns",
    "duty_columns",
    "observed",
    "requirements",
]
