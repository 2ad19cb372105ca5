"""How the sweep judges `be_reported`: each record by its own day of report."""

from __future__ import annotations

from typing import Literal

import ibis

from engine.evaluation.facts import RecordRow
from engine.evaluation.predicates import PredicateIndex
from engine.rulebook import Rule
from engine.rulebook.outcomes import code_of
from engine.tables.store import Column

KIND: Literal["record"] = "record"


def outcome(row: RecordRow, rule: Rule, predicates: PredicateIndex) -> Column:
    """Return the number of the outcome of the duty that each row opens."""
    rows, window = row.rows, predicates.window(rule)
    if predicates.absent.has("records", "reported_on"):
        return ibis.literal(code_of("reports_unknown"))
    done = rows.reported_on.notnull()
    if window is None:
        return ibis.cases((done, code_of("done")), else_=code_of("open"))
    due = rows[f"due{window}"]
    return ibis.cases(
        (due.isnull(), code_of("beyond_calendar")),
        (rows.reported_on <= due, code_of("in_time")),
        (done, code_of("late")),
        (rows.judged_on > due, code_of("missing")),
        (rows.as_of > due, code_of("records_end")),
        else_=code_of("pending"),
    )
