"""Yearly sums: one duty per actor and year for each `reach` rule."""

from __future__ import annotations

import ibis

from engine.evaluation.annual_ratios import keep_yearly
from engine.evaluation.conditions import FALSE, TRUE, UNKNOWN
from engine.evaluation.predicates import ColumnRequirements, opening
from engine.evaluation.rulings import Rulings
from engine.evaluation.sweep.scan import Scan
from engine.forms import Reach
from engine.rulebook import Rule
from engine.rulebook.outcomes import code_of
from engine.tables.store import Column

_ENDS = {TRUE: "reached", FALSE: "below_bound", UNKNOWN: "unmeasured"}


def requirements(rule: Rule) -> ColumnRequirements:
    """What must be looked up to judge the rule."""
    form = rule.demand.form
    assert isinstance(form, Reach)
    terms = (form.numerator, form.denominator)
    conditions = [opening(rule), *(term.where for term in terms)]
    return ColumnRequirements.of(*conditions, paths=[term.field for term in terms])


def judge(scan: Scan, rulings: Rulings, rows: Column) -> None:
    """Judge every rule of the form `reach` on records with what they need."""
    yearly = keep_yearly(scan.tables, scan.predicates, lambda rule: rows)
    outcome = ibis.cases(
        (yearly.judged_on < yearly.occurred_on, code_of("year_open")),
        *((yearly.reach == answer, code_of(word)) for answer, word in _ENDS.items()),
    )
    rulings.take(
        yearly.select(
            "x",
            rule="reach_rule",
            outcome=outcome.cast("int32"),
            witness=ibis.null("int64"),
        )
    )
