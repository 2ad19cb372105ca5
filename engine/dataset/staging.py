"""Raw rows to typed rows: one pass over a file, every fault of every row noted."""

from __future__ import annotations

from engine.dataset import cells, reasons, sql
from engine.dataset.forms import Column, Form
from engine.dataset.reading import Desk, Rows
from engine.errors import DatasetError
from engine.rulebook.model import Text

_FAULT_LIST = (
    "STRUCT(column_name VARCHAR, value VARCHAR, reason_zh VARCHAR, reason_en VARCHAR)[]"
)
_FLAWS = (
    ("F", reasons.FORMULA),
    ("X", reasons.CELL_ERROR),
)
_ROW_FLAWS = (
    ("J", reasons.NOT_JSON),
    ("N", reasons.NESTED),
    ("K", reasons.REPEATED_KEY),
    ("L", reasons.LINE_SIZE),
)


def unstage(desk: Desk, form: Form) -> None:
    """Let go of a staged table."""
    desk.run(f"DROP VIEW staged_{form.table}")
    desk.run(f"DROP TABLE staged_{form.table}_cells")
    desk.run("DROP TABLE IF EXISTS renumbered")
    desk.run(f"DROP TABLE IF EXISTS json_{form.table}_judged")


def stage(desk: Desk, rows: Rows, form: Form, words: str) -> str:
    """Read a table into `staged_<table>`: row, line, content, faults, values.

    `content` is a hash over all cells as they stand in the file, so that equal
    rows are known; `faults` is NULL where the row keeps to the form.
    """
    _require(rows, form)
    staged = f"staged_{form.table}"
    places = {found.name: i for i, found in enumerate(rows.columns)}
    present = [column for column in form.columns if column.name in places]
    readings = [_Read(c, rows, places[c.name], words) for c in present]
    desk.run(
        f"CREATE TEMP TABLE {staged}_cells AS "
        f"WITH raw AS NOT MATERIALIZED ({rows.query}), "
        f"seen AS NOT MATERIALIZED ({_cells_query(rows, readings)}), "
        f"settled AS NOT MATERIALIZED ({_values_query(readings)}) "
        f"SELECT line, content, {_faults(readings)} AS faults, "
        f"{_named(form, readings)} FROM settled"
    )
    # DuckDB keeps the order of a file in a new table as long as no join comes
    # between; numbering afterwards leaves the pass itself to all cores.
    desk.run(
        f"CREATE TEMP VIEW {staged} AS SELECT rowid + 1 AS row, * FROM {staged}_cells"
    )
    return staged


class _Read:
    """One column on its way: its names in the query and how it is read."""

    def __init__(self, column: Column, rows: Rows, index: int, words: str) -> None:
        self.column = column
        self.index = index
        self.cell, self.value = f"s{index}", f"v{index}"
        raw_type = rows.columns[index].type
        self.reading = cells.read(column, f"c{index}", raw_type, self.cell, words)

    @property
    def is_faulty(self) -> str:
        faulty = f"({self.cell} IS NOT NULL AND {self.value} IS NULL)"
        return f"({faulty} OR {self.cell} IS NULL)" if self.column.required else faulty

    def fault(self) -> str:
        """The fault as a struct, the first of the reasons that is true."""
        flaws = [
            self._when(f"contains(flaws, ';{kind}{self.index};')", reason)
            for kind, reason in self._flaws()
        ]
        missing = self._when(f"{self.cell} IS NULL", reasons.MISSING)
        rest = [self._when(*reason) for reason in self.reading.reasons]
        sound = f"WHEN NOT {self.is_faulty} THEN NULL"
        return f"CASE {' '.join([*flaws, sound, missing, *rest])} END"

    def _flaws(self) -> list[tuple[str, Text]]:
        """What a spreadsheet reader may hold against this cell."""
        if self.column.type in {"number", "date", "flag"}:
            return list(_FLAWS)
        return [*_FLAWS, ("E", reasons.SCIENTIFIC)]

    def _when(self, condition: str, reason: Text) -> str:
        return f"WHEN {condition} THEN {self._fault(reason)}"

    def _fault(self, reason: Text) -> str:
        shown = f"coalesce(CAST({self.cell} AS VARCHAR), '')"
        return reasons.fault(self.column.name, shown, reason)


def _cells_query(rows: Rows, readings: list[_Read]) -> str:
    every = ", ".join(f"c{i}" for i in range(len(rows.columns)))
    cell_list = ", ".join(f"{read.reading.cell} AS {read.cell}" for read in readings)
    return f"SELECT line, flaws, hash(flaws, {every}) AS content, {cell_list} FROM raw"


def _values_query(readings: list[_Read]) -> str:
    values = ", ".join(f"{read.reading.value} AS {read.value}" for read in readings)
    return f"SELECT *, {values} FROM seen"


def _faults(readings: list[_Read]) -> str:
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


def _named(form: Form, readings: list[_Read]) -> str:
    values = {read.column.name: read.value for read in readings}
    return ", ".join(
        f"CAST({values.get(column.name, 'NULL')} AS {column.sql_type}) "
        f"AS {sql.name(column.stored_as)}"
        for column in form.columns
    )


def _require(rows: Rows, form: Form) -> None:
    found = [column.name for column in rows.columns]
    required = [column.name for column in form.columns if column.required]
    missing = [name for name in required if name not in found]
    if missing:
        raise DatasetError(
            f"{rows.file}: required column missing: {', '.join(missing)}.\n"
            f"  Found: {', '.join(found) or 'no column at all'}.\n"
            f"  Required in {form.table}: {', '.join(required)}; "
            "the names are written exactly so."
        )
