"""Judged by the note itself."""

from __future__ import annotations

from typing import Literal

import ibis

from engine.evaluation.facts import RecordRow
from engine.evaluation.predicates import PredicateIndex
from engine.rulebook import Rule
from engine.rulebook.outcomes import code_of
from engine.tables.store import Column
from tests.engine.evaluation.be_noted.facts import NOTE

KIND: Literal["record"] = "record"


def outcome(row: RecordRow, rule: Rule, predicates: PredicateIndex) -> Column:
    """Return the number of the outcome of the duty that each row opens."""
    return ibis.cases(
        (row.rows[NOTE].notnull(), code_of("noted")), else_=code_of("not_noted")
    )
