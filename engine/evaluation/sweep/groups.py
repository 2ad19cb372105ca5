"""The pass of the rules on groups of records.

The records of all such rules are joined with registers once and kept for each to read.
"""

from __future__ import annotations

from collections.abc import Sequence

from engine.evaluation.forms import GroupSweep, NumberedRule
from engine.evaluation.group_rows import keep_group_rows
from engine.evaluation.predicates import ColumnRequirements, requirements_of
from engine.evaluation.rulings import Rulings
from engine.evaluation.sweep.scan import Scan, narrowed
from engine.rulebook import Rule
from engine.tables.store import Table

_OF_A_GROUP = (
    "situation", "record_key", "record_id", "event", "actor_id", "occurred_on", "region",
    "as_of", "judged_on", "complete_from", "has_outlets",
)  # fmt: skip
# The forms whose rules judge groups, with their numbered rules.
GroupRules = Sequence[tuple[GroupSweep, Sequence[NumberedRule]]]


def judge(scan: Scan, rulings: Rulings, of_groups: GroupRules) -> Table:
    """Judge every rule on groups of records; keep and return the table `group_rows`."""
    rules = [rule for _, numbered in of_groups for _, rule in numbered]
    found = []
    if rules:
        rows = _gathered(scan, rules)
        for part, numbered in of_groups:
            groups = part.judge(scan, rulings, numbered, rows)
            found += [] if groups is None else [groups]
    return keep_group_rows(scan.tables, found)


def _gathered(scan: Scan, rules: Sequence[Rule]) -> Table:
    """Keep the records of the rules' events, joined with registers once."""
    requirements = ColumnRequirements.all_of(map(requirements_of, rules))
    named = [rule.when for rule in rules]
    events = None if None in named else {e for when in named for e in when or ()}
    rows = scan.rows(requirements, events)
    looked_up = set(rows.columns) - set(scan.visible.columns)
    return scan.tables.keep(
        "grouped", narrowed(rows, {*_OF_A_GROUP, *looked_up}, requirements)
    )
