"""From a rule to the branches that durable-rules matches: one per way it can end.

What is left to durable-rules: which records open duties, which witnesses meet
them, and the verdict that follows. The facts bring typed values, the answers
to single tests (2 true, 1 unknown, 0 false) and due days.
"""

from __future__ import annotations

from collections.abc import Callable

from engine.evaluation.live import pairs, rivals, rows
from engine.evaluation.live.branch_builder import Attributes, BranchBuilder
from engine.evaluation.live.patterns import Branch, one_of
from engine.evaluation.predicates import PredicateIndex
from engine.forms import (
    BeAlone,
    BeCoveredBy,
    BeFollowedBy,
    BePrecededBy,
    BeReported,
    Hold,
    Reach,
)
from engine.rulebook import Form, Rule

_FORMS: dict[type[Form], Callable[[BranchBuilder], list[Branch]]] = {
    BeReported: rows.reported,
    Hold: rows.hold,
    BeCoveredBy: rows.covered,
    Reach: rows.reach,
    BePrecededBy: pairs.preceded,
    BeAlone: rivals.alone,
}


def compile_rule(
    rule: Rule, number: int, predicates: PredicateIndex, attributes: Attributes
) -> list[Branch]:
    """Return every branch of the rule; exactly one matches each duty."""
    builder = BranchBuilder(rule, number, predicates, attributes)
    form = type(rule.demand.form)
    if form is BeFollowedBy:
        branches = (pairs.offended if rule.demand.negated else pairs.followed)(builder)
    else:
        branches = _FORMS[form](builder)
    if builder.doubt and form is not Reach:
        doubtful = (*builder.base, *builder.possible, *one_of(builder.doubt))
        branches.append(builder.row("doubtful", doubtful))
    return branches
