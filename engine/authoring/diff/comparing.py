"""Two rulebooks to the list of what changed between them."""

from __future__ import annotations

from engine.authoring.diff.changes import HEADINGS, Change
from engine.authoring.diff.instruments import instrument_changes
from engine.authoring.diff.rules import rule_changes
from engine.authoring.diff.words import calendar_changes, vocabulary_changes
from engine.rulebook import Rulebook


def compare(before: Rulebook, after: Rulebook) -> tuple[Change, ...]:
    """List every change, what may change a verdict first; empty where none is."""
    found = [
        *rule_changes(before, after),
        *calendar_changes(before, after),
        *vocabulary_changes(before, after),
        *instrument_changes(before, after),
    ]
    order = list(HEADINGS)
    return tuple(sorted(found, key=lambda c: (order.index(c.kind), c.subject)))
