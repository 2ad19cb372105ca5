"""What `be_alone` adds to facts: `unreleased<n>`, whether a release is surely missing.

And what findings show: the battery, the day or the bound that leaves a duty open.
"""

from __future__ import annotations

from collections.abc import Sequence

import ibis

from engine.evaluation.forms import DutyColumns, GroupFacts, NumberedRule
from engine.evaluation.inputs import EvaluationInputs
from engine.evaluation.predicates import PredicateIndex
from engine.forms.be_alone.demand import BeAlone
from engine.forms.defaults.facts import (
    observed,
    requirements,
)
from engine.forms.typed import form_of
from engine.rulebook import Rule
from engine.tables.store import Table

GROUPS: GroupFacts | None = None


def add_columns(
    rows: Table,
    inputs: EvaluationInputs,
    rules: Sequence[NumberedRule],
    predicates: PredicateIndex,
) -> Table:
    """Add `unreleased<n>` for each rule n with `until`.

    It is 0 of an earlier trigger that a rejected record might release, else 1.
    """
    for number, rule in rules:
        name = f"unreleased{number}"
        if not form_of(rule, BeAlone).until:
            continue
        if inputs.doubts is None:
            rows = rows.mutate(**{name: ibis.literal(1, "int8")})
            continue
        held = inputs.doubts.of(number, "release").rename(held="record_key")
        rows = rows.left_join(held, rows.record_key == held.held)
        rows = rows.mutate(**{name: rows.held.isnull().cast("int8")}).drop("held")
    return rows


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
