"""Writes Parquet files with sound rows and further columns."""

from __future__ import annotations

from pathlib import Path

import duckdb

SOUND = (
    "'R' || i AS record_id, 'battery.sold' AS event, "
    "DATE '2026-01-01' AS occurred_on, 'A' AS actor_id"
)


def write(file: Path, more: str = "", count: int = 1, start: int = 0) -> Path:
    """Write sound rows with further columns; gives the dataset folder back."""
    with duckdb.connect() as connection:
        source = f"SELECT {SOUND}{more} FROM range({start}, {start + count}) t(i)"
        connection.execute("SET TimeZone = 'UTC'")
        connection.execute(f"COPY ({source}) TO '{file}' (FORMAT parquet)")
    return file.parent
