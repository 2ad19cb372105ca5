"""Finds rows without a filled cell, and counts the rows and blank lines of a text."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from engine.dataset.raw_table import ReadContext
from engine.dataset.validation.texts import BLANK

_SHOWN = 200


def drop_blank(context: ReadContext, name: str, width: int) -> None:
    """Delete the rows of a table whose cells c0, c1, … are blank, unless it has a flaw."""
    blank = " AND ".join(
        f"(c{i} IS NULL OR regexp_full_match(c{i}, '{BLANK}*'))" for i in range(width)
    )
    context.run(f"DELETE FROM {name} WHERE flaws IS NULL AND {blank}")


@dataclass(frozen=True)
class RowCount:
    """How many rows a text has, the numbers of blank ones, and how some begin."""

    rows: int
    blank: list[int]
    begun: dict[int, str]


def count_rows(path: Path, delimiter: str, shown: Collection[int] = ()) -> RowCount:
    """Count the rows of a text in UTF-8, of which some are to be shown.

    A line that breaks within quotation marks does not end its row; a mark opens a cell
    only where it begins one.
    """
    number, inside = 0, False
    blank: list[int] = []
    begun: dict[int, str] = {}
    opening, wanted = _OpenCell(delimiter), frozenset(shown)
    with path.open("r", encoding="utf-8-sig") as stream:
        for line in stream:
            if not inside:
                number += 1
                if line == "\n":
                    blank.append(number)
                elif number in wanted:
                    begun[number] = line.rstrip("\n")[:_SHOWN]
            if '"' in line:
                inside = opening.is_left(line, inside)
    return RowCount(number, blank, begun)


class _OpenCell:
    """Tells of a line whether it ends within a cell in quotation marks."""

    def __init__(self, delimiter: str) -> None:
        mark = re.escape(delimiter)
        inside = '(?:[^"]++|"")*+'
        rest = f"[^{mark}]*+(?:{mark}|$)"
        self._closing = re.compile(f'{inside}"{rest}')
        self._closed = re.compile(f'(?:"{inside}"{rest}|[^"{mark}]{rest}|{mark})*')

    # Python 3.11 matches a possessive group of alternatives wrongly, so it is not one.
    def is_left(self, line: str, inside: bool) -> bool:
        """Return whether a cell is open at the end, as one is `inside` at the start."""
        line, start = line.rstrip("\n"), 0
        if inside:
            closing = self._closing.match(line)
            if closing is None:
                return True
            start = closing.end()
        closed = self._closed.match(line, start)
        assert closed is not None
        return closed.end() < len(line)
