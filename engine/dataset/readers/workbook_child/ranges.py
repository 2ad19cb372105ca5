"""Places of cells, and ranges of them by the rows that they cover."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

_PLACE = re.compile(r"\$?([A-Z]+)\$?([0-9]{1,15})")
_WIDEST = 16_384  # columns of a sheet


@dataclass(frozen=True)
class Range:
    """Cells from `top` to `bottom` (rows from 1) and `left` to `right` (columns from 0)."""

    top: int
    left: int
    bottom: int
    right: int

    @classmethod
    def of(cls, ref: str) -> Range:
        """Read a reference such as A2:B3 or A2; ValueError where it is none."""
        first, _, last = ref.partition(":")
        return cls(*place(first), *place(last or first))

    def covered(self, row: int, width: int) -> range:
        """The columns below `width` that it covers in a row, without its first cell."""
        return range(self.left + (row == self.top), min(self.right + 1, width))


class Ranges:
    """Ranges that are asked for in ascending order of rows."""

    def __init__(self, ranges: Iterable[Range] = ()) -> None:
        self._ahead = sorted(ranges, key=lambda found: found.top, reverse=True)
        self._open: list[Range] = []

    def add(self, found: Range) -> None:
        """Add a range that begins in the present row or above."""
        self._open.append(found)

    def covered(self, row: int, width: int) -> Iterator[int]:
        """Yield the columns below `width` that ranges cover in a row."""
        while self._ahead and self._ahead[-1].top <= row:
            self._open.append(self._ahead.pop())
        self._open = [found for found in self._open if found.bottom >= row]
        for found in self._open:
            if found.top <= row:
                yield from found.covered(row, width)


def spread(
    rows: Sequence[list[str]], numbers: Collection[int], ranges: Iterable[Range]
) -> None:
    """Write the text of each range into all its cells in the rows of these numbers.

    `rows` are the first of a sheet, which are counted from 1. Ranges that overlap are
    followed as far as they fill each cell once.
    """
    left = len(numbers) * _WIDEST
    for found in ranges:
        texts = rows[found.top - 1] if 0 < found.top <= len(rows) else []
        text = texts[found.left] if found.left < len(texts) else ""
        end = min(found.right + 1, _WIDEST)
        for number in numbers:
            if not text or not found.top <= number <= found.bottom:
                continue
            left -= abs(end - found.left)
            if left < 0:
                return
            row = rows[number - 1]
            row += [""] * (end - len(row))
            row[found.left : end] = [text] * (end - found.left)


def place(ref: str) -> tuple[int, int]:
    """Return the row, from 1, and the column, from 0, of a reference such as B3."""
    found = _PLACE.fullmatch(ref.upper())
    if found is None:
        raise ValueError(f"{ref[:20]!r} is no place of a cell")
    letters, row = found.groups()
    if len(letters) > 3:
        raise ValueError(
            f"{letters[:20]!r} is not a valid column name. "
            "Column names are from A to ZZZ"
        )
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(row), column - 1
