"""The defaults of the part `facts`."""

from __future__ import annotations

from collections.abc import Sequence

from engine.evaluation.forms import DutyColumns, NumberedRule
from engine.evaluation.inputs import EvaluationInputs
from engine.evaluation.predicates import ColumnRequirements, PredicateIndex
from engine.rulebook import ALWAYS, Condition, Rule
from engine.tables.store import Table


def requirements(rule: Rule) -> ColumnRequirements:
    """Require nothing beyond tests, deadline and owner."""
    return ColumnRequirements.of()


def add_columns(
    rows: Table,
    inputs: EvaluationInputs,
    rules: Sequence[NumberedRule],
    predicates: PredicateIndex,
) -> Table:
    """Add no column to the facts."""
    return rows


def duty_columns(rows: Table, rule: Rule, predicates: PredicateIndex) -> DutyColumns:
    """Show a duty of one record that is done on the day of its witness."""
    return DutyColumns(done_on=rows.witness_on)


def observed(rule: Rule) -> Condition:
    """Show no values of the record."""
    return ALWAYS
