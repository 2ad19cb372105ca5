"""One column on its way from raw cells to values: with what care, and what is a fault."""

from __future__ import annotations

from dataclasses import dataclass, replace

from engine.dataset.raw_table import Answer, RawTable
from engine.dataset.schema import Column
from engine.dataset.validation import cells, reasons
from engine.errors import Text

_FLAWS = (
    ("F", reasons.FORMULA),
    ("X", reasons.CELL_ERROR),
)


@dataclass(frozen=True)
class ColumnRead:
    """A column's names in the query, and how it is read.

    `can_fail`: not every cell is known to have a value.
    """

    column: Column
    index: int
    reading: cells.Reading
    can_fail: bool = True

    @classmethod
    def of(cls, column: Column, rows: RawTable, index: int, words: str) -> ColumnRead:
        """Choose the reading of the raw column at a place; `words` as in `cells.read`."""
        raw_type = rows.columns[index].type
        reading = cells.read(column, f"c{index}", raw_type, f"s{index}", words)
        return cls(column, index, reading)

    @property
    def cell(self) -> str:
        """The name of the cell."""
        return f"s{self.index}"

    @property
    def value(self) -> str:
        """The name of the value."""
        return f"v{self.index}"

    @property
    def is_plain(self) -> str:
        """Ask the raw values whether the column is plain."""
        return "false" if self.reading.plain is None else self.reading.plain.test

    @property
    def is_faulty(self) -> str:
        """Ask cell and value whether the cell is wrong, or lacking."""
        faulty = f"({self.cell} IS NOT NULL AND {self.value} IS NULL)"
        return f"({faulty} OR {self.cell} IS NULL)" if self.column.required else faulty

    def told(self, answer: Answer) -> ColumnRead:
        """Read the column as plainly as its answer allows."""
        if answer.passed is False:
            return self
        return self.plainly(can_fail=self.column.required and not answer.is_filled)

    @property
    def may_be_bare(self) -> bool:
        """Whether its values may turn out to be the raw ones where there is no fault."""
        plain = self.reading.plain
        return plain is not None and plain.value == f"c{self.index}"

    def plainly(self, *, can_fail: bool) -> ColumnRead:
        """Read the column without care for what is wrong in a cell."""
        assert self.reading.plain is not None
        reading = cells.Reading(self.reading.plain.value, self.cell, ())
        return replace(self, reading=reading, can_fail=can_fail)

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
