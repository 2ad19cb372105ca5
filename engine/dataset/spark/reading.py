"""Reads one table on Spark: every row by the executors, what shows between rows here.

Each row's types and faults are settled by the executors, with the same SQL as
elsewhere. What shows only between rows is settled on the driver, by the same code
as elsewhere: it gets the rows that may matter to it, found by Spark, and of these
no more than their keys, hashes and faults.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import astuple
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
import ibis

from engine.dataset import loading
from engine.dataset.raw_table import RawTable, ReadContext
from engine.dataset.readers.parquet_reader import unreadable
from engine.dataset.schema import TableSchema
from engine.dataset.spark import executor, shares
from engine.dataset.spark.shares import recipe_of, schema_of, shares_of
from engine.dataset.validation import cross_row_checks as settling
from engine.dataset.validation.staging import Staged
from engine.errors import DatasetError
from engine.tables.spark.store import SparkTables
from engine.tables.store import Column


def read_table(
    tables: SparkTables,
    context: ReadContext,
    rows: RawTable,
    schema: TableSchema,
    words: str,
) -> loading.Counts:
    """Keep the accepted rows of a Parquet table as the table of the form.

    Leaves on `desk` what `loading.load` leaves there. DatasetError where a file is
    broken.
    """
    staged = f"staged_{schema.table}"
    _stage(tables, staged, rows, schema, words)
    tables.keep("suspects", tables.query(_suspects(staged, schema)))
    loading.settle(context, _staged("suspects"), rows, schema)
    read = tables.count(tables.table(staged))
    return _keep_used(tables, context, staged, schema, read)


def require_parquet(rows: RawTable) -> None:
    """Raise DatasetError where executors cannot read a table for themselves."""
    if rows.parts is None:
        raise DatasetError(
            f"{rows.file}: with --on, records are Parquet, without columns named "
            "file_index or file_row_number.\n  Write them so, or leave out --on."
        )


def _stage(
    tables: SparkTables, name: str, rows: RawTable, schema: TableSchema, words: str
) -> None:
    """Keep every row in staged form (see `staging`), read by the executors."""
    assert rows.parts is not None
    recipe = recipe_of(rows, schema, words)
    kinds = "file string, before bigint, first bigint, last bigint"
    cut = [astuple(share) for share in shares_of(rows.parts.files, shares.ROWS)]
    read = partial(executor.read_shares, recipe)
    with _broken_told():
        tables.keep_mapped(name, kinds, cut, read, schema_of(recipe))


@contextmanager
def _broken_told() -> Iterator[None]:
    """Raise DatasetError where an executor could not read a file."""
    from pyspark.errors import PySparkException

    try:
        yield
    except PySparkException as error:
        told = re.search(f"{executor.UNREADABLE}(.+?): (.+)", str(error))
        if told is None:
            raise
        raise unreadable(Path(told[1]), duckdb.Error(told[2])) from error


def _suspects(staged: str, schema: TableSchema) -> str:
    """Query, for Spark, all rows that may not be accepted as they stand, and some more.

    A mark that comes twice need not mean that a key does.
    """
    mark = f"xxhash64({schema.key})" if schema.key else "content"
    columns = [
        "row",
        "line",
        "content",
        "faults",
        *([schema.key] if schema.key else []),
    ]
    kinds = [
        "faults IS NOT NULL",
        f"{mark} IN (SELECT {mark} FROM {staged} GROUP BY 1 HAVING count(*) > 1)",
    ]
    if schema.table == "records":
        columns.append("corrects")
        kinds += [
            "corrects IS NOT NULL",
            f"record_id IN (SELECT corrects FROM {staged} WHERE corrects IS NOT NULL)",
        ]
    return f"SELECT {', '.join(columns)} FROM {staged} WHERE {' OR '.join(kinds)}"


def _staged(name: str) -> Staged:
    return Staged(
        name,
        name,
        f"SELECT row FROM {name} WHERE faults IS NOT NULL",
        lambda chosen: f"SELECT * FROM {name} WHERE row IN ({chosen})",
        is_view=True,
    )


def _keep_used(
    tables: SparkTables,
    context: ReadContext,
    staged: str,
    schema: TableSchema,
    read: int,
) -> loading.Counts:
    """Keep the accepted rows as the table of the form; count what became of all."""
    rows = tables.table(staged)
    unused = context.count("SELECT count(*) FROM unused")
    if unused:
        rows = rows.anti_join(tables.keep_query("left_out", "FROM unused"), "row")
    columns: dict[str, Any] = {
        column.stored_as: column.stored_as for column in schema.columns
    }
    if schema.table == "records":
        rows = _with_first_records(tables, context, rows)
        columns |= {"row": "row", "first_record_id": "first_record_id"}
    tables.keep(
        schema.table, rows.select(situation=ibis.literal(0, "int32"), **columns)
    )
    tables.drop(staged)
    repeated = context.count("SELECT count(*) FROM repeated")
    return loading.Counts(read, read - unused, unused - repeated, repeated)


def _with_first_records(
    tables: SparkTables, context: ReadContext, rows: Column
) -> Column:
    """Add the first record of each row's chain of corrections."""
    settling.find_roots(context)
    roots = tables.keep_query("roots_found", "FROM roots")
    rows = rows.left_join(roots, rows.record_id == roots.id)
    return rows.mutate(first_record_id=rows.root.fill_null(rows.record_id))
