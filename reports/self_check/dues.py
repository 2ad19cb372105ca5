"""Lays out what is due by its last day; what has none is one line for each force."""

from __future__ import annotations

from collections.abc import Sequence

from engine.wording.terms import FORCES
from reports.findings import Pending
from reports.findings.values import Due as Found
from reports.self_check.values import Due
from reports.words import Words


def dues_of(pending: Pending, words: Words) -> list[Due]:
    """Return the lines of pending duties, those with a last day first, in its order."""
    dated = [_dated(due, words) for due in pending.dues if due.left]
    undated: dict[tuple[str, str], list[Found]] = {}
    for due in pending.dues:
        if not due.left:
            undated.setdefault((due.force, due.day), []).append(due)
    order = sorted(undated, key=lambda key: (list(FORCES).index(key[0]), key[1]))
    return [*dated, *(_undated(undated[key], words) for key in order)]


def _dated(due: Found, words: Words) -> Due:
    return Due(
        due.day, due.left, due.title, due.cited, _force(due.force, words),
        due.duties, due.subjects,
    )  # fmt: skip


def _undated(dues: Sequence[Found], words: Words) -> Due:
    """Return duties of several rules without a last day as one line."""
    first, alone = dues[0], len(dues) == 1
    return Due(
        day=first.day,
        left="",
        title=words.say("；", "; ").join(due.title for due in dues),
        cited=first.cited if alone else "",
        force=_force(first.force, words),
        duties=sum(due.duties for due in dues),
        subjects=first.subjects if alone else "",
    )


def _force(force: str, words: Words) -> str:
    return "" if force == "binding" else words(FORCES[force])
