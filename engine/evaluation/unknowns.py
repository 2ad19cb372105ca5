"""Which column leaves an undetermined duty open: its name, and its words."""

from __future__ import annotations

from typing import Any

import ibis
import pyarrow as pa

from engine.evaluation.conditions import UNKNOWN
from engine.evaluation.predicates import (
    PredicateIndex,
    leaves_of,
    opening,
    path_of,
    why_open,
)
from engine.forms import BeAlone, BeCoveredBy, BePrecededBy, Hold, Reach
from engine.rulebook import Condition, Rule
from engine.rulebook.columns import column_of
from engine.rulebook.outcomes import code_of
from engine.tables.store import Column, TableStore
from engine.wording.labels import Labels


def missing_field(rows: Column, rule: Rule, predicates: PredicateIndex) -> Column:
    """Name the column that leaves an undetermined duty open."""
    form = rule.demand.form
    same = getattr(form, "same", ())
    # `be_alone` names columns, the other forms pairs of which the first is the trigger's.
    mine = same if isinstance(form, BeAlone) else [pair[0] for pair in same]
    empty = [(rows[column_of(name)].isnull(), name) for name in mine]
    asked = form.condition if isinstance(form, Hold) else Condition()
    where = getattr(form, "where", Condition())
    results: dict[str, Column] = {
        "doubtful": _first_unknown(rows, opening(rule), predicates),
        "unclear": _first_unknown(rows, asked, predicates),
        "unmatched": ibis.cases(*empty) if empty else None,
        "beyond_calendar": ibis.literal("calendar"),
        "unsure": ibis.literal(_first_path(where)),
        "violated_unsure": ibis.literal(_first_path(where)),
        "violated_same_day": ibis.literal("occurred_on"),
        "perhaps_alone": ibis.cases(
            (rows.battery_code.isnull(), "battery_code"), else_="occurred_on"
        ),
        "perhaps_covered": ibis.literal("outlets"),
    }
    if isinstance(form, BePrecededBy):
        results["not_shown"] = ibis.cases(
            (rows.complete_from.isnull(), "complete.from"),
            (rows.occurred_on > rows.complete_until, "complete.until"),
            (rows["battery.produced_on"].isnull(), "battery.produced_on"),
            else_="complete.from",
        )
    if isinstance(form, BeCoveredBy):
        results["region_unknown"] = ibis.cases(
            (rows[column_of(form.operator)].isnull(), form.operator), else_="region"
        )
    if isinstance(form, Reach):
        results["unmeasured"] = rows.reach_missing
    return ibis.cases(
        *(
            (rows.outcome == code_of(o), name)
            for o, name in results.items()
            if name is not None
        )
    )


def with_missing_words(rows: Column, tables: TableStore, labels: Labels) -> Column:
    """Add `missing_zh` and `missing_en`: the missing field as people name it."""

    def rows_of(missing: list[tuple[Any, ...]]) -> list[tuple[str, str, str]]:
        named = ((name, labels.label(name)) for (name,) in missing if name)
        return [(name, label.zh, label.en) for name, label in named]

    table = tables.keep_rows_from(
        "missing_words",
        dict.fromkeys(("missing", "missing_zh", "missing_en"), pa.string()),
        rows.select("missing_field").distinct(),
        rows_of,
    )
    return rows.left_join(table, rows.missing_field == table.missing).drop("missing")


def _first_unknown(
    rows: Column, condition: Condition, predicates: PredicateIndex
) -> Column | None:
    branches = [
        branch
        for part in condition.parts
        for branch in why_open(
            part, rows[f"t{predicates.tests[part]}"] == UNKNOWN, rows
        )
    ]
    return ibis.cases(*branches) if branches else None


def _first_path(condition: Condition) -> str:
    for part in condition.parts:
        for leaf in leaves_of(part):
            return path_of(leaf)
    return "calendar"
