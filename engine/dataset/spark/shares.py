"""Divides a Parquet table into shares, and writes the recipe by which they are read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from engine.dataset.raw_table import RawTable
from engine.dataset.readers.parquet_reader import DISTRUST
from engine.dataset.schema import TableSchema
from engine.dataset.spark.executor import Recipe, connect, share_of
from engine.dataset.validation import cells
from engine.dataset.validation.staging import staged_query
from engine.tables import sql
from engine.tables.duckdb.session import SETTINGS

# One core reads so many rows in a few seconds.
SHARE_ROWS = 1_000_000


@dataclass(frozen=True)
class Share:
    """Rows `first` to `last` of a file, counted from 0; `before` are those of earlier files."""

    file: str
    before: int
    first: int
    last: int


def shares_of(files: Iterable[Path], rows: int) -> Iterator[Share]:
    """Yield shares of at least `rows` rows where there are so many, in whole row groups."""
    before = 0
    for file in files:
        footer = pq.read_metadata(file)
        first = end = 0
        for group in range(footer.num_row_groups):
            end += footer.row_group(group).num_rows
            if end - first >= rows:
                yield Share(str(file.absolute()), before, first, end - 1)
                first = end
        if end > first:
            yield Share(str(file.absolute()), before, first, end - 1)
        before += footer.num_rows


def recipe_of(rows: RawTable, schema: TableSchema, words: str) -> Recipe:
    """Return how a share of this table becomes rows in staged form."""
    assert rows.parts is not None
    typed = [
        f"CAST(NULL AS {column.type}) AS {sql.name(column.name)}"
        for column in rows.parts.columns
    ]
    raw = [
        f"CAST({sql.name(column.name)} AS {column.type}) AS c{place}"
        for place, column in enumerate(rows.parts.columns)
    ]
    staged = staged_query(replace(rows, query="SELECT * FROM share"), schema, words)
    return Recipe(
        (*SETTINGS, *cells.MACROS, DISTRUST),
        f"SELECT {', '.join(typed)}, CAST(NULL AS BIGINT) AS file_row_number WHERE false",
        ", ".join(raw),
        # Spark has no unsigned integers.
        "SELECT * REPLACE (CAST(content AS DECIMAL(20, 0)) AS content) "
        f"FROM ({staged})",
    )


def schema_of(recipe: Recipe) -> pa.Schema:
    """Return the columns that a recipe yields, with their types."""
    with connect(recipe) as connection:
        connection.execute(share_of(recipe, recipe.pattern, 0))
        return connection.sql(recipe.staged).to_arrow_table().schema
