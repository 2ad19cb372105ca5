"""Gathers what an officer answers under breaches, each question once."""

from __future__ import annotations

from collections.abc import Iterable

from engine.errors import Text
from reports.inspection.values import Asked, Question, RuleEntry


def asked_under(rules: Iterable[RuleEntry]) -> list[Asked]:
    """Return the questions under breaches, with the instruments that have the same."""
    found: dict[tuple[Question, ...], dict[Text, None]] = {}
    for rule in rules:
        if rule.questions:
            found.setdefault(tuple(rule.questions), {})[rule.instrument] = None
    return [Asked(list(titles), questions) for questions, titles in found.items()]
