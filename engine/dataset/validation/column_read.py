"""How one column is read: its cells and values as SQL, and what is a fault."""

from __future__ import annotations

from dataclasses import dataclass, replace

from engine.dataset.raw_table import RawTable, Survey
from engine.dataset.schema import Column, ColumnType
from engine.dataset.validation import cells, reasons
from engine.errors import Message
from engine.tables import sql

# The kinds of marks on cells that are not read as they stand.
CLEANED, PLACEHOLDER = "C", "P"
_FLAWS = (
    ("M", reasons.MERGED),
    ("F", reasons.FORMULA),
    ("X", reasons.CELL_ERROR),
)


def cell_flaws(type_: ColumnType) -> list[tuple[str, Message]]:
    """Return the kinds of flaws that a reader may report of a cell, with their reasons."""
    if type_ in {"number", "date", "flag"}:
        return list(_FLAWS)
    return [*_FLAWS, ("E", reasons.SCIENTIFIC)]


@dataclass(frozen=True)
class ColumnRead:
    """A column's names in the query, and how it is read.

    `flaw_kinds` as in `RawTable`; `can_fail`: not every cell is known to have a value.
    """

    column: Column
    index: int
    reading: cells.Reading
    flaw_kinds: str = ""
    can_fail: bool = True

    @classmethod
    def of(cls, column: Column, rows: RawTable, index: int, words: str) -> ColumnRead:
        """Choose how to read the raw column at `index`; `words` as in `cells.read`."""
        raw_type = rows.columns[index].type
        reading = cells.read(column, f"c{index}", raw_type, f"s{index}", words)
        return cls(column, index, reading, rows.flaw_kinds)

    @property
    def cell(self) -> str:
        """The SQL name of the cell."""
        return f"s{self.index}"

    @property
    def value(self) -> str:
        """The SQL name of the value."""
        return f"v{self.index}"

    @property
    def plain_test(self) -> str:
        """The SQL test of all raw values that shows whether the column is plain."""
        return "false" if self.reading.plain is None else self.reading.plain.test

    @property
    def is_faulty(self) -> str:
        """The SQL condition that the cell is wrong, or empty where one is required."""
        faulty = f"({self.cell} IS NOT NULL AND {self.value} IS NULL)"
        return f"({faulty} OR {self.cell} IS NULL)" if self.column.required else faulty

    def surveyed(self, survey: Survey) -> ColumnRead:
        """Return the cheapest reading that the survey of the column allows."""
        if survey.passed is False:
            return self
        return self.plainly(can_fail=self.column.required and not survey.is_filled)

    @property
    def may_be_raw(self) -> bool:
        """Whether the values of rows without faults may equal the raw cells."""
        plain = self.reading.plain
        return plain is not None and plain.value == f"c{self.index}"

    def plainly(self, *, can_fail: bool) -> ColumnRead:
        """Return the reading of the column as plain: no cell is checked."""
        assert self.reading.plain is not None
        reading = cells.Reading(self.reading.plain.value, self.cell, ())
        return replace(self, reading=reading, can_fail=can_fail)

    @property
    def is_changed(self) -> str:
        """The SQL condition that the cell is not read as it stands, or is blank."""
        return f"{self.cell} IS DISTINCT FROM c{self.index}"

    @property
    def mark(self) -> str:
        """The SQL mark of a cell that is not read as it stands: `;C<index>;`, or ''."""
        raw, kind = f"c{self.index}", self.column.type
        cleaned, placeholder = (
            f"';{CLEANED}{self.index};'",
            f"';{PLACEHOLDER}{self.index};'",
        )
        is_placeholder = f"tidy({raw}) IS NOT NULL"
        whens = [
            f"WHEN NOT ({self.is_changed}) OR stripped({raw}) IS NULL THEN ''",
            f"WHEN {self.cell} IS NULL AND {is_placeholder} THEN "
            f"{placeholder if kind == 'identifier' else sql.text('')}",
        ]
        return f"CASE {' '.join(whens)} ELSE {cleaned} END"

    def fault(self) -> str:
        """Write what is wrong with the cell (see `reasons.fault`), by its first reason."""
        missing = [(f"{self.cell} IS NULL", reasons.MISSING)]
        reason = reasons.first(
            *self._flaws(),
            (f"NOT {self.is_faulty}", None),
            *(missing if self.column.required else ()),
            *self.reading.reasons,
        )
        shown = f"coalesce(CAST({self.cell} AS VARCHAR), '')"
        return reasons.fault(self.column.name, shown, reason)

    def _flaws(self) -> list[tuple[str, Message]]:
        """The conditions of what the reader may find wrong with the cell, with reasons."""
        return [
            (f"contains(flaws, ';{kind}{self.index};')", reason)
            for kind, reason in cell_flaws(self.column.type)
            if kind in self.flaw_kinds
        ]
