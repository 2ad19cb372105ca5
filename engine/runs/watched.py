"""`watched.parquet`: what became of duties that were asked about by their ids.

Columns: `finding_id`, and `verdict`, null where there is no such duty in this run. A duty
that is complied with is not among the findings; here it is told from one that is gone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import duckdb
import pyarrow as pa

from engine.tables.duckdb.session import query_files
from engine.tables.rows import arrow_table
from engine.tables.sql import copy

FILE = "watched.parquet"
_ANSWERS = (
    "SELECT finding_id, verdict FROM _watched LEFT JOIN duties USING (finding_id) "
    "ORDER BY finding_id"
)


def write_watched(
    connection: duckdb.DuckDBPyConnection, finding_ids: Sequence[str], folder: Path
) -> None:
    """Write the file; needs `duties`, those that are complied with among them."""
    rows = [(finding_id,) for finding_id in sorted(set(finding_ids))]
    connection.register("_watched", arrow_table({"finding_id": pa.string()}, rows))
    connection.execute(copy(_ANSWERS, folder / FILE))
    connection.unregister("_watched")


def read_watched(folder: Path) -> Iterator[tuple[str, str | None]]:
    """Yield the ids that a run was asked about, each with its verdict; none for others."""
    file = folder / FILE
    if file.is_file():
        for row in query_files("FROM read_parquet($file)", {}, file=file):
            yield row["finding_id"], row["verdict"]
