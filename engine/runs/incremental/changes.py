"""Finds the records that differ between two open datasets.

A record differs by any of its cells, or by what a register says of its battery,
vehicle or parties. A change in the register of outlets is not traced to records.
"""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow as pa

from engine.files.scratch import scratch_folder
from engine.rulebook.columns import REGISTERS
from engine.tables import sql

_TABLES = ("records", *REGISTERS)
_EARLIER = "earlier_"
_CHANGED = """WITH parties AS (
    {entities} UNION {credentials}
), through AS (
    FROM parties UNION
    SELECT unnest([outlet_id, run_by]) FROM outlets
    WHERE operator_id IN (FROM parties)
), both_states AS (
    SELECT record_id, battery_code, vin, actor_id, counterparty_id FROM records
    UNION ALL
    SELECT record_id, battery_code, vin, actor_id, counterparty_id FROM earlier_records
)
{records}
UNION SELECT record_id FROM both_states WHERE battery_code IN ({batteries})
UNION SELECT record_id FROM both_states WHERE vin IN ({vehicles})
UNION SELECT record_id FROM both_states WHERE actor_id IN (FROM parties)
UNION SELECT record_id FROM both_states WHERE counterparty_id IN (FROM through)"""


def create_changed(
    earlier: duckdb.DuckDBPyConnection, now: duckdb.DuckDBPyConnection, scratch: Path
) -> int | None:
    """Create `changed` (`record_id`) in both connections; return its number of rows.

    Returns None, and creates nothing, where the outlets differ. The tables of the
    earlier dataset are copied to files in a new folder below `scratch` meanwhile.
    """
    with scratch_folder(scratch) as folder:
        for table in _TABLES:
            _copy_table(earlier, now, table, folder / f"{table}.parquet")
        try:
            differing = {table: _select_differing(table) for table in _TABLES}
            if now.execute(f"{differing['outlets']} LIMIT 1").fetchall():
                return None
            changed: pa.Table = now.sql(_CHANGED.format(**differing)).to_arrow_table()
        finally:
            for table in _TABLES:
                now.execute(f"DROP VIEW IF EXISTS {_EARLIER}{table}")
    for connection in (earlier, now):
        create_table(connection, "changed", changed)
    return int(changed.num_rows)


def create_table(
    connection: duckdb.DuckDBPyConnection, name: str, rows: pa.Table
) -> None:
    """Create a temporary table of Arrow rows, such as those of another connection."""
    connection.register("_arrow_rows", rows)
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS FROM _arrow_rows")
    connection.unregister("_arrow_rows")


def _copy_table(
    source: duckdb.DuckDBPyConnection,
    target: duckdb.DuckDBPyConnection,
    table: str,
    file: Path,
) -> None:
    """Make a table of one connection a view `earlier_<table>` of the other."""
    source.execute(sql.copy(f"FROM {table}", file))
    target.execute(
        f"CREATE OR REPLACE TEMP VIEW {_EARLIER}{table} AS "
        f"FROM read_parquet({sql.text(str(file))})"
    )


def _select_differing(table: str) -> str:
    """Select the keys of rows that one state alone has; the order of rows is ignored."""
    key = next(iter(REGISTERS.get(table, {"record_id": "text"})))
    cells = "* EXCLUDE (row)" if table == "records" else "*"
    now = f"SELECT {cells} FROM {table}"
    before = f"SELECT {cells} FROM {_EARLIER}{table}"
    return (
        f"SELECT {key} FROM (({now} EXCEPT {before}) UNION ALL ({before} EXCEPT {now}))"
    )
