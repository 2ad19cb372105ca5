"""From a rule to the branches that durable-rules matches: one per way it can end.

durable-rules decides which records open duties, which witnesses meet them, and the
outcome that follows. The facts bring typed values, the answers to single tests (2 true,
1 unknown, 0 false) and due days.
"""

from __future__ import annotations

from engine.evaluation.forms import live_part
from engine.evaluation.live.branch_builder import Attributes, BranchBuilder
from engine.evaluation.live.patterns import Branch
from engine.evaluation.predicates import PredicateIndex
from engine.rulebook import Rule


def compile_rule(
    rule: Rule, number: int, predicates: PredicateIndex, attributes: Attributes
) -> list[Branch]:
    """Return every branch of the rule; exactly one matches each duty."""
    builder = BranchBuilder(rule, number, predicates, attributes)
    return live_part(rule.demand.form).branches(builder)
