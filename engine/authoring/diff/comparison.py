"""Compares two rulebooks and lists the changes, the gravest kind first."""

from __future__ import annotations

from engine.authoring.diff.calendars import calendar_changes
from engine.authoring.diff.changes import HEADINGS, Change
from engine.authoring.diff.instruments import instrument_changes
from engine.authoring.diff.rules import rule_changes
from engine.authoring.diff.vocabularies import vocabulary_changes
from engine.rulebook import Rulebook


def compare(before: Rulebook, after: Rulebook) -> tuple[Change, ...]:
    """Return every change, those that may change a verdict first."""
    found = [
        *rule_changes(before, after),
        *calendar_changes(before, after),
        *vocabulary_changes(before, after),
        *instrument_changes(before, after),
    ]
    order = list(HEADINGS)
    return tuple(sorted(found, key=lambda c: (order.index(c.kind), c.subject)))
