"""The least that any check must do: DuckDB reads every column of the records once.

As a program of its own, so that its memory can be told: prints records and seconds.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import duckdb


def touch_every_column(fleet: Path) -> tuple[int, float]:
    """Count and compare every value of the fleet's records; return records and seconds."""
    files = (fleet / "records.parquet" / "*.parquet").as_posix()
    records = duckdb.read_parquet(files)
    asked = ", ".join(
        f'count("{column}"), max("{column}")' for column in records.columns
    )
    start = time.perf_counter()
    ((count, *_),) = records.aggregate(f"count(*), {asked}").fetchall()
    return count, time.perf_counter() - start


if __name__ == "__main__":
    counted, took = touch_every_column(Path(sys.argv[1]))
    print(json.dumps({"records": counted, "seconds": took}))
