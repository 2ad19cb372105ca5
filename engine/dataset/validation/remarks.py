"""What a table shows beside faults: cleaned cells, placeholders, columns all empty."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from engine.dataset.schema import Column
from engine.dataset.validation.column_read import CLEANED, PLACEHOLDER, ColumnRead
from engine.tables import sql

SHOWN = 5
# Of so many rows few columns are empty: only these are looked at in the others.
_SAMPLE = 100_000

# Runs a query that DuckDB and Spark both understand; quotes the name of a column.
Run = Callable[[str], Sequence[tuple[object, ...]]]
Quote = Callable[[str], str]


@dataclass(frozen=True)
class Cells:
    """How many cells were read in another way than they stand, and the first of them.

    `first` are row and column.
    """

    count: int = 0
    first: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True)
class Remarks:
    """What a table shows beside faults.

    `cleaned`: identifiers, codes and regions with blanks around, invisible characters
    or full-width letters; `placeholders`: identifiers such as `/`. `empty` are the
    columns that are there and empty in every row. `has_lower`: an identifier may hold
    a small letter, so that it may differ from another in case alone.
    """

    cleaned: Cells = Cells()
    placeholders: Cells = Cells()
    empty: tuple[str, ...] = ()
    has_lower: bool = False


def cells_of(run: Run, source: str, reads: Sequence[ColumnRead]) -> tuple[Cells, Cells]:
    """Return the cleaned cells and the placeholders in a table with row and marks."""
    marked = f"{source} WHERE marks IS NOT NULL"
    if not any(read.reading.is_cleaned for read in reads):
        return Cells(), Cells()
    if not run(f"SELECT count(*) FROM {marked}")[0][0]:
        return Cells(), Cells()
    return _cells(run, marked, CLEANED, reads), _cells(run, marked, PLACEHOLDER, reads)


def empty_columns(
    run: Run,
    source: str,
    columns: Sequence[Column],
    *,
    known: bool = False,
    quoted: Quote = sql.name,
) -> tuple[str, ...]:
    """Return which of the columns have no value in any row of a staged table.

    `known`: none of them has; only whether there is a row is looked at. A column all of
    whose cells are faulty has no value either.
    """
    optional = [column for column in columns if not column.required]
    if not optional:
        return ()
    if not known:
        for some in (f"(SELECT * FROM {source} LIMIT {_SAMPLE})", source):
            held = ", ".join(f"count({quoted(c.stored_as)})" for c in optional)
            counts = run(f"SELECT {held} FROM {some}")[0] if held else ()
            optional = [c for c, n in zip(optional, counts, strict=True) if not n]
    rows = run(f"SELECT count(*) FROM {source}")[0][0] if optional else 0
    return tuple(column.name for column in optional) if rows else ()


def of_staged(
    run: Run, source: str, reads: Sequence[ColumnRead], quoted: Quote = sql.name
) -> Remarks:
    """Return what a staged table with marks shows beside faults."""
    ids = [quoted(r.column.stored_as) for r in reads if r.column.is_compared]
    is_lower = " OR ".join(f"upper({name}) <> {name}" for name in ids) or "false"
    looked = f"count(marks), count(CASE WHEN {is_lower} THEN 1 END)"
    marked, lower = run(f"SELECT {looked} FROM {source}")[0]
    cells = cells_of(run, source, reads) if marked else (Cells(), Cells())
    columns = [read.column for read in reads]
    empty = empty_columns(run, source, columns, quoted=quoted)
    return Remarks(*cells, empty, bool(lower))


def _cells(run: Run, marked: str, kind: str, reads: Sequence[ColumnRead]) -> Cells:
    names = {f";{kind}{read.index};": read.column.name for read in reads}
    held = ", ".join(
        f"count(CASE WHEN marks LIKE '%{mark}%' THEN 1 END)" for mark in names
    )
    count = sum(int(str(n)) for n in run(f"SELECT {held} FROM {marked}")[0])
    first = run(
        f"SELECT row, marks FROM {marked} AND marks LIKE '%;{kind}%' "
        f"ORDER BY row LIMIT {SHOWN}"
    )
    places = [
        (int(str(row)), name)
        for row, marks in first
        for mark, name in names.items()
        if mark in str(marks)
    ]
    return Cells(count, tuple(places[:SHOWN]))
