"""Demands on groups of records: outlets where one sells, sums of a year.

The records of all such rules are looked up in one pass and kept, for each to read.
"""

from __future__ import annotations

from engine.evaluation.predicates import ColumnRequirements
from engine.evaluation.rulings import Rulings
from engine.evaluation.sweep import outlets, sums
from engine.evaluation.sweep.rows import Numbered
from engine.evaluation.sweep.scan import Scan, narrowed
from engine.forms import BeCoveredBy, Reach
from engine.tables.store import Column

_OF_A_GROUP = (
    "situation", "x", "record_id", "event", "actor_id", "occurred_on", "region",
    "judged_on", "complete_from", "has_outlets",
)  # fmt: skip


def judge(scan: Scan, rulings: Rulings) -> None:
    """Judge every rule of the forms `be_covered_by` and `reach`; keeps `yearly`."""
    numbered = list(enumerate(scan.predicates.rules))
    of_outlets = [r for r in numbered if isinstance(r[1].demand.form, BeCoveredBy)]
    of_sums = [r for r in numbered if isinstance(r[1].demand.form, Reach)]
    rows = _gathered(scan, of_outlets, of_sums)
    for number, rule in of_outlets:
        outlets.judge(scan, rulings, rows, number, rule)
    sums.judge(scan, rulings, rows)


def _gathered(
    scan: Scan, of_outlets: list[Numbered], of_sums: list[Numbered]
) -> Column:
    """Keep the records of the rules' events, each looked up once."""
    rules = [rule for _, rule in (*of_outlets, *of_sums)]
    requirements = ColumnRequirements.all_of(
        [
            *(outlets.requirements(r) for _, r in of_outlets),
            *(sums.requirements(r) for _, r in of_sums),
        ]
    )
    asked = [rule.when for rule in rules]
    events = None if None in asked else {e for when in asked for e in when or ()}
    rows = scan.rows(requirements, events)
    looked_up = set(rows.columns) - set(scan.tables.table("seen").columns)
    return scan.tables.keep(
        "grouped", narrowed(rows, {*_OF_A_GROUP, *looked_up}, requirements)
    )
