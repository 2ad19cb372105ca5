"""Turns the elements of a sheet into rows of cells."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from typing import TypeAlias
from xml.parsers.expat import ExpatError

from .ranges import Range, Ranges, place
from .values import Cell, Values
from .xml_parts import Ends, Starts, Text, parse

LAST_ROW = 1_048_576

# The cells of a row that hold something, by their columns from 0.
Row: TypeAlias = dict[int, Cell]


class Sheet:
    """The rows of a sheet, in one pass.

    Rows of one number that follow one another are one row: some programs write a row
    for each cell.
    """

    def __init__(
        self, book: zipfile.ZipFile, name: str, part: str, values: Values
    ) -> None:
        self.arrays = Ranges()  # those of formulas, as far as they have been read
        self._book, self._name, self._part, self._values = book, name, part, values
        self._rows: list[tuple[int, Row]] = []
        self._number, self._row, self._closed = 0, Row(), 0
        self._is_placed = False  # whether the number of the row is known
        self._column = -1
        self._cell: Mapping[str, str] = {}
        self._has_formula = self._has_value = False
        self._text = Text()

    def rows(self) -> Iterator[tuple[int, Row]]:
        """Yield the rows with their numbers; ValueError where one cannot be read."""
        starts: Starts = {
            **self._text.starts, "row": self._start_row, "c": self._start_cell,
            "f": self._start_formula, "v": self._start_value, "is": self._start_inline,
        }  # fmt: skip
        ends: Ends = {**self._text.ends, "c": self._end_cell, "row": self._end_row}
        try:
            for _ in parse(self._book, self._part, starts, ends, self._text):
                ready, self._rows = self._rows, []
                yield from ready
        except (ExpatError, LookupError, OverflowError, ValueError) as error:
            where = f"below row {self._closed} of sheet {self._name}"
            raise ValueError(f"{where}: {error}") from None
        if self._number:
            yield self._number, self._row

    def _start_row(self, attributes: Mapping[str, str]) -> None:
        self._column, self._is_placed = -1, False
        if "r" in attributes:
            self._enter(int(float(attributes["r"])))

    def _enter(self, number: int) -> None:
        """Begin the row of this number, or go on with it."""
        self._is_placed = True
        if number == self._number:
            return
        if not self._number < number <= LAST_ROW:
            raise ValueError(f"row {number} is out of order")
        if self._number:
            self._rows.append((self._number, self._row))
        self._number, self._row = number, Row()

    def _end_row(self) -> None:
        if not self._is_placed:
            self._enter(self._number + 1)
        self._closed = self._number

    def _start_cell(self, attributes: Mapping[str, str]) -> None:
        self._cell = attributes
        self._has_formula = self._has_value = False
        self._text.taken()
        number, self._column = self._number, self._column + 1
        if ref := attributes.get("r"):
            number, self._column = place(ref)
        elif not self._is_placed:
            number += 1
        if self._is_placed and number != self._number:
            raise ValueError(f"cell {ref} stands in row {self._number}")
        self._enter(number)

    def _start_formula(self, attributes: Mapping[str, str]) -> None:
        self._has_formula = True
        # The range of a shared formula has the formula itself in each cell.
        if "ref" in attributes and attributes.get("t") != "shared":
            self.arrays.add(Range.of(attributes["ref"]))

    def _start_value(self, attributes: Mapping[str, str]) -> None:
        self._has_value = True
        self._text.starts["v"](attributes)

    def _start_inline(self, attributes: Mapping[str, str]) -> None:
        self._has_value = True

    def _end_cell(self) -> None:
        if self._column in self._row:
            raise ValueError("a cell stands there twice")
        text, kind = self._text.taken(), self._cell.get("t", "n")
        if self._has_value and (text or kind in {"str", "inlineStr"}):
            style = int(self._cell.get("s", 0))
            self._row[self._column] = self._values.cell(kind, style, text)
        elif self._has_formula:
            self._row[self._column] = ("", "F")
