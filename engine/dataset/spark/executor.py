"""What an executor runs: it reads a share of a Parquet file into rows in staged form.

The module is sent to the executors by value, so they need DuckDB and PyArrow but not
packlaw. It therefore imports nothing of packlaw and opens DuckDB itself.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

# The driver searches Spark's error for this text, to find the file and the reason.
UNREADABLE = "a share cannot be read: "
_BATCH = 50_000
# Rows are streamed, so that this holds a few row groups, however wide.
_MEMORY = "1GB"


@dataclass(frozen=True)
class Recipe:
    """How shares of a table are read, as SQL for DuckDB.

    `pattern` yields no row, with the columns of all files of the table in their types;
    `cells` lists these as raw cells c0, c1, …; `staged` queries the view `share`.
    """

    settings: tuple[str, ...]
    pattern: str
    cells: str
    staged: str


def read_shares(
    recipe: Recipe, batches: Iterable[pa.RecordBatch]
) -> Iterator[pa.RecordBatch]:
    """Read shares one after another; yield their rows in staged form.

    A share is a row (file, before, first, last): rows `first` to `last` of a file,
    counted from 0, and the number of rows in all files before it.
    """
    for batch in batches:
        for share in batch.to_pylist():
            yield from _read(recipe, **share)


def connect(recipe: Recipe) -> duckdb.DuckDBPyConnection:
    """Open a DuckDB with the settings of a recipe, for one core."""
    connection = duckdb.connect(
        config={
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
        }
    )
    for setting in recipe.settings:
        connection.execute(setting)
    return connection


def share_of(recipe: Recipe, rows: str, before: int) -> str:
    """Write the view `share`: the raw rows in the types of the whole table."""
    return (
        f"CREATE OR REPLACE TEMP VIEW share AS SELECT {before} + file_row_number + 1 "
        "AS row, CAST(NULL AS BIGINT) AS line, CAST(NULL AS VARCHAR) AS flaws, "
        f"{recipe.cells} FROM ({recipe.pattern} UNION ALL BY NAME {rows})"
    )


def report_environment(
    folder: str, batches: Iterable[pa.RecordBatch]
) -> Iterator[pa.RecordBatch]:
    """Yield the version of DuckDB and whether the folder may be written: a row a batch."""
    for _ in batches:
        may_write = os.access(folder, os.W_OK)
        found = {"duckdb": [duckdb.__version__], "may_write": [may_write]}
        yield pa.RecordBatch.from_pydict(found)


def _read(
    recipe: Recipe, file: str, before: int, first: int, last: int
) -> Iterator[pa.RecordBatch]:
    quoted = re.sub(r"([*?\[{])", r"[\1]", file).replace("'", "''")
    rows = (
        f"SELECT *, file_row_number FROM read_parquet('{quoted}', "
        "hive_partitioning = false, binary_as_string = true) "
        f"WHERE file_row_number BETWEEN {first} AND {last}"
    )
    try:
        with connect(recipe) as connection:
            connection.execute("SET threads = 1")
            connection.execute(f"SET memory_limit = '{_MEMORY}'")
            connection.execute(share_of(recipe, rows, before))
            yield from connection.sql(recipe.staged).to_arrow_reader(_BATCH)
    except duckdb.Error as error:
        reason = str(error).splitlines()[0]
        raise ValueError(f"{UNREADABLE}{Path(file).name}: {reason}") from error
