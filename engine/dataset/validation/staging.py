"""Turns raw rows into typed rows, with every fault of every row.

A file that is costly to read is read once into a table. Any other stays where it is,
behind a view; its columns are surveyed first, so that only those are checked cell by
cell that need it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from engine.dataset.raw_table import InPlace, RawTable, ReadContext, Survey
from engine.dataset.schema import TableSchema
from engine.dataset.validation import reasons
from engine.dataset.validation.column_read import ColumnRead
from engine.errors import DatasetError, Message, message
from engine.tables import sql

_FAULT_LIST = (
    "STRUCT(column_name VARCHAR, value VARCHAR, reason_zh VARCHAR, reason_en VARCHAR)[]"
)
_ROW_FLAWS = (
    ("J", reasons.NOT_JSON),
    ("N", reasons.NESTED),
    ("K", reasons.REPEATED_KEY),
    ("L", reasons.LINE_SIZE),
)


@dataclass(frozen=True)
class Staged:
    """A staged table: row, line, content, faults, and the values by their columns.

    `content` is a hash over all cells as they stand in the file, equal for equal
    rows; `faults` is a list of structs (see `reasons.fault`), NULL where the row has
    none. `faulty` queries the numbers of the rows with faults; None: there are none.
    `at` turns a query of row numbers into one of these rows in full. `sound` names a
    table with row and values of all rows without faults, which may be quicker to
    query. `is_view`: every query of the table reads the file.
    """

    name: str
    sound: str
    faulty: str | None
    at: Callable[[str], str]
    is_view: bool


def stage(
    context: ReadContext, rows: RawTable, schema: TableSchema, words: str
) -> Staged:
    """Stage a table as `staged_<table>`; DatasetError where a required column is missing."""
    readings = _readings(rows, schema, words)
    name = f"staged_{schema.table}"
    if rows.in_place:
        return _stage_in_place(context, rows, rows.in_place, schema, readings)
    context.run(
        f"CREATE TEMP TABLE {name}_cells AS SELECT line, content, faults, "
        f"{_named(schema, readings)} FROM ({_query(rows.query, rows, readings)})"
    )
    # DuckDB keeps the order of a file in a new table as long as no join comes
    # between; numbering afterwards leaves the pass itself to all cores.
    context.run(
        f"CREATE TEMP VIEW {name} AS SELECT rowid + 1 AS row, * FROM {name}_cells"
    )
    return Staged(
        name,
        name,
        f"SELECT row FROM {name} WHERE faults IS NOT NULL",
        lambda chosen: f"SELECT * FROM {name} WHERE row IN ({chosen})",
        is_view=False,
    )


def _stage_in_place(
    context: ReadContext,
    rows: RawTable,
    in_place: InPlace,
    schema: TableSchema,
    readings: list[ColumnRead],
) -> Staged:
    """Stage a table without a copy, checking only what the survey leaves open."""
    name = f"staged_{schema.table}"
    surveys = in_place.survey({read.index: read.plain_test for read in readings})
    surveyed, sound, checked = _check_columns(context, rows, readings, surveys)

    def staged(raw: str) -> str:
        return _staged(raw, rows, schema, surveyed)

    context.run(f"CREATE VIEW {name} AS {staged(rows.query)}")
    context.run(
        f"CREATE VIEW sound_{schema.table} AS SELECT row, {_named(schema, sound)} "
        f"FROM ({_values(rows.query, rows, sound)})"
    )
    faulty = f"SELECT row FROM {checked} WHERE is_faulty"
    has_faults = context.count(f"SELECT count(*) FROM ({faulty})") > 0
    return Staged(
        name,
        f"sound_{schema.table}",
        faulty if has_faults else None,
        lambda chosen: staged(in_place.at(chosen)),
        is_view=True,
    )


def staged_query(rows: RawTable, schema: TableSchema, words: str) -> str:
    """Query raw rows that have their `row` in staged form, checking every cell."""
    return _staged(rows.query, rows, schema, _readings(rows, schema, words))


def _readings(rows: RawTable, schema: TableSchema, words: str) -> list[ColumnRead]:
    """Choose how each known column is read; DatasetError where a required one is missing."""
    _require(rows, schema)
    places = {found.name: i for i, found in enumerate(rows.columns)}
    present = [column for column in schema.columns if column.name in places]
    return [ColumnRead.of(c, rows, places[c.name], words) for c in present]


def _staged(
    raw: str, rows: RawTable, schema: TableSchema, readings: list[ColumnRead]
) -> str:
    return (
        f"SELECT row, line, content, faults, {_named(schema, readings)} "
        f"FROM ({_query(raw, rows, readings)})"
    )


def unstage(context: ReadContext, schema: TableSchema) -> None:
    """Drop a staged table and what its reader and staging left."""
    context.run(f"DROP VIEW IF EXISTS sound_{schema.table}")
    context.run(f"DROP VIEW staged_{schema.table}")
    context.run(f"DROP TABLE IF EXISTS staged_{schema.table}_cells")
    context.run("DROP TABLE IF EXISTS renumbered")
    context.run(f"DROP TABLE IF EXISTS json_{schema.table}_judged")


def _check_columns(
    context: ReadContext,
    rows: RawTable,
    readings: list[ColumnRead],
    surveys: Sequence[Survey],
) -> tuple[list[ColumnRead], list[ColumnRead], str]:
    """Choose how each column is read, in any row and in rows without faults.

    Also returns the name of a temporary table of checked rows (row, is_faulty). One
    wrong cell among millions makes a column one whose cells are checked; in rows
    without faults it may still be read as it is.
    """
    surveyed = [
        read.surveyed(survey) for read, survey in zip(readings, surveys, strict=True)
    ]
    unsure = [read for read in surveyed if read.can_fail]
    checked, unchanged = _keep_checked(context, rows, unsure)
    sound = [
        read.plainly(can_fail=False) if read.index in unchanged else read
        for read in surveyed
    ]
    return surveyed, sound, checked


def _keep_checked(
    context: ReadContext, rows: RawTable, unsure: list[ColumnRead]
) -> tuple[str, set[int]]:
    """Keep the rows in which one of these columns has a fault, or a value to change.

    Returns the name of the temporary table (row, is_faulty, changed<index> for each
    column whose values may be raw) and the columns without such a value in rows
    without faults.
    """
    checked = "checked"
    if not unsure:
        context.run(
            f"CREATE OR REPLACE TEMP TABLE {checked} (row BIGINT, is_faulty BOOLEAN)"
        )
        return checked, set()
    faulty = " OR ".join(read.is_faulty for read in unsure)
    changed = {
        read.index: f"{read.value} IS DISTINCT FROM c{read.index}"
        for read in unsure
        if read.may_be_raw
    }
    marks = [f"{test} AS changed{i}" for i, test in changed.items()]
    context.run(
        f"CREATE OR REPLACE TEMP TABLE {checked} AS "
        f"SELECT {', '.join(['row', f'{faulty} AS is_faulty', *marks])} "
        f"FROM ({_values(rows.query, rows, unsure, changed)}) "
        f"WHERE {' OR '.join([faulty, *changed.values()])}"
    )
    is_changed = f"SELECT count(*) FROM {checked} WHERE NOT is_faulty AND changed"
    return checked, {i for i in changed if not context.count(f"{is_changed}{i}")}


def _query(raw: str, rows: RawTable, readings: list[ColumnRead]) -> str:
    """Query content, faults, cells and values of raw rows."""
    values = _values(raw, rows, readings)
    return f"SELECT *, {_faults(readings)} AS faults FROM ({values})"


def _values(
    raw: str, rows: RawTable, readings: list[ColumnRead], kept: Collection[int] = ()
) -> str:
    """Query content, cells and values of raw rows, and the raw cells that are `kept`."""
    raw_cells = [f"c{i}" for i in range(len(rows.columns))]
    every = ", ".join(raw_cells)
    left = ", ".join(c for i, c in enumerate(raw_cells) if i not in kept)
    but = f" EXCLUDE ({left})" if left else ""
    cell_list = ", ".join(f"{read.reading.cell} AS {read.cell}" for read in readings)
    values = ", ".join(f"{read.reading.value} AS {read.value}" for read in readings)
    return (
        f"WITH raw AS NOT MATERIALIZED ({raw}), "
        f"seen AS NOT MATERIALIZED (SELECT *{but}, "
        f"hash(flaws, {every}) AS content, {cell_list} FROM raw) "
        f"SELECT *, {values} FROM seen"
    )


def _faults(readings: list[ColumnRead]) -> str:
    readings = [read for read in readings if read.can_fail]
    if not readings:
        return f"CAST(NULL AS {_FAULT_LIST})"
    faulty = " OR ".join(read.is_faulty for read in readings)
    too_wide = reasons.fault("", "''", reasons.TOO_WIDE)
    wide = f"CASE WHEN contains(flaws, ';W;') THEN {too_wide} END"
    every = ", ".join([wide, *(read.fault() for read in readings)])
    sound = f"list_filter([{every}], lambda f: f IS NOT NULL)"
    whole = " ".join(
        f"WHEN starts_with(flaws, ';{kind};') THEN [{_row_fault(reason)}]"
        for kind, reason in _ROW_FLAWS
    )
    return (
        f"CAST(CASE {whole} WHEN flaws IS NOT NULL OR {faulty} "
        f"THEN CASE WHEN len({sound}) > 0 THEN {sound} END END AS {_FAULT_LIST})"
    )


def _row_fault(reason: Message) -> str:
    return reasons.fault("", "substr(flaws, 4)", reason)


def _named(schema: TableSchema, readings: list[ColumnRead]) -> str:
    values = {read.column.name: read.value for read in readings}
    return ", ".join(
        f"CAST({values.get(column.name, 'NULL')} AS {column.sql_type}) "
        f"AS {sql.name(column.stored_as)}"
        for column in schema.columns
    )


def _require(rows: RawTable, schema: TableSchema) -> None:
    found = [column.name for column in rows.columns]
    required = [column.name for column in schema.columns if column.required]
    missing = [name for name in required if name not in found]
    if missing:
        raise DatasetError(
            "dataset.column-missing",
            file=rows.file,
            missing=missing,
            found=found or message("dataset.no-column"),
            table=schema.table,
            required=required,
        )
