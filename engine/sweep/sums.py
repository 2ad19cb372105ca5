"""Yearly sums: one duty per actor and year for each `reach` rule."""

from __future__ import annotations

import ibis

from engine.conditions import FALSE, TRUE, UNKNOWN, Column
from engine.outcomes import CODES
from engine.questions import Needs, opening
from engine.rulebook import Reach, Rule
from engine.rulings import Rulings
from engine.sweep.scan import Scan
from engine.years import keep_yearly

_ENDS = {TRUE: "reached", FALSE: "short", UNKNOWN: "unmeasured"}


def judge(scan: Scan, rulings: Rulings) -> None:
    """Judge every rule of the form `reach`."""

    def rows_of(rule: Rule) -> Column:
        form = rule.demand.form
        assert isinstance(form, Reach)
        needs = Needs.of(opening(rule), form.numerator.where, form.denominator.where)
        return scan.rows(needs, rule.when)

    yearly = keep_yearly(scan.bench, scan.questions, rows_of)
    outcome = ibis.cases(
        (yearly.judged_on < yearly.occurred_on, CODES["year_open"]),
        *((yearly.reach == answer, CODES[word]) for answer, word in _ENDS.items()),
    )
    rulings.take(
        yearly.select(
            "x",
            rule="reach_rule",
            outcome=outcome.cast("int32"),
            witness=ibis.null("int64"),
        )
    )
