"""Raw rows to typed rows, every fault of every row noted.

A file that is costly to read is read once into a table. One that is not stays
where it is, behind a view, and is first asked which columns need any care.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from engine.dataset.raw_table import Answer, Lasting, RawTable, ReadContext
from engine.dataset.schema import TableSchema
from engine.dataset.validation import reasons
from engine.dataset.validation.column_read import ColumnRead
from engine.errors import DatasetError, Text
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

    `content` is a hash over all cells as they stand in the file, so that equal
    rows are known; `faults` is NULL where the row keeps to the form. `faulty`
    queries the rows with faults; None: there are none. `at` turns a query of
    rows into one of these rows in full. `sound` has the same row and values of all
    rows without faults, and may be quicker to ask. `is_view`: every question to the
    table goes to the file.
    """

    name: str
    sound: str
    faulty: str | None
    at: Callable[[str], str]
    is_view: bool


def stage(
    context: ReadContext, rows: RawTable, schema: TableSchema, words: str
) -> Staged:
    """Read a table into `staged_<table>`; DatasetError where a column is lacking."""
    readings = _readings(rows, schema, words)
    name = f"staged_{schema.table}"
    if rows.lasting:
        return _look(context, rows, rows.lasting, schema, readings)
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


def _look(
    context: ReadContext,
    rows: RawTable,
    lasting: Lasting,
    schema: TableSchema,
    readings: list[ColumnRead],
) -> Staged:
    """Stage a table without a copy, as plainly as its cells allow."""
    name = f"staged_{schema.table}"
    answers = lasting.survey({read.index: read.is_plain for read in readings})
    surveyed, sound = _sort_out(context, rows, readings, answers)

    def staged(raw: str) -> str:
        return _staged(raw, rows, schema, surveyed)

    context.run(f"CREATE VIEW {name} AS {staged(rows.query)}")
    context.run(
        f"CREATE VIEW sound_{schema.table} AS SELECT row, {_named(schema, sound)} "
        f"FROM ({_settled(rows.query, rows, sound)})"
    )
    has_faults = context.count("SELECT count(*) FROM cared WHERE is_faulty") > 0
    return Staged(
        name,
        f"sound_{schema.table}",
        "SELECT row FROM cared WHERE is_faulty" if has_faults else None,
        lambda chosen: staged(lasting.at(chosen)),
        is_view=True,
    )


def staged_query(rows: RawTable, schema: TableSchema, words: str) -> str:
    """Query rows that have their `row` in staged form, whatever stands in their cells."""
    return _staged(rows.query, rows, schema, _readings(rows, schema, words))


def _readings(rows: RawTable, schema: TableSchema, words: str) -> list[ColumnRead]:
    """Choose how each known column is read; DatasetError where one is lacking."""
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
    """Let go of a staged table."""
    context.run(f"DROP VIEW IF EXISTS sound_{schema.table}")
    context.run(f"DROP VIEW staged_{schema.table}")
    context.run(f"DROP TABLE IF EXISTS staged_{schema.table}_cells")
    context.run("DROP TABLE IF EXISTS renumbered")
    context.run(f"DROP TABLE IF EXISTS json_{schema.table}_judged")


def _sort_out(
    context: ReadContext,
    rows: RawTable,
    readings: list[ColumnRead],
    answers: Sequence[Answer],
) -> tuple[list[ColumnRead], list[ColumnRead]]:
    """Tell how each column is read, of any row and of rows without faults.

    Keeps the rows that need care as `cared`, with `is_faulty`. One wrong cell among
    millions makes a column one to be read with care; of the sound rows it may still
    be read as it is.
    """
    surveyed = [
        read.told(answer) for read, answer in zip(readings, answers, strict=True)
    ]
    unsure = [read for read in surveyed if read.can_fail]
    if not unsure:
        context.run(
            "CREATE OR REPLACE TEMP TABLE cared (row BIGINT, is_faulty BOOLEAN)"
        )
        return surveyed, surveyed
    faulty = " OR ".join(read.is_faulty for read in unsure)
    changed = {
        read.index: f"{read.value} IS DISTINCT FROM c{read.index}"
        for read in unsure
        if read.may_be_bare
    }
    marks = [f"{test} AS changed{i}" for i, test in changed.items()]
    context.run(
        "CREATE OR REPLACE TEMP TABLE cared AS "
        f"SELECT {', '.join(['row', f'{faulty} AS is_faulty', *marks])} "
        f"FROM ({_settled(rows.query, rows, unsure, changed)}) "
        f"WHERE {' OR '.join([faulty, *changed.values()])}"
    )
    is_changed = "SELECT count(*) FROM cared WHERE NOT is_faulty AND changed"
    unchanged = {i for i in changed if not context.count(f"{is_changed}{i}")}
    return surveyed, [
        read.plainly(can_fail=False) if read.index in unchanged else read
        for read in surveyed
    ]


def _query(raw: str, rows: RawTable, readings: list[ColumnRead]) -> str:
    """Take raw rows through both steps: content, faults, cells and values."""
    settled = _settled(raw, rows, readings)
    return f"SELECT *, {_faults(readings)} AS faults FROM ({settled})"


def _settled(
    raw: str, rows: RawTable, readings: list[ColumnRead], kept: Collection[int] = ()
) -> str:
    """Take raw rows to cells and values; leave the raw cells out but those kept."""
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


def _row_fault(reason: Text) -> str:
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
            f"{rows.file}: required column missing: {', '.join(missing)}.\n"
            f"  Found: {', '.join(found) or 'no column at all'}.\n"
            f"  Required in {schema.table}: {', '.join(required)}; "
            "the names are written exactly so."
        )
