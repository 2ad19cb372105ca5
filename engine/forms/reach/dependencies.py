"""Which records bear on a duty of `reach`: all that an actor did in the year."""

from __future__ import annotations

from engine.evaluation.dependencies import of_when
from engine.forms.defaults.dependencies import absences, columns
from engine.rulebook import Rule


def matches(rule: Rule) -> str | None:
    """Match records of the rule's events, by one actor in one calendar year."""
    return (
        f"{of_when(rule, 't')} AND {of_when(rule, 'r')} "
        "AND year(r.occurred_on) = year(t.occurred_on) AND r.actor_id = t.actor_id"
    )


def finding_key(row: str) -> str:
    """Name a duty `<actor_id>/<year>`."""
    return f"{row}.actor_id || '/' || year({row}.occurred_on)"


def group_key(rule: Rule) -> str | None:
    """Name a group as findings do."""
    return finding_key("r")


__all__ = ["absences", "columns", "finding_key", "group_key", "matches"]
