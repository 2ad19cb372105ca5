"""Which column leaves an undetermined duty open: its name, and its words."""

from __future__ import annotations

from typing import Any

import ibis
import pyarrow as pa

from engine.evaluation.absent_columns import AbsentColumns
from engine.evaluation.forms import DutyColumns
from engine.evaluation.predicates import (
    REJECTED,
    PredicateIndex,
    first_unknown,
    opening,
)
from engine.rulebook import Rule, Text
from engine.rulebook.columns import column_of
from engine.rulebook.outcomes import code_of
from engine.tables.store import Column, Table, TableStore
from engine.wording.labels import Labels
from engine.wording.terms import NO_COLUMN, SURROUNDINGS


def missing_field(
    rows: Table, rule: Rule, predicates: PredicateIndex, duty: DutyColumns
) -> Column:
    """Name what leaves an undetermined duty open, its `cause`; null for other outcomes.

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
        REJECTED: ibis.literal(REJECTED),
        **duty.missing,
    }
    return ibis.cases(
        *(
            (rows.outcome == code_of(outcome), name)
            for outcome, name in results.items()
            if name is not None
        )
    )


def as_missing_field(cause: Column) -> Column:
    """Return what findings name for a cause: of rejected rows, not the table."""
    return ibis.cases((cause.startswith(REJECTED + "."), REJECTED), else_=cause)


def with_missing_words(
    rows: Table, tables: TableStore, labels: Labels, absent: AbsentColumns
) -> Table:
    """Add `missing_zh` and `missing_en`: the `cause` as people name it."""

    def rows_of(missing: list[tuple[Any, ...]]) -> list[tuple[str, str, str]]:
        named = (
            (name, cause_words(name, labels, absent)) for (name,) in missing if name
        )
        return [(name, words.zh, words.en) for name, words in named]

    table = tables.keep_rows_from(
        "missing_words",
        dict.fromkeys(("missing", "missing_zh", "missing_en"), pa.string()),
        rows.select("cause").distinct(),
        rows_of,
    )
    return rows.left_join(table, rows.cause == table.missing).drop("missing")


def cause_words(name: str, labels: Labels, absent: AbsentColumns) -> Text:
    """Name what leaves a duty open, and say of a column that no file has it."""
    label = labels.label(name)
    is_path = name not in SURROUNDINGS
    return _lacking(label) if is_path and absent.has_path(name) else label


def _lacking(label: Text) -> Text:
    return Text(f"{label.zh}{NO_COLUMN.zh}", f"{label.en} {NO_COLUMN.en}")
