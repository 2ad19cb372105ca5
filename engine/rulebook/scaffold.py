"""Writes the text of a new rule file: keys in order, examples to fill in."""

from __future__ import annotations

from engine.errors import UsageError
from engine.rulebook.model import Rulebook

_TEXT = """\
id: {rule_id}
title:
  zh: 【谁】在三十日内【做什么】
  en: "[Who] does [what] within 30 days"
source: {{instrument: {folder}, article: unknown, confidence: D}}
effective: {{from: 2026-04-01}}
review: {{state: draft}}
force: advisory
severity: major

who: {role}
when: {event}
must:
  be_reported: {{within: 30 days}}

evidence: [reported_on]
remedy:
  zh: 【怎样整改】
  en: "[What puts it right]"
sanction: []

examples:
  - expect: compliant          # the last day in time
    as_of: 2026-06-30
    records: [{{event: {event}, occurred_on: 2026-05-01, reported_on: 2026-05-31}}]
  - expect: breach             # one day late
    as_of: 2026-06-30
    records: [{{event: {event}, occurred_on: 2026-05-01, reported_on: 2026-06-01}}]
  - expect: breach             # not done, the first day overdue
    as_of: 2026-06-01
    records: [{{event: {event}, occurred_on: 2026-05-01}}]
  - expect: pending            # not done, the last day in time
    as_of: 2026-05-31
    records: [{{event: {event}, occurred_on: 2026-05-01}}]
  - expect: undetermined       # the actor is not registered
    as_of: 2026-06-30
    records: [{{event: {event}, occurred_on: 2026-05-01, actor_id: not-registered}}]
  - expect: no_duty            # the day before it applies
    as_of: 2026-06-30
    records: [{{event: {event}, occurred_on: 2026-03-31}}]
"""


def rule_skeleton(rulebook: Rulebook, rule_id: str) -> str:
    """Return a rule file that loads once an article of its instrument lists it.

    Role and event are the first of the instrument's vocabulary; the author replaces
    them, the title, the source and the demand. Raises UsageError where the id names
    no instrument or is taken.
    """
    folder, _, name = rule_id.partition("/")
    if folder not in rulebook.instruments or not name or "/" in name:
        folders = tuple(sorted(rulebook.instruments))
        raise UsageError("rulebook.new-rule-id", id=rule_id, folders=folders)
    if any(rule.id == rule_id for rule in rulebook.rules):
        raise UsageError("rulebook.new-rule-exists", id=rule_id)
    vocabulary = rulebook.vocabularies[rulebook.instruments[folder].vocabulary]
    return _TEXT.format(
        rule_id=rule_id,
        folder=folder,
        role=next(iter(vocabulary.roles), "anyone"),
        event=next(iter(vocabulary.events), "any_event"),
    )
