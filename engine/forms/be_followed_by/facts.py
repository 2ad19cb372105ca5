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
    """Show the witness's day as the day of the act, and the last day.

    Under `must` it is the last day in time, under `must_not` the last that offends.
    """
    form, window = form_of(rule, BeFollowedBy), predicates.window(rule)
    last_day = None if window is None else rows[f"due{window}"]
    is_forbidden = rule.demand.negated
    return DutyColumns(
        done_on=rows.witness_on,
        due_on=None if is_forbidden else last_day,
        watched_until=last_day if is_forbidden else None,
        missing={
            **missing_in_witness(form, predicates.absent, "unsure", "violated_unsure"),
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
