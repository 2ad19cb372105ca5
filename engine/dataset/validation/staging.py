"""Turns raw rows into typed rows, with every fault of every row.

A file that is costly to read is read once into a table. Any other stays where it is,
behind a view; its columns are surveyed first, so that only those are checked cell by
cell that need it.
"""

from __future__ import annotations

from engine.dataset.raw_table import RawTable, ReadContext
from engine.dataset.schema import TableSchema
from engine.dataset.validation import remarks, row_query
from engine.dataset.validation.column_read import ColumnRead
from engine.dataset.validation.in_place import stage_in_place
from engine.dataset.validation.staged import Staged
from engine.errors import DatasetError, message


def stage(
    context: ReadContext, rows: RawTable, schema: TableSchema, words: str
) -> Staged:
    """Stage a table as `staged_<table>`; DatasetError where a required column is missing."""
    readings = readings_of(rows, schema, words)
    name = f"staged_{schema.table}"
    if rows.in_place:
        return stage_in_place(context, rows, rows.in_place, schema, readings)
    read = row_query.query(rows.query, rows, readings)
    context.run(
        f"CREATE TEMP TABLE {name}_cells AS SELECT line, content, faults, marks, "
        f"{row_query.named(schema, readings)} FROM ({read})"
    )
    # DuckDB keeps the order of a file in a new table as long as no join comes
    # between; numbering afterwards leaves the pass itself to all cores.
    context.run(
        f"CREATE TEMP VIEW {name}_rows AS SELECT rowid + 1 AS row, * FROM {name}_cells"
    )
    unread = rows.after_staging(f"{name}_rows") if rows.after_staging else 0
    blank = f"SELECT count(*) FROM {name}_rows WHERE {row_query.IS_BLANK}"
    filled = f" WHERE {row_query.IS_FILLED}" if context.count(blank) else ""
    context.run(f"CREATE TEMP VIEW {name} AS SELECT * FROM {name}_rows{filled}")
    return Staged(
        name,
        name,
        f"SELECT row FROM {name} WHERE faults IS NOT NULL",
        lambda chosen: f"SELECT * FROM {name} WHERE row IN ({chosen})",
        is_view=False,
        remarks=remarks.of_staged(context.run, name, readings),
        unread=unread,
    )


def staged_query(rows: RawTable, schema: TableSchema, words: str) -> str:
    """Query raw rows that have their `row` in staged form, checking every cell."""
    readings = readings_of(rows, schema, words)
    every = row_query.staged(rows.query, rows, schema, readings)
    return f"SELECT * FROM ({every}) WHERE {row_query.IS_FILLED}"


def readings_of(rows: RawTable, schema: TableSchema, words: str) -> list[ColumnRead]:
    """Choose how each known column is read; DatasetError where a required one is missing."""
    _require(rows, schema)
    places = {found.name: i for i, found in enumerate(rows.columns)}
    present = [column for column in schema.columns if column.name in places]
    return [ColumnRead.of(c, rows, places[c.name], words) for c in present]


def unstage(context: ReadContext, schema: TableSchema) -> None:
    """Drop a staged table and what its reader and staging left."""
    context.run(f"DROP VIEW IF EXISTS sound_{schema.table}")
    context.run(f"DROP VIEW staged_{schema.table}")
    context.run(f"DROP VIEW IF EXISTS staged_{schema.table}_rows")
    context.run(f"DROP TABLE IF EXISTS {schema.table}_blank")
    context.run(f"DROP TABLE IF EXISTS staged_{schema.table}_cells")
    context.run("DROP TABLE IF EXISTS renumbered")
    context.run(f"DROP TABLE IF EXISTS json_{schema.table}_judged")


def _require(rows: RawTable, schema: TableSchema) -> None:
    found = {column.name for column in rows.columns}
    required = [column for column in schema.columns if column.required]
    missing = [column.name for column in required if column.name not in found]
    if missing:
        headings = [column.heading for column in rows.columns]
        raise DatasetError(
            "dataset.column-missing",
            file=rows.file,
            missing=missing,
            found=headings or message("dataset.no-column"),
            table=schema.table,
            required=[column.name for column in required],
            chinese=[column.chinese[0] for column in required],
        )
