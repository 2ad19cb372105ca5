"""Outlets where one sells: one duty per operator, region and year."""

from __future__ import annotations

import ibis

from engine.evaluation.conditions import FALSE, TRUE, UNKNOWN
from engine.evaluation.facts import COVER_OWN, covers, opens
from engine.evaluation.predicates import ColumnRequirements, opening
from engine.evaluation.rulings import Rulings, ruling
from engine.evaluation.sweep.scan import Scan
from engine.forms import BeCoveredBy
from engine.rulebook import Rule
from engine.rulebook.outcomes import code_of
from engine.tables.store import Column

_ENDS = {
    TRUE: "covered", FALSE: "uncovered", UNKNOWN: "perhaps_covered", COVER_OWN: "region_unknown",
}  # fmt: skip


def requirements(rule: Rule) -> ColumnRequirements:
    """What must be looked up to judge the rule."""
    form = rule.demand.form
    assert isinstance(form, BeCoveredBy)
    return ColumnRequirements.of(opening(rule), paths=[form.operator])


def judge(scan: Scan, rulings: Rulings, rows: Column, number: int, rule: Rule) -> None:
    """Judge a rule of the form `be_covered_by` on records with what it needs."""
    form = rule.demand.form
    assert isinstance(form, BeCoveredBy)
    rows = scan.judged(rows.filter(opens(rule, rows)), opening(rule), "opened")
    results = covers(rows.filter(rows.opened), scan.tables, form)
    outcome = ibis.cases(
        *((results.cover == cover, code_of(word)) for cover, word in _ENDS.items())
    )
    decided = results.select(**ruling(number, results.x, outcome))
    doubtful = rows.filter(rows.opened.isnull())
    outcome = ibis.literal(code_of("doubtful"))
    doubtful = doubtful.select(**ruling(number, doubtful.x, outcome))
    rulings.take(scan.tables.keep("placed", decided.union(doubtful)))
