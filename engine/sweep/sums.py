"""Yearly sums: one duty per actor and year for each `reach` rule."""

from __future__ import annotations

from collections.abc import Sequence

import ibis

from engine.conditions import FALSE, TRUE, UNKNOWN, Column
from engine.outcomes import CODES
from engine.questions import Needs, opening
from engine.rulebook import Reach, Rule
from engine.rulings import Rulings
from engine.sweep.scan import Scan, narrowed
from engine.years import keep_yearly

_OF_A_YEAR = (
    "situation", "x", "record_id", "event", "actor_id", "occurred_on", "judged_on",
    "complete_from",
)  # fmt: skip
_ENDS = {TRUE: "reached", FALSE: "short", UNKNOWN: "unmeasured"}


def judge(scan: Scan, rulings: Rulings) -> None:
    """Judge every rule of the form `reach`."""

    rules = [r for r in scan.questions.rules if isinstance(r.demand.form, Reach)]
    if rules:
        rows = _rows(scan, rules)
    yearly = keep_yearly(scan.bench, scan.questions, lambda rule: rows)
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


def _rows(scan: Scan, rules: Sequence[Rule]) -> Column:
    """Return the records that any of the rules sums, each looked up once."""
    conditions, summed = [opening(rule) for rule in rules], set()
    events: set[str] | None = set()
    for rule in rules:
        form = rule.demand.form
        assert isinstance(form, Reach)
        conditions += [form.numerator.where, form.denominator.where]
        summed |= {form.numerator.field, form.denominator.field}
        events = (
            None if rule.when is None or events is None else events | set(rule.when)
        )
    needs = Needs.of(*conditions, paths=summed)
    rows = scan.rows(needs, events)
    looked_up = set(rows.columns) - set(scan.bench.table("seen").columns)
    read = narrowed(rows, {*_OF_A_YEAR, *looked_up}, needs)
    return scan.bench.keep("summed", read)
