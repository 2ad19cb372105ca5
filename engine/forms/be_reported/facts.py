"""What findings of `be_reported` show: the day of the report, and the last day in time."""

from __future__ import annotations

import ibis

from engine.evaluation.forms import DutyColumns, GroupFacts
from engine.evaluation.predicates import ColumnRequirements, PredicateIndex
from engine.forms.defaults.facts import add_columns, observed
from engine.rulebook import Rule
from engine.rulebook.outcomes import code_of
from engine.tables.store import Table

GROUPS: GroupFacts | None = None
_REPORTED = ("in_time", "late", "done")


def requirements(rule: Rule) -> ColumnRequirements:
    """Require the day of the report."""
    return ColumnRequirements.of(paths=["reported_on"])


def duty_columns(rows: Table, rule: Rule, predicates: PredicateIndex) -> DutyColumns:
    """Show `reported_on` as the day of the act."""
    is_done = rows.outcome.isin([code_of(outcome) for outcome in _REPORTED])
    window = predicates.window(rule)
    return DutyColumns(
        done_on=ibis.cases((is_done, rows.reported_on)),
        due_on=None if window is None else rows[f"due{window}"],
        missing={"reports_unknown": ibis.literal("reported_on")},
    )


__all__ = [
    "GROUPS",
    "add_columns",
    "duty_columns",
    "observed",
    "requirements",
]
