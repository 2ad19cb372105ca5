"""From a rule to the branches that durable-rules matches: one per way it can end.

What is left to durable-rules: which records open duties, which witnesses meet
them, and the verdict that follows. The facts bring typed values, the answers
to single tests (2 true, 1 unknown, 0 false) and due days.
"""

from __future__ import annotations

from collections.abc import Callable

from engine.live import pairs, rivals, rows
from engine.live.frame import Attributes, RuleFrame
from engine.live.patterns import Branch, one_of
from engine.questions import Questions
from engine.rulebook import (
    BeAlone,
    BeCoveredBy,
    BeFollowedBy,
    BePrecededBy,
    BeReported,
    Form,
    Hold,
    Reach,
    Rule,
)

_FORMS: dict[type[Form], Callable[[RuleFrame], list[Branch]]] = {
    BeReported: rows.reported,
    Hold: rows.hold,
    BeCoveredBy: rows.covered,
    Reach: rows.reach,
    BePrecededBy: pairs.preceded,
    BeAlone: rivals.alone,
}


def compile_rule(
    rule: Rule, number: int, questions: Questions, attributes: Attributes
) -> list[Branch]:
    """Return every branch of the rule; exactly one matches each duty."""
    frame = RuleFrame(rule, number, questions, attributes)
    form = type(rule.demand.form)
    if form is BeFollowedBy:
        branches = (pairs.offended if rule.demand.negated else pairs.followed)(frame)
    else:
        branches = _FORMS[form](frame)
    if frame.doubt and form is not Reach:
        doubtful = (*frame.base, *frame.possible, *one_of(frame.doubt))
        branches.append(frame.row("doubtful", doubtful))
    return branches
