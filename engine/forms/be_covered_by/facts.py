"""What `be_covered_by` adds to facts: `cover<n>`, a key of `outlets.OUTCOMES`, for rule n."""

from __future__ import annotations

from collections.abc import Sequence

import ibis

from engine.evaluation.conditions import truth
from engine.evaluation.facts import RecordRow, opens
from engine.evaluation.forms import DutyColumns, GroupFacts, NumberedRule
from engine.evaluation.inputs import EvaluationInputs
from engine.evaluation.predicates import (
    REJECTED,
    ColumnRequirements,
    PredicateIndex,
    doubt_of,
    opening,
    rejected_in,
)
from engine.forms.be_covered_by.demand import BeCoveredBy
from engine.forms.be_covered_by.outlets import covers
from engine.forms.defaults.facts import observed
from engine.forms.typed import form_of
from engine.rulebook import Rule
from engine.rulebook.columns import column_of
from engine.rulebook.outcomes import code_of
from engine.tables.store import Column, Table

GROUPS: GroupFacts | None = None


def requirements(rule: Rule) -> ColumnRequirements:
    """Require the operator."""
    return ColumnRequirements.of(paths=[form_of(rule, BeCoveredBy).operator])


def add_columns(
    rows: Table,
    inputs: EvaluationInputs,
    rules: Sequence[NumberedRule],
    predicates: PredicateIndex,
) -> Table:
    """Add `cover<n>` for each rule n; null where a record opens no duty of it."""
    for number, rule in rules:
        surely = opens(rule, rows) & truth(
            opening(rule), RecordRow(rows, predicates.absent)
        )
        results = covers(
            rows.filter(surely), inputs.registers, form_of(rule, BeCoveredBy)
        )
        results = inputs.tables.keep(f"covers_{number}", results)
        results = results.rename(
            _record_key="record_key", **{f"cover{number}": "cover"}
        )
        rows = rows.left_join(
            results, [rows.record_key == results["_record_key"]]
        ).drop("_record_key")
    return rows


def duty_columns(rows: Table, rule: Rule, predicates: PredicateIndex) -> DutyColumns:
    """Name a duty after its operator, region and year, or its record if in no group."""
    form = form_of(rule, BeCoveredBy)
    operator = rows[column_of(form.operator)]
    year = rows.occurred_on.year().cast("string")
    group = operator + "/" + rows.region.substr(0, form.digits) + "/" + year
    is_alone = rows.outcome.isin([code_of("region_unknown"), code_of("doubtful")])
    return DutyColumns(
        done_on=rows.witness_on,
        group_key=ibis.cases((~is_alone, group)),
        missing={
            "perhaps_covered": ibis.literal("outlets"),
            "outlet_rejected": ibis.literal(REJECTED),
            "region_unknown": ibis.cases(*_why_no_operator(rows, form), else_="region"),
        },
    )


def _why_no_operator(rows: Table, form: BeCoveredBy) -> list[tuple[Column, str]]:
    """Return what leaves the operator unknown: a condition, and what to name for it."""
    operator = column_of(form.operator)
    found = [(rows[operator].isnull(), form.operator)]
    if doubt_of(operator) in rows.columns:
        return [
            (rows[doubt_of(operator)].fill_null(False), rejected_in("outlets")),
            *found,
        ]
    return found


__all__ = [
    "GROUPS",
    "add_columns",
    "duty_columns",
    "observed",
    "requirements",
]
