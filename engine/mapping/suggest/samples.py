"""The first rows of a sheet or file, as they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.dataset.readers.workbook_child.ranges import Range
from engine.mapping.sources import Part, Preview

Row = tuple[str | None, ...]


@dataclass(frozen=True)
class Sample:
    """The first rows of a sheet, or of a file without sheets; no head is assumed.

    `rows` begin with the first row of the file, empty ones included. `heads` are those
    of a format that has its own; the rows are then all below them. `merged` are the
    merged ranges of a sheet, `delimiter` is what parts the cells of a text file.
    """

    file: str
    sheet: str | None
    rows: tuple[Row, ...]
    heads: tuple[str, ...] | None = None
    merged: tuple[Range, ...] = ()
    delimiter: str | None = None

    @classmethod
    def of(cls, preview: Preview) -> Sample:
        """Take the first rows of a part."""
        part, rows = preview.part, tuple(map(tuple, preview.rows))
        return cls(
            part.file,
            part.sheet,
            rows,
            preview.heads,
            preview.merged,
            preview.delimiter,
        )

    @property
    def width(self) -> int:
        """How many columns the widest row has."""
        return max(map(len, self.rows), default=0)

    def heads_at(self, header: Sequence[int]) -> tuple[str, ...]:
        """Return the heads in these rows, from 1, as a mapping names them."""
        part = Part(self.file, self.sheet, "", Path(self.file))
        rows = [list(row) for row in self.rows]
        shown = Preview(part, rows, self.heads, self.merged, self.delimiter)
        return shown.heads_at(header)

    def cell(self, row: int, column: int) -> str:
        """Return the text of a cell, counted from 0; empty where there is none."""
        cells = self.rows[row]
        return (cells[column] or "").strip() if column < len(cells) else ""

    def filled(self, row: int) -> dict[int, str]:
        """Return the texts of the filled cells of a row, by column."""
        texts = ((i, self.cell(row, i)) for i in range(len(self.rows[row])))
        return {i: text for i, text in texts if text}
