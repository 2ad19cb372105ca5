"""Reads the top of a text file: what stands above its heads, these, and some rows."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TextIO

from engine.dataset.readers.encoding import LINE_LIMIT
from engine.errors import DatasetError
from engine.mapping.model import Selection
from engine.mapping.sources.parts import Part

DELIMITERS = (",", ";", "\t", "|", "，")
_MARK = codecs.BOM_UTF8.decode()
# How many rows below the heads show what the delimiter is.
_SAMPLE = 20


@dataclass(frozen=True)
class Top:
    """The first rows of a text file, split at a delimiter.

    `ends` has the place in bytes at which each row ends, `lines` the number of lines up
    to there.
    """

    delimiter: str
    rows: list[list[str]]
    ends: list[int]
    lines: list[int]

    def end_of(self, row: int) -> int:
        """Return where a row ends that is counted from 1, or the file before it."""
        return self.ends[min(row, len(self.ends)) - 1] if self.ends else 0

    def lines_above(self, rows: int) -> int:
        """Return how many lines so many rows take."""
        return self.lines[min(rows, len(self.lines)) - 1]

    def agreeing(self, head: int, above: int) -> int:
        """Return how many cells most rows have as the head row asks; 0: most do not.

        `head` is its number from 1, `above` how many rows stand above the first one.
        """
        if head > len(self.rows):
            return 0
        below = self.rows[above:]
        width = usual_width(self.rows[head - 1], below)
        # Rows may end in delimiters that the heads lack, as DuckDB reads them, too.
        found = [len(row) >= width and not any(row[width:]) for row in below if row]
        return width if width > 1 and 2 * sum(found) >= len(found) else 0


def read_top(path: Path, part: Part, selection: Selection) -> Top:
    """Read the rows down to the heads that the selection names, and some below them.

    The delimiter is that of the selection, else the one at which most rows below have as
    many cells as the heads, and these the most; else a comma. DatasetError where the file ends
    above the heads, or these and what stands above them are too long.
    """
    head, above = selection.header[-1], selection.header[-1] + selection.skip
    marks = (selection.delimiter,) if selection.delimiter else DELIMITERS
    tops = []
    for mark in marks:
        with path.open("r", encoding="utf-8", newline="") as stream:
            tops.append(split_top(stream, mark, above + _SAMPLE))
    top = max(tops, key=lambda top: top.agreeing(head, above))
    if len(top.rows) < above and top.end_of(above) < path.stat().st_size:
        raise DatasetError(
            "mapping.top-long", place=part.place, row=above, limit=LINE_LIMIT
        )
    if len(top.rows) >= head:
        return top
    raise DatasetError(
        "mapping.heads-beyond", place=part.place, row=head, rows=len(top.rows)
    )


def usual_width(heads: Sequence[str], below: Sequence[Sequence[str]]) -> int:
    """Return how many cells a row has, by the heads and the first rows below them.

    That is how many heads there are, but for empty ones at the end that the rows lack.
    """
    counts = [len(row) for row in below if row]
    usual = max(set(counts), key=counts.count) if counts else len(heads)
    filled = max((i + 1 for i, head in enumerate(heads) if head.strip()), default=0)
    return min(max(usual, filled), len(heads))


def split_top(stream: TextIO, delimiter: str, count: int) -> Top:
    """Split so many rows of a text, or as many as have at most LINE_LIMIT characters."""
    top = Top(delimiter, [], [], [])
    lines = _Lines(stream)
    reader = csv.reader(lines, delimiter=delimiter)
    # A cell that is too long ends the top.
    with suppress(csv.Error):
        for row in islice(reader, count):
            top.rows.append(row)
            top.ends.append(lines.octets)
            top.lines.append(reader.line_num)
    return top


class _Lines:
    """The lines of a text as far as they are read, with how many bytes these take."""

    def __init__(self, stream: TextIO) -> None:
        self.octets = 0
        self._stream, self._left = stream, LINE_LIMIT

    def __iter__(self) -> Iterator[str]:
        while line := self._stream.readline(self._left):
            self._left -= len(line)
            if self._left <= 0:
                raise csv.Error
            is_first, self.octets = not self.octets, self.octets + len(line.encode())
            yield line.removeprefix(_MARK) if is_first else line
