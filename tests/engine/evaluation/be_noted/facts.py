"""Adds `noted<n>` to the facts: 2 where the note is filled, else 0."""

from __future__ import annotations

from collections.abc import Sequence

from engine.evaluation.conditions import TRUE
from engine.evaluation.forms import GroupFacts, NumberedRule
from engine.evaluation.inputs import EvaluationInputs
from engine.evaluation.predicates import PredicateIndex
from engine.forms.defaults.facts import (
    bound,
    duty_columns,
    observed,
    requirements,
    wanted,
)
from engine.rulebook.columns import column_of
from engine.tables.store import Table

GROUPS: GroupFacts | None = None
NOTE = column_of("note")


def add_columns(
    rows: Table,
    inputs: EvaluationInputs,
    rules: Sequence[NumberedRule],
    predicates: PredicateIndex,
) -> Table:
    """Add `noted<n>` for each rule n."""
    noted = rows[NOTE].notnull().cast("int8") * TRUE
    return rows.mutate(**{f"noted{number}": noted for number, _ in rules})


__all__ = [
    "GROUPS", "add_columns", "bound", "duty_columns", "observed", "requirements", "wanted",
]  # fmt: skip
