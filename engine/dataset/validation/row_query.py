"""Writes the query that turns raw rows into cells, values, faults and marks."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from engine.dataset.raw_table import RawTable
from engine.dataset.schema import TableSchema
from engine.dataset.validation import reasons
from engine.dataset.validation.column_read import ColumnRead
from engine.errors import Message
from engine.tables import sql

_FAULT_LIST = (
    "STRUCT(column_name VARCHAR, value VARCHAR, reason_zh VARCHAR, reason_en VARCHAR)[]"
)
# A row without any filled cell has a list of faults with nothing in it.
IS_BLANK = "faults IS NOT NULL AND len(faults) = 0"
IS_FILLED = "(faults IS NULL OR len(faults) > 0)"
_ROW_FLAWS = (
    ("J", reasons.NOT_JSON),
    ("N", reasons.NESTED),
    ("K", reasons.REPEATED_KEY),
    ("L", reasons.LINE_SIZE),
)


def staged(
    raw: str, rows: RawTable, schema: TableSchema, readings: list[ColumnRead]
) -> str:
    """Query raw rows that have their `row` in staged form."""
    return (
        f"SELECT row, line, content, faults, marks, {named(schema, readings)} "
        f"FROM ({query(raw, rows, readings)})"
    )


def query(raw: str, rows: RawTable, readings: list[ColumnRead]) -> str:
    """Query content, faults, marks, cells and values of raw rows."""
    read = values(raw, rows, readings, _looked_at(rows, readings))
    return (
        f"SELECT *, {_faults(rows, readings)} AS faults, {marks(readings)} AS marks "
        f"FROM ({read})"
    )


def marks(readings: Sequence[ColumnRead]) -> str:
    """Write the marks of all cells that are not read as they stand; NULL: there is none."""
    cleaned = [read for read in readings if read.reading.is_cleaned and read.can_fail]
    if not cleaned:
        return "CAST(NULL AS VARCHAR)"
    changed = " OR ".join(read.is_changed for read in cleaned)
    every = " || ".join(read.mark for read in cleaned)
    return f"CASE WHEN {changed} THEN nullif({every}, '') END"


def values(
    raw: str, rows: RawTable, readings: list[ColumnRead], kept: Collection[int] = ()
) -> str:
    """Query content, cells and values of raw rows, and the raw cells that are `kept`.

    Two rows have the same content where all their values are equal, however written; a
    cell without a value counts as it stands, and so do those of unknown columns.
    """
    raw_cells = [f"c{i}" for i in range(len(rows.columns))]
    known = {read.index for read in readings}
    unknown = ", ".join(
        ["flaws", *(f"c{i}" for i in range(len(raw_cells)) if i not in known)]
    )
    left = ", ".join(c for i, c in enumerate(raw_cells) if i not in kept)
    but = f" EXCLUDE ({left})" if left else ""
    cell_list = ", ".join(f"{read.reading.cell} AS {read.cell}" for read in readings)
    values = ", ".join(f"{read.reading.value} AS {read.value}" for read in readings)
    return (
        f"WITH raw AS NOT MATERIALIZED ({raw}), "
        f"seen AS NOT MATERIALIZED (SELECT *{but}, "
        f"hash({unknown}) AS unknown, {cell_list} FROM raw) "
        f"SELECT *, {values}, hash(unknown, {_content(readings)}) AS content FROM seen"
    )


def _content(readings: Sequence[ColumnRead]) -> str:
    """List what of the known cells makes the content of a row."""
    parts = [read.value for read in readings]
    parts += [
        f"CASE WHEN {read.value} IS NULL THEN {read.cell} END"
        for read in readings
        if read.can_fail
    ]
    return ", ".join(parts)


def _faults(rows: RawTable, readings: list[ColumnRead]) -> str:
    is_blank = _is_blank(rows, readings)
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
        f"THEN CASE WHEN flaws IS NULL AND {is_blank} THEN [] "
        f"WHEN len({sound}) > 0 THEN {sound} END END AS {_FAULT_LIST})"
    )


def _is_blank(rows: RawTable, readings: Sequence[ColumnRead]) -> str:
    """Write the condition that no raw cell is filled."""
    raw = _looked_at(rows, readings)
    blank = [f"{read.cell} IS NULL" for read in readings if read.index not in raw]
    for i in raw:
        is_text = rows.columns[i].type == "VARCHAR"
        blank.append(f"stripped(c{i}) IS NULL" if is_text else f"c{i} IS NULL")
    return " AND ".join(blank)


def _looked_at(rows: RawTable, readings: Sequence[ColumnRead]) -> list[int]:
    """Return the columns whose raw cells say more than the cells: cleaned or unknown."""
    plain = {read.index for read in readings if not read.reading.is_cleaned}
    return [i for i in range(len(rows.columns)) if i not in plain]


def _row_fault(reason: Message) -> str:
    return reasons.fault("", "substr(flaws, 4)", reason)


def named(schema: TableSchema, readings: list[ColumnRead]) -> str:
    """List the values of the columns by the names under which they are stored."""
    values = {read.column.name: read.value for read in readings}
    return ", ".join(
        f"CAST({values.get(column.name, 'NULL')} AS {column.sql_type}) "
        f"AS {sql.name(column.stored_as)}"
        for column in schema.columns
    )
