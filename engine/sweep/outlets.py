"""Outlets where one sells: one duty per operator, region and year."""

from __future__ import annotations

import ibis

from engine.conditions import FALSE, TRUE, UNKNOWN, Column
from engine.facts import COVER_OWN, covers, opens
from engine.outcomes import CODES
from engine.questions import Needs, opening
from engine.rulebook import BeCoveredBy, Rule
from engine.rulings import Rulings, ruling
from engine.sweep.scan import Scan

_ENDS = {
    TRUE: "covered", FALSE: "uncovered", UNKNOWN: "perhaps_covered", COVER_OWN: "nowhere",
}  # fmt: skip


def needs(rule: Rule) -> Needs:
    """What must be looked up to judge the rule."""
    form = rule.demand.form
    assert isinstance(form, BeCoveredBy)
    return Needs.of(opening(rule), paths=[form.operator])


def judge(scan: Scan, rulings: Rulings, rows: Column, number: int, rule: Rule) -> None:
    """Judge a rule of the form `be_covered_by` on records with what it needs."""
    form = rule.demand.form
    assert isinstance(form, BeCoveredBy)
    rows = scan.judged(rows.filter(opens(rule, rows)), opening(rule), "opened")
    answers = covers(rows.filter(rows.opened), scan.bench, form)
    outcome = ibis.cases(
        *((answers.cover == cover, CODES[word]) for cover, word in _ENDS.items())
    )
    decided = answers.select(**ruling(number, answers.x, outcome))
    doubtful = rows.filter(rows.opened.isnull())
    outcome = ibis.literal(CODES["doubtful"])
    doubtful = doubtful.select(**ruling(number, doubtful.x, outcome))
    rulings.take(scan.bench.keep("placed", decided.union(doubtful)))
