"""What findings of `hold` show: the values that its conditions test."""

from __future__ import annotations

from engine.evaluation.forms import DutyColumns, GroupFacts
from engine.evaluation.predicates import PredicateIndex, first_unknown
from engine.forms.defaults.facts import add_columns, requirements
from engine.forms.hold.demand import Hold
from engine.forms.typed import form_of
from engine.rulebook import Condition, Rule
from engine.tables.store import Table

GROUPS: GroupFacts | None = None


def observed(rule: Rule) -> Condition:
    """Show the values that the demanded condition tests."""
    return form_of(rule, Hold).condition


def duty_columns(rows: Table, rule: Rule, predicates: PredicateIndex) -> DutyColumns:
    """Name the first test that is unknown."""
    return DutyColumns(
        done_on=rows.witness_on,
        missing={"unclear": first_unknown(rows, observed(rule), predicates)},
    )


__all__ = [
    "GROUPS",
    "add_columns",
    "duty_columns",
    "observed",
    "requirements",
]
