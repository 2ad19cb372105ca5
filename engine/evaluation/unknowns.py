"""Which column leaves an undetermined duty open: its name, and its words."""

from __future__ import annotations

from typing import Any

import ibis
import pyarrow as pa

from engine.evaluation.forms import DutyColumns
from engine.evaluation.predicates import PredicateIndex, first_unknown, opening
from engine.rulebook import Rule
from engine.rulebook.columns import column_of
from engine.rulebook.outcomes import code_of
from engine.tables.store import Column, Table, TableStore
from engine.wording.labels import Labels


def missing_field(
    rows: Table, rule: Rule, predicates: PredicateIndex, duty: DutyColumns
) -> Column:
    """Name the column that leaves an undetermined duty open; null for other outcomes.

    `rows` are rulings with their facts, `duty` what the rule's form shows of them.
    """
    empty = [
        (rows[column_of(name)].isnull(), name)
        for name in rule.demand.form.trigger_columns
    ]
    results: dict[str, Column | None] = {
        "doubtful": first_unknown(rows, opening(rule), predicates),
        "unmatched": ibis.cases(*empty) if empty else None,
        "beyond_calendar": ibis.literal("calendar"),
        "records_end": ibis.literal("complete.until"),
        **duty.missing,
    }
    return ibis.cases(
        *(
            (rows.outcome == code_of(outcome), name)
            for outcome, name in results.items()
            if name is not None
        )
    )


def with_missing_words(rows: Table, tables: TableStore, labels: Labels) -> Table:
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
