"""How the sweep judges `hold`: each record by its own values."""

from __future__ import annotations

from typing import Literal

import ibis

from engine.evaluation.conditions import truth
from engine.evaluation.facts import RecordRow
from engine.evaluation.predicates import PredicateIndex
from engine.forms.hold.demand import Hold
from engine.forms.typed import form_of
from engine.rulebook import Rule
from engine.rulebook.outcomes import code_of
from engine.tables.store import Column

KIND: Literal["record"] = "record"


def outcome(row: RecordRow, rule: Rule, predicates: PredicateIndex) -> Column:
    """Return the number of the outcome of the duty that each row opens."""
    holds = truth(form_of(rule, Hold).condition, row)
    if rule.demand.negated:
        holds = ~holds
    return ibis.cases(
        (holds, code_of("holds")), (~holds, code_of("fails")), else_=code_of("unclear")
    )
