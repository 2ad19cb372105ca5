"""Reads one table on Spark, with the same results as on one machine.

Executors turn each row into typed values and faults, with the SQL of `staging`. The
checks between rows run on the driver, by `cross_row_checks`: Spark selects the rows
that they may concern, and of these only keys, hashes and faults reach the driver.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import astuple
from functools import partial

import duckdb
import ibis

from engine.dataset import loading
from engine.dataset.raw_table import RawTable, ReadContext
from engine.dataset.readers.parquet_reader import unreadable
from engine.dataset.schema import TableSchema
from engine.dataset.spark import executor
from engine.dataset.spark.shares import recipe_of, schema_of, shares_of
from engine.dataset.validation.cross_row_checks import Outcome, check_rows, keep_roots
from engine.dataset.validation.remarks import Remarks, of_staged
from engine.dataset.validation.staged import Staged
from engine.dataset.validation.staging import readings_of
from engine.errors import DatasetError, UsageError
from engine.tables.spark.store import SparkTables
from engine.tables.store import Table


def read_table(
    tables: SparkTables,
    context: ReadContext,
    rows: RawTable,
    schema: TableSchema,
    words: str,
    share_rows: int,
) -> loading.Loaded:
    """Keep the accepted rows of a Parquet table as the table of the schema.

    Rejected rows go to `rejected` in DuckDB, as with `loading.load`. DatasetError
    where a file is broken.
    """
    staged, suspects = f"staged_{schema.table}", "suspects"
    _stage(tables, staged, rows, schema, words, share_rows)
    tables.keep(suspects, tables.query(_suspects(staged, schema)))
    outcome = check_rows(context, _staged(suspects), rows, schema)
    read = tables.count(tables.table(staged))
    found = of_staged(
        lambda query: tables.rows(tables.query(query)),
        staged,
        readings_of(rows, schema, words),
        lambda column: f"`{column}`",
    )
    counts = _keep_used(tables, context, staged, schema, outcome, read)
    return loading.Loaded(counts, outcome, found)


def require_parquet(rows: RawTable) -> None:
    """Raise DatasetError where executors cannot read the parts of a table."""
    if rows.parts is None:
        raise DatasetError("dataset.spark-records-format", file=rows.file)


def require_sound_mapping(rows: RawTable) -> None:
    """Raise UsageError where a mapping rejects rows, which executors do not know of."""
    if rows.faults is not None:
        raise UsageError("dataset.spark-mapping-rejects", file=rows.file)


def _stage(
    tables: SparkTables,
    name: str,
    rows: RawTable,
    schema: TableSchema,
    words: str,
    share_rows: int,
) -> None:
    """Keep every row in staged form (see `staging`), read by the executors."""
    assert rows.parts is not None
    recipe = recipe_of(rows, schema, words)
    kinds = "file string, before bigint, first bigint, last bigint"
    cut = [astuple(share) for share in shares_of(rows.parts.files, share_rows)]
    read = partial(executor.read_shares, recipe)
    with _broken_files_reported():
        tables.keep_mapped(name, kinds, cut, read, schema_of(recipe))


@contextmanager
def _broken_files_reported() -> Iterator[None]:
    """Raise DatasetError where an executor could not read a file."""
    from pyspark.errors import PySparkException

    try:
        yield
    except PySparkException as error:
        found = re.search(f"{executor.UNREADABLE}(.+?): (.+)", str(error))
        if found is None:
            raise
        raise unreadable(found[1], duckdb.Error(found[2])) from error


def _suspects(staged: str, schema: TableSchema) -> str:
    """Query, in Spark's SQL, all rows that the checks between rows may concern.

    These are some more than needed: two keys may have the same hash.
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
        remarks=Remarks(),
    )


def _keep_used(
    tables: SparkTables,
    context: ReadContext,
    staged: str,
    schema: TableSchema,
    outcome: Outcome,
    read: int,
) -> loading.Counts:
    """Keep the accepted rows as the table of the schema; count what became of all."""
    rows = tables.table(staged)
    unused = context.count(f"SELECT count(*) FROM {outcome.unused}")
    columns: dict[str, str] = {
        column.stored_as: column.stored_as for column in schema.columns
    }
    rejected = tables.keep_query("rows_rejected", loading.rejected_rows(schema))
    of_rejected = rows.semi_join(rejected, "row")
    tables.keep(
        loading.rejected_of(schema.table),
        of_rejected.select(situation=ibis.literal(0, "int32"), row="row", **columns),
    )
    if unused:
        left_out = tables.keep_query("left_out", f"FROM {outcome.unused}")
        rows = rows.anti_join(left_out, "row")
    if schema.table == "records":
        rows = _with_first_records(tables, context, rows, outcome)
        columns |= {"row": "row", "first_record_id": "first_record_id"}
    tables.keep(
        schema.table, rows.select(situation=ibis.literal(0, "int32"), **columns)
    )
    tables.drop(staged)
    repeated = context.count(f"SELECT count(*) FROM {outcome.repeated}")
    return loading.Counts(read, read - unused, unused - repeated, repeated)


def _with_first_records(
    tables: SparkTables, context: ReadContext, rows: Table, outcome: Outcome
) -> Table:
    """Add `first_record_id`: the first record of each row's chain of corrections."""
    roots = tables.keep_query("roots_found", f"FROM {keep_roots(context, outcome)}")
    rows = rows.left_join(roots, rows.record_id == roots.id)
    return rows.mutate(first_record_id=rows.root.fill_null(rows.record_id))
