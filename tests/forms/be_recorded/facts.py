"""Adds `recorded<n>` to the facts: 2 by the day, 1 unknown, 0 after it."""

from __future__ import annotations

from collections.abc import Sequence

import ibis

from engine.evaluation.conditions import as_number
from engine.evaluation.forms import DutyColumns, GroupFacts, NumberedRule
from engine.evaluation.inputs import EvaluationInputs
from engine.evaluation.predicates import ColumnRequirements, PredicateIndex
from engine.forms.defaults.facts import observed
from engine.forms.typed import form_of
from engine.rulebook import Rule
from engine.tables.store import Column, Table
from tests.forms.be_recorded.demand import BeRecorded

GROUPS: GroupFacts | None = None


def requirements(rule: Rule) -> ColumnRequirements:
    """Require the day on which the record was written down."""
    return ColumnRequirements.of(paths=["recorded_on"])


def add_columns(
    rows: Table,
    inputs: EvaluationInputs,
    rules: Sequence[NumberedRule],
    predicates: PredicateIndex,
) -> Table:
    """Add `recorded<n>` for each rule n."""
    recorded = {
        f"recorded{number}": as_number(is_recorded(rows, rule))
        for number, rule in rules
    }
    return rows.mutate(**recorded)


def is_recorded(rows: Table, rule: Rule) -> Column:
    """Say whether each row was written down by the day; null where it has no day."""
    return rows.recorded_on <= form_of(rule, BeRecorded).by


def duty_columns(rows: Table, rule: Rule, predicates: PredicateIndex) -> DutyColumns:
    """Show the day on which the record was written down."""
    return DutyColumns(
        done_on=rows.recorded_on,
        missing={"recording_unknown": ibis.literal("recorded_on")},
    )


__all__ = [
    "GROUPS", "add_columns", "duty_columns", "observed", "requirements",
]  # fmt: skip
