"""Counts what a mapping rejects as the reader's own faults.

A mapping that cannot read a cell leaves it empty and lists the fault. The faults join
those of staging before rows are compared, so that such a row is rejected, kept and counted
as if its cell had been faulty in the file.
"""

from __future__ import annotations

from dataclasses import replace

from engine.dataset.raw_table import RawTable, ReadContext
from engine.dataset.schema import TableSchema
from engine.dataset.validation.staged import Staged
from engine.tables import sql

_FAULTS = "mapping_faults"


def with_faults(context: ReadContext, staged: Staged, faults: str) -> Staged:
    """Return a staged table with further faults.

    `faults` queries row, column_name, value, reason_zh and reason_en. Of a column that
    the mapping left empty its fault stands in place of the reader's. Rows with other
    faults have other content, as the cells at fault are empty in all of them.
    """
    context.run(
        f"CREATE OR REPLACE TEMP TABLE {_FAULTS} AS SELECT row, list({_FAULT} "
        "ORDER BY column_name, value, reason_en) AS found, "
        "coalesce(list(column_name) FILTER (column_name IS NOT NULL), []) AS names, "
        "hash(list((column_name, value) ORDER BY column_name, value)) AS mark "
        f"FROM ({faults}) GROUP BY row"
    )
    found = f"SELECT row FROM {_FAULTS} SEMI JOIN {staged.name} USING (row)"
    return replace(
        staged,
        name=f"({_joined(staged.name)})",
        faulty=f"{staged.faulty} UNION {found}" if staged.faulty else found,
        at=lambda chosen: _joined(f"({staged.at(chosen)})"),
    )


def reject_unread(
    context: ReadContext, staged: Staged, rows: RawTable, schema: TableSchema
) -> int:
    """Reject the rows with faults that the table does not have; return how many these are.

    Such a row has no filled cell, so that it was passed over.
    """
    table = sql.text(schema.table)
    unread = (
        f"SELECT row, unnest(found) AS f FROM {_FAULTS} ANTI JOIN {staged.name} "
        f"USING (row) WHERE row NOT IN "
        f"(SELECT row FROM rejected WHERE table_name = {table})"
    )
    count = context.count(f"SELECT count(DISTINCT row) FROM ({unread})")
    context.run(
        f"INSERT INTO rejected SELECT {table}, {sql.text(rows.file)}, row, NULL, "
        f"f.column_name, f.value, f.reason_zh, f.reason_en FROM ({unread})"
    )
    return count


_FAULT = sql.struct(
    {
        "column_name": "coalesce(column_name, '')",
        "value": "value",
        "reason_zh": "reason_zh",
        "reason_en": "reason_en",
    }
)


def _joined(rows: str) -> str:
    """Query staged rows with the faults added to theirs."""
    own = (
        "list_filter(faults, lambda fault: NOT list_contains(names, fault.column_name))"
    )
    return (
        "SELECT staged.* REPLACE ("
        "CASE WHEN found IS NULL THEN content ELSE hash(content, mark) END AS content, "
        f"CASE WHEN found IS NULL THEN faults ELSE list_concat(found, {own}) END "
        f"AS faults) FROM {rows} AS staged LEFT JOIN {_FAULTS} USING (row)"
    )
