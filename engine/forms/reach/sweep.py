"""How the sweep judges `reach`: one duty per actor and year."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import ibis

from engine.evaluation.forms import NumberedRule
from engine.evaluation.rulings import Rulings
from engine.evaluation.sweep.scan import Scan
from engine.forms.reach.annual_ratios import OUTCOMES, keep_annual_ratios
from engine.rulebook.outcomes import code_of
from engine.tables.store import Table

KIND: Literal["group"] = "group"


def judge(
    scan: Scan, rulings: Rulings, rules: Sequence[NumberedRule], rows: Table
) -> Table | None:
    """Judge all rules of the form; return the kept rows of each actor and year."""
    yearly = keep_annual_ratios(scan.inputs, rules, rows)
    outcome = ibis.cases(
        *((yearly.reach == value, code_of(word)) for value, word in OUTCOMES.items())
    )
    rulings.take(
        yearly.select(
            "record_key",
            rule="group_rule",
            outcome=outcome.cast("int32"),
            witness=ibis.null("int64"),
        )
    )
    return yearly
