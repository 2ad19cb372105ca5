"""Writes the query that turns raw rows into cells, values, faults and marks."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from engine.dataset.raw_table import RawTable
from engine.dataset.schema import TableSchema
from engine.dataset.validation import reasons
from engine.dataset.validation.column_read import ColumnRead
from engine.tables import sql

# A row without any filled cell has a list of faults with nothing in it.
IS_BLANK = "faults IS NOT NULL AND len(faults) = 0"
IS_FILLED = "(faults IS NULL OR len(faults) > 0)"
# The kinds of flaws of whole rows that readers report, with their reasons.
ROW_FLAWS = (
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
        f"FROM (SELECT *, {_found(rows, readings)} AS found FROM ({read}))"
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


def _found(rows: RawTable, readings: Sequence[ColumnRead]) -> str:
    """Write the faults of single cells; NULL where the row is sound."""
    readings = [read for read in readings if read.can_fail]
    if not readings:
        return f"CAST(NULL AS {reasons.FAULTS})"
    each = [read.fault() for read in readings]
    if "W" in rows.flaw_kinds:
        too_wide = reasons.first(("contains(flaws, ';W;')", reasons.TOO_WIDE))
        each.insert(0, reasons.fault("", "''", too_wide))
    faulty = " OR ".join(read.is_faulty for read in readings)
    return (
        f"CAST(CASE WHEN flaws IS NOT NULL OR {faulty} THEN {reasons.faults(each)} END "
        f"AS {reasons.FAULTS})"
    )


def _faults(rows: RawTable, readings: Sequence[ColumnRead]) -> str:
    """Write the faults of a row, of which `found` are those of single cells."""
    if not any(read.can_fail for read in readings):
        return "found"
    of_row = [
        (f"starts_with(flaws, ';{kind};')", reason)
        for kind, reason in ROW_FLAWS
        if kind in rows.flaw_kinds
    ]
    whole = ""
    if of_row:
        fault = reasons.fault("", "substr(flaws, 4)", reasons.first(*of_row))
        is_of_row = " OR ".join(condition for condition, _ in of_row)
        whole = f"WHEN {is_of_row} THEN {reasons.faults([fault])} "
    return (
        f"CASE {whole}WHEN flaws IS NULL AND found IS NOT NULL AND "
        f"{_is_blank(rows, readings)} THEN [] WHEN len(found) > 0 THEN found END"
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


def named(schema: TableSchema, readings: list[ColumnRead]) -> str:
    """List the values of the columns by the names under which they are stored."""
    values = {read.column.name: read.value for read in readings}
    return ", ".join(
        f"CAST({values.get(column.name, 'NULL')} AS {column.sql_type}) "
        f"AS {sql.name(column.stored_as)}"
        for column in schema.columns
    )
