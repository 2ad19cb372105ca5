"""What differs between two datasets that are open: the records that do not stand alike in both.

A record differs by any of its cells, or by what a register says of its battery,
vehicle or parties. Outlets are not followed to the records they bear on.
"""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow as pa

from engine.files.scratch import scratch_folder
from engine.rulebook.columns import REGISTERS

_TABLES = ("records", *REGISTERS)
_BEFORE = "before_"
_CHANGED = """WITH parties AS (
    {entities} UNION {credentials}
), through AS (
    FROM parties UNION
    SELECT unnest([outlet_id, run_by]) FROM outlets
    WHERE operator_id IN (FROM parties)
), held AS (
    SELECT record_id, battery_code, vin, actor_id, counterparty_id FROM records
    UNION ALL
    SELECT record_id, battery_code, vin, actor_id, counterparty_id FROM before_records
)
{records}
UNION SELECT record_id FROM held WHERE battery_code IN ({batteries})
UNION SELECT record_id FROM held WHERE vin IN ({vehicles})
UNION SELECT record_id FROM held WHERE actor_id IN (FROM parties)
UNION SELECT record_id FROM held WHERE counterparty_id IN (FROM through)"""


def keep_changed(
    before: duckdb.DuckDBPyConnection, now: duckdb.DuckDBPyConnection, scratch: Path
) -> int | None:
    """Keep `changed` (record_id) in both connections; return how many there are.

    None, and no table, where the outlets differ. `scratch` is a folder to put the
    tables of `before` in meanwhile.
    """
    with scratch_folder(scratch) as folder:
        for table in _TABLES:
            _lend(before, now, table, folder / f"{table}.parquet")
        try:
            differing = {table: _differing(table) for table in _TABLES}
            if now.execute(f"{differing['outlets']} LIMIT 1").fetchall():
                return None
            changed: pa.Table = now.sql(_CHANGED.format(**differing)).to_arrow_table()
        finally:
            for table in _TABLES:
                now.execute(f"DROP VIEW IF EXISTS {_BEFORE}{table}")
    for connection in (before, now):
        keep(connection, "changed", changed)
    return int(changed.num_rows)


def keep(connection: duckdb.DuckDBPyConnection, name: str, rows: object) -> None:
    """Keep rows of another connection as a table."""
    connection.register("_lent", rows)
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS FROM _lent")
    connection.unregister("_lent")


def _lend(
    lender: duckdb.DuckDBPyConnection,
    borrower: duckdb.DuckDBPyConnection,
    table: str,
    file: Path,
) -> None:
    place = "'" + str(file).replace("'", "''") + "'"
    lender.execute(f"COPY (FROM {table}) TO {place} (FORMAT parquet)")
    borrower.execute(
        f"CREATE OR REPLACE TEMP VIEW {_BEFORE}{table} AS FROM read_parquet({place})"
    )


def _differing(table: str) -> str:
    """Select the keys of the rows that only one of the two has; where they stand is no matter."""
    key = next(iter(REGISTERS.get(table, {"record_id": "text"})))
    cells = "* EXCLUDE (row)" if table == "records" else "*"
    now = f"SELECT {cells} FROM {table}"
    before = f"SELECT {cells} FROM {_BEFORE}{table}"
    return (
        f"SELECT {key} FROM (({now} EXCEPT {before}) UNION ALL ({before} EXCEPT {now}))"
    )
