"""How the sweep judges `be_recorded`: by the day of each record."""

from __future__ import annotations

from typing import Literal

import ibis

from engine.evaluation.facts import RecordRow
from engine.evaluation.predicates import PredicateIndex
from engine.rulebook import Rule
from engine.rulebook.outcomes import code_of
from engine.tables.store import Column
from tests.forms.be_recorded.facts import is_recorded

KIND: Literal["record"] = "record"


def outcome(row: RecordRow, rule: Rule, predicates: PredicateIndex) -> Column:
    """Return the number of the outcome of the duty that each row opens."""
    recorded = is_recorded(row.rows, rule)
    return ibis.cases(
        (recorded.isnull(), code_of("recording_unknown")),
        (recorded, code_of("recorded")),
        else_=code_of("recorded_late"),
    )
