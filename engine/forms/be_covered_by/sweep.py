"""How the sweep judges `be_covered_by`: one duty per operator, region and year."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import ibis

from engine.evaluation.facts import opens
from engine.evaluation.forms import NumberedRule
from engine.evaluation.predicates import opening
from engine.evaluation.rulings import Rulings, ruling
from engine.evaluation.sweep.scan import Scan
from engine.forms.be_covered_by.demand import BeCoveredBy
from engine.forms.be_covered_by.outlets import OUTCOMES, covers
from engine.forms.typed import form_of
from engine.rulebook import Rule
from engine.rulebook.outcomes import code_of
from engine.tables.store import Table

KIND: Literal["group"] = "group"


def judge(
    scan: Scan, rulings: Rulings, rules: Sequence[NumberedRule], rows: Table
) -> Table | None:
    """Judge all rules of the form; a duty is that of its first record."""
    for number, rule in rules:
        _judge_rule(scan, rulings, number, rule, rows)
    return None


def _judge_rule(
    scan: Scan, rulings: Rulings, number: int, rule: Rule, rows: Table
) -> None:
    rows = scan.judged(rows.filter(opens(rule, rows)), opening(rule), "opened")
    form = form_of(rule, BeCoveredBy)
    results = covers(rows.filter(rows.opened), scan.inputs.registers, form)
    outcome = ibis.cases(
        *((results.cover == cover, code_of(word)) for cover, word in OUTCOMES.items())
    )
    decided = results.select(**ruling(number, results.record_key, outcome))
    doubtful = rows.filter(rows.opened.isnull())
    outcome = ibis.literal(code_of("doubtful"))
    doubtful = doubtful.select(**ruling(number, doubtful.record_key, outcome))
    rulings.take(scan.tables.keep("placed", decided.union(doubtful)))
