"""What `be_preceded_by` adds to facts: `shown<n>`, whether a predecessor would be in the data.

For rule n it is 2 where the data would show an earlier witness, and 0 where not.
"""

from __future__ import annotations

from collections.abc import Sequence

import ibis

from engine.evaluation.conditions import TRUE
from engine.evaluation.forms import DutyColumns, GroupFacts, NumberedRule
from engine.evaluation.inputs import EvaluationInputs
from engine.evaluation.predicates import ColumnRequirements, PredicateIndex
from engine.forms.be_preceded_by.demand import BePrecededBy
from engine.forms.defaults.facts import observed
from engine.forms.matching.facts import missing_in_witness
from engine.forms.typed import form_of
from engine.rulebook import Rule
from engine.tables.store import Column, Table

GROUPS: GroupFacts | None = None
# A battery has no record from before this day.
_BEGINNING = "battery.produced_on"


def requirements(rule: Rule) -> ColumnRequirements:
    """Require the day on which the battery was made."""
    return ColumnRequirements.of(paths=[_BEGINNING])


def add_columns(
    rows: Table,
    inputs: EvaluationInputs,
    rules: Sequence[NumberedRule],
    predicates: PredicateIndex,
) -> Table:
    """Add `shown<n>` for each rule n."""
    shown = {
        f"shown{number}": could_be_shown(rows, rule, predicates).cast("int8") * TRUE
        for number, rule in rules
    }
    return rows.mutate(**shown)


def could_be_shown(rows: Table, rule: Rule, predicates: PredicateIndex) -> Column:
    """Say where the data could show a predecessor, had there been one.

    The data are complete on the trigger's day, and either since the battery was made
    or over the whole time in which a predecessor would be in time.
    """
    form = form_of(rule, BePrecededBy)
    reaches_trigger = rows.complete_until.isnull() | (
        rows.occurred_on <= rows.complete_until
    )
    covered = (rows[_BEGINNING] >= rows.complete_from).fill_null(False)
    if form.within is not None:
        since = rows[f"since{predicates.starts[form.within]}"]
        covered = covered | (since >= rows.complete_from).fill_null(False)
    return covered & reaches_trigger


def duty_columns(rows: Table, rule: Rule, predicates: PredicateIndex) -> DutyColumns:
    """Show the witness's day as the day of the act; name what would have shown one."""
    not_shown = ibis.cases(
        (rows.complete_from.isnull(), "complete.from"),
        (rows.occurred_on > rows.complete_until, "complete.until"),
        (rows[_BEGINNING].isnull(), _BEGINNING),
        else_="complete.from",
    )
    unsure = missing_in_witness(
        form_of(rule, BePrecededBy), predicates.absent, "unsure"
    )
    return DutyColumns(
        done_on=rows.witness_on,
        missing={**unsure, "not_shown": not_shown},
    )


__all__ = [
    "GROUPS",
    "add_columns",
    "could_be_shown",
    "duty_columns",
    "observed",
    "requirements",
]
