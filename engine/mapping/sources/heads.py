"""The heads of columns: joined from several rows, tidy, and no two the same."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from engine.dataset import names
from engine.dataset.raw_table import TOO_MANY_COLUMNS
from engine.errors import DatasetError, Message

_BETWEEN = "/"
_BREAK = re.compile(r"\s*[\r\n]\s*")


def heads(
    rows: Sequence[Sequence[str]], width: int, place: Message | str
) -> tuple[str, ...]:
    """Return the heads of so many columns, which stand in one row or several.

    The texts of several rows are joined by a slash, an empty or repeated one left out.
    A head is as `names.tidy` writes it, on one line; where it is empty it is the letter
    of the column, and the second of a name has (2) behind it. DatasetError where there
    are too many columns, or a head holds a NUL. `place` is shown in messages.
    """
    if width > TOO_MANY_COLUMNS:
        raise DatasetError(
            "dataset.columns-too-many", file=place, count=width, limit=TOO_MANY_COLUMNS
        )
    joined = [_joined([_at(row, i) for row in rows]) for i in range(width)]
    for number, head in enumerate(joined, 1):
        if "\0" in head:
            raise DatasetError(
                "dataset.column-name-unseen",
                file=place,
                number=number,
                character="0000",
            )
    return _unlike(joined)


def continued(rows: Sequence[Sequence[str]], width: int) -> list[list[str]]:
    """Return rows of heads in which an empty head goes on with the one to its left.

    It does so in all rows but the last, as long as some head below it is filled: so a
    file without merged ranges writes a head over several columns.
    """
    filled = [[_at(row, i) for i in range(width)] for row in rows]
    for row, below in reversed(list(pairwise(filled))):
        above = ""
        for i in range(width):
            if not below[i].strip():
                above = ""
            elif row[i].strip():
                above = row[i]
            else:
                row[i] = above
    return filled


def letter(index: int) -> str:
    """Return the letters of a column, from 0, as a spreadsheet shows them."""
    letters = ""
    while index >= 0:
        index, place = divmod(index, 26)
        letters = chr(ord("A") + place) + letters
        index -= 1
    return letters


def _at(row: Sequence[str], index: int) -> str:
    return row[index] if index < len(row) else ""


def _joined(parts: Sequence[str]) -> str:
    found: list[str] = []
    for part in map(_tidy, parts):
        if part and part not in found[-1:]:
            found.append(part)
    return _BETWEEN.join(found)


def _tidy(text: str) -> str:
    return names.tidy(_BREAK.sub(_line_break, text.strip()))


def _line_break(found: re.Match[str]) -> str:
    """Return what stands for the end of a line: a blank only between words of ASCII."""
    around = found.string[found.start() - 1] + found.string[found.end()]
    return " " if around.isascii() else ""


def _unlike(heads: Sequence[str]) -> tuple[str, ...]:
    """Return the heads with letters for empty ones and numbers behind repeated ones."""
    taken = set(heads)
    seen: set[str] = set()
    unlike = []
    for index, head in enumerate(heads):
        name = head or letter(index)
        number = 1
        # A name that is written in the file is never given to another column.
        while name in seen or (name in taken and (number > 1 or not head)):
            number += 1
            name = f"{head or letter(index)} ({number})"
        seen.add(name)
        unlike.append(name)
    return tuple(unlike)
