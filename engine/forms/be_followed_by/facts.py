"""What findings of `be_followed_by` show: the last day in time, and what is unsure."""

from __future__ import annotations

import ibis

from engine.evaluation.forms import DutyColumns, GroupFacts
from engine.evaluation.predicates import PredicateIndex
from engine.forms.be_followed_by.demand import BeFollowedBy
from engine.forms.defaults.facts import add_columns, observed, requirements
from engine.forms.matching.facts import missing_in_witness
from engine.forms.typed import form_of
from engine.rulebook import Rule
from engine.tables.store import Table

GROUPS: GroupFacts | None = None


def duty_columns(rows: Table, rule: Rule, predicates: PredicateIndex) -> DutyColumns:
    """Show the witness's day as the day of the act, and under `must` the last day."""
    form = form_of(rule, BeFollowedBy)
    window = None if rule.demand.negated else predicates.window(rule)
    return DutyColumns(
        done_on=rows.witness_on,
        due_on=None if window is None else rows[f"due{window}"],
        missing={
            **missing_in_witness(form, "unsure", "violated_unsure"),
            "violated_same_day": ibis.literal("occurred_on"),
        },
    )


__all__ = [
    "GROUPS",
    "add_columns",
    "duty_columns",
    "observed",
    "requirements",
]
