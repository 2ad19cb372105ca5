"""The table `rejected`: every fault of every rejected row, with its place and reason."""

from __future__ import annotations

import csv
from pathlib import Path

import duckdb

from engine.dataset.origin import PLACE
from engine.dataset.raw_table import ReadContext
from engine.dataset.schema import TABLES
from engine.files.spreadsheet import plain_cell
from engine.tables import sql

COLUMNS = ("table", "file", "row", "line", "column", "value", "reason_zh", "reason_en")
_BATCH = 10_000


def create_rejected(context: ReadContext) -> None:
    """Create the empty table `rejected`; a row of it is one fault."""
    context.run(
        "CREATE TABLE rejected (table_name VARCHAR, file VARCHAR, row BIGINT, "
        "line BIGINT, column_name VARCHAR, value VARCHAR, reason_zh VARCHAR, "
        "reason_en VARCHAR)"
    )


def write_rejected(
    connection: duckdb.DuckDBPyConnection, path: Path, *, has_places: bool = False
) -> None:
    """Write the table `rejected` as CSV that a spreadsheet opens without harm.

    Columns: `COLUMNS`, and `PLACE` where the table has places in a source; ordered by
    table, row and fault.
    """
    order = " ".join(f"WHEN {sql.text(t)} THEN {i}" for i, t in enumerate(TABLES))
    cursor = connection.cursor()
    cursor.execute(
        f"SELECT * FROM rejected ORDER BY CASE table_name {order} END, row, rowid"
    )
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, quoting=csv.QUOTE_ALL)
        writer.writerow((*COLUMNS, *PLACE) if has_places else COLUMNS)
        while rows := cursor.fetchmany(_BATCH):
            writer.writerows([plain_cell(cell) for cell in row] for row in rows)
