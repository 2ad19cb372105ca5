"""What findings of `be_alone` show: the battery or the day that leaves a duty open."""

from __future__ import annotations

import ibis

from engine.evaluation.forms import DutyColumns, GroupFacts
from engine.evaluation.predicates import PredicateIndex
from engine.forms.defaults.facts import (
    add_columns,
    observed,
    requirements,
)
from engine.rulebook import Rule
from engine.tables.store import Table

GROUPS: GroupFacts | None = None


def duty_columns(rows: Table, rule: Rule, predicates: PredicateIndex) -> DutyColumns:
    """Show the earlier trigger's day; name the battery where it is unknown, else the day."""
    return DutyColumns(
        done_on=rows.witness_on,
        missing={
            "perhaps_alone": ibis.cases(
                (rows.battery_code.isnull(), "battery_code"), else_="occurred_on"
            ),
            "release_not_shown": ibis.cases(
                (rows.occurred_on > rows.judged_on, "complete.until"),
                else_="complete.from",
            ),
        },
    )


__all__ = [
    "GROUPS",
    "add_columns",
    "duty_columns",
    "observed",
    "requirements",
]
