"""Opens text files whose cells are parted by a delimiter: CSV in all its kinds.

The top of a file, its heads and what stands above them, is read by Python's `csv`; the
rows below by DuckDB, from a copy without the top where that is more than one row. A
file of even lines is read once. Where lines are blank, or break within quotation marks,
they are gone through once more to number the rows.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from engine.dataset.raw_table import ReadContext
from engine.dataset.readers.csv_places import is_filled, take_broken
from engine.dataset.readers.csv_reader import plain_csv
from engine.dataset.readers.csv_scan import cells
from engine.dataset.readers.encoding import CHUNK
from engine.dataset.readers.numbering import renumbered
from engine.errors import DatasetError, Message
from engine.mapping.model import Selection
from engine.mapping.sources import flaws
from engine.mapping.sources.blanks import count_rows, drop_blank
from engine.mapping.sources.heads import continued, heads
from engine.mapping.sources.parts import Part
from engine.mapping.sources.source_table import SourceTable
from engine.mapping.sources.top import Top, read_top, usual_width
from engine.tables import sql


def open_delimited(
    context: ReadContext, part: Part, selection: Selection, name: str
) -> SourceTable:
    """Make a table of a text file (see `open_part`)."""
    scan, plain = plain_csv(
        part.path, part.file, context.scratch / name, selection.encoding
    )
    above = selection.header[-1] + selection.skip
    top = read_top(plain, part, selection)
    rows = [top.rows[number - 1] for number in selection.header]
    if not any(cell.strip() for row in rows for cell in row):
        raise DatasetError(
            "mapping.no-heads", place=part.place, row=selection.header[-1]
        )
    width = usual_width(rows[-1], top.rows[above:])
    names = heads(continued(rows, width), width, part.place)
    body = _Body(context, part.place, plain, name, width, top.delimiter, above)
    body.number(body.load(top), scan.lines - top.lines_above(above))
    drop_blank(context, name, width)
    if plain != part.path:
        plain.unlink()
    count = context.count(f"SELECT count(*) FROM {name}")
    return SourceTable(part, names, name, count, scan.encoding)


@dataclass
class _Body:
    """The rows of a file below so many others, as they become the table `name`."""

    context: ReadContext
    place: Message | str
    plain: Path
    name: str
    width: int
    delimiter: str
    above: int

    def load(self, top: Top) -> int:
        """Create the table of the rows that can be split into cells.

        Returns the number of the others, which are in the table `broken`.
        """
        name, path = self.name, self.plain
        has_header = self.above == 1 and _is_bare(path, top.end_of(1))
        if not has_header:
            path = self.context.scratch / f"{name}.below"
            _copy_below(self.plain, top.end_of(self.above), path)
        scan = cells(
            self.context.safe(path), self.width, self.delimiter, has_header=has_header
        )
        self.context.run(
            f"CREATE TEMP TABLE {name} AS SELECT row_number() OVER () "
            f"+ {self.above} AS row, CAST(NULL AS VARCHAR) AS flaws, * FROM {scan}"
        )
        if not has_header:
            path.unlink()
        broken = take_broken(self.context)
        shift = 0 if has_header else self.above
        self.context.run(f"UPDATE broken SET row = place + {shift}")
        return broken

    def number(self, broken: int, lines: int) -> None:
        """Number the rows, and add those that cannot be split into cells.

        `broken` is the number of these, `lines` how many lines all take in the file.
        """
        name = self.name
        rows = broken + self.context.count(f"SELECT count(*) FROM {name}")
        blank = self._blank(rows) if rows != lines or self._astray() else []
        if not blank and not broken:
            return
        blank_rows = pa.table({"row": pa.array(blank, pa.int64())})
        with self._registered("_blank", blank_rows):
            self.context.run(
                f"CREATE TEMP TABLE {name}_left_out AS "
                "SELECT row FROM broken UNION SELECT row FROM _blank"
            )
        flaw = flaws.of_broken_csv("kind", self.width, "value")
        texts = flaws.cells_of_broken_csv("kind", self.width, "value", self.delimiter)
        self.context.run(
            f"CREATE OR REPLACE TEMP TABLE {name} AS FROM "
            f"({renumbered(name, 'row', f'{name}_left_out')} UNION ALL "
            f"SELECT row, {flaw}, {', '.join(texts)} FROM broken "
            f"WHERE {is_filled(self.delimiter)}) ORDER BY row"
        )
        self.context.run(f"DROP TABLE {name}_left_out")

    def _blank(self, rows: int) -> list[int]:
        """Return the numbers of the blank rows, which are not among those read.

        DatasetError where quotation marks that do not pair leave it open what a row is:
        DuckDB then reads rows that are none.
        """
        astray = self._astray()
        found = count_rows(self.plain, self.delimiter, astray)
        # In one column a blank line is an empty cell.
        blank = [n for n in found.blank if n > self.above and self.width > 1]
        if astray and rows + len(blank) != found.rows - self.above:
            raise DatasetError("mapping.quotes-astray", place=self.place, row=astray[0])
        # Of such a row DuckDB shows the end of the one above.
        begun = pa.table(
            {"row": list(found.begun), "value": list(found.begun.values())},
            schema=pa.schema([("row", pa.int64()), ("value", pa.string())]),
        )
        with self._registered("_begun", begun):
            self.context.run(
                "UPDATE broken SET value = b.value FROM _begun b WHERE b.row = broken.row"
            )
        return blank

    @contextmanager
    def _registered(self, name: str, table: pa.Table) -> Iterator[None]:
        """Let statements read a table by a name."""
        self.context.connection.register(name, table)
        yield
        self.context.connection.unregister(name)

    def _astray(self) -> list[int]:
        """Return the numbers of the rows whose quotation marks do not pair."""
        found = self.context.run(
            f"SELECT row FROM broken WHERE kind IN {sql.texts(flaws.ASTRAY)} ORDER BY row"
        )
        return [int(str(row)) for (row,) in found]


def _is_bare(path: Path, size: int) -> bool:
    """Return whether so many bytes hold no quotation mark: DuckDB skips wrong ones."""
    with path.open("rb") as stream:
        return b'"' not in stream.read(size)


def _copy_below(source: Path, start: int, target: Path) -> None:
    with source.open("rb") as whole, target.open("wb") as below:
        whole.seek(start)
        shutil.copyfileobj(whole, below, CHUNK)
