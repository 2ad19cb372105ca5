"""Divides the columns of like findings into said once and shown, and gives them room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil

from reports.charts.texts import MARK, text_width
from reports.findings.values import Column, Shape
from reports.words import Said

# Millimetres: the width of the text on a page, and the space right of every cell
ROOM = 166.0
# and a little more, as widths in print are rounded.
_GAP = 2.6
_MM_PER_POINT = 25.4 / 72
_SIZE = 7.3
_LEAST: dict[Shape, float] = {
    "code": 24.0, "id": 14.0, "party": 31.0, "text": 24.0,
}  # fmt: skip
_LEAST_OF_ALL = 10.0
# What a reader looks a row up by is shortened last.
_LEAST_OF_RECORD = 26.0
# Where there is no room for all columns, the first is a second line of the other.
_MERGED = (("vin", "battery_code"), ("finding_id", "record_id"))
# A single cell, and a value that is said once, have at most so many characters.
_LONGEST = 160
# These tell rows apart: they stay in the table even where all rows have the same.
_TELLING = frozenset({"record_id", "finding_id"})


@dataclass(frozen=True)
class Field:
    """What could be a column: a cell for each row, "" where a row has no value."""

    key: str
    label: str
    shape: Shape
    cells: Sequence[str]

    @property
    def is_constant(self) -> bool:
        """Whether several rows all have this value."""
        is_told_apart = self.key in _TELLING
        return len(self.cells) > 1 and len(set(self.cells)) == 1 and not is_told_apart


def divide(fields: Sequence[Field]) -> tuple[list[Said], list[Field]]:
    """Return what all rows have in common, and the fields that stay columns.

    A field without any value is left out.
    """
    said, columns = [], list[Field]()
    for field in fields:
        if not any(field.cells):
            continue
        if field.is_constant:
            said.append(Said(field.label, shortened(field.cells[0], _LONGEST)))
        else:
            columns.append(field)
    return said, columns


def fit(
    fields: Sequence[Field], room: float = ROOM
) -> tuple[list[Column], list[list[str]], int]:
    """Return the columns with their widths, the rows, and the lines that a row takes.

    The widths add up to `room`. Where it is too little, two codes take one column, a line
    each. Codes that have no room even then are shortened in their middle.
    """
    for one, other in _MERGED:
        if sum(map(_least, fields)) > room:
            fields = _merged(fields, one, other)
    widths = _shared(fields, [_wanted(field) for field in fields], room)
    columns = [
        Column(f.key, f.label, f.shape, round(width, 2))
        for f, width in zip(fields, widths, strict=True)
    ]
    cells = [
        [_in_room(cell, column) for cell in field.cells]
        for field, column in zip(fields, columns, strict=True)
    ]
    lines = max(
        (_lines(cell, column) for one, column in zip(cells, columns, strict=True)
         for cell in one),
        default=1,
    )  # fmt: skip
    return columns, [list(row) for row in zip(*cells, strict=True)], lines


def _merged(fields: Sequence[Field], one: str, other: str) -> list[Field]:
    """Put a field below another, as a second line of its cells, where both are there."""
    by_key = {field.key: field for field in fields}
    if not {one, other} <= by_key.keys():
        return list(fields)
    below, above = by_key[one], by_key[other]
    cells = [
        "\n".join(filter(None, pair))
        for pair in zip(above.cells, below.cells, strict=True)
    ]
    both = replace(above, label=f"{above.label}\n{below.label}", cells=cells)
    return [both if field is above else field for field in fields if field is not below]


def _wanted(field: Field) -> float:
    lines = [line for cell in field.cells for line in cell.split("\n")]
    return max(*map(_width, lines), _word(field.label)) + _GAP


def _least(field: Field) -> float:
    """Return the least width of a field: all that it wants where it cannot be cut."""
    wanted = _wanted(field)
    if field.key == "record_id":
        return min(wanted, _LEAST_OF_RECORD)
    return min(wanted, _LEAST.get(field.shape, wanted))


def _word(label: str) -> float:
    """Return the width that a head needs: of its longest word, or of four characters."""
    longest = max(map(_width, label.split()), default=0.0)
    return min(longest, 4 * _MM_PER_POINT * _SIZE) if not label.isascii() else longest


def _shared(
    fields: Sequence[Field], wanted: Sequence[float], room: float
) -> list[float]:
    """Share the room out: what is left over, or what is missing from what can give."""
    if (left := room - sum(wanted)) >= 0:
        return [width + left / len(wanted) for width in wanted]
    least = list(map(_least, fields))
    if (more := room - sum(least)) < 0:
        return _cut(fields, least, room)
    lacking = sum(wanted) - sum(least)
    return [
        low + more * (width - low) / lacking
        for low, width in zip(least, wanted, strict=True)
    ]


def _cut(fields: Sequence[Field], least: Sequence[float], room: float) -> list[float]:
    """Take what is missing from the columns that may be narrower, to a last bound."""
    fixed = sum(
        width
        for field, width in zip(fields, least, strict=True)
        if field.shape not in _LEAST
    )
    share = (room - fixed) / max(sum(least) - fixed, 1.0)
    return [
        max(width * share, _LEAST_OF_ALL) if field.shape in _LEAST else width
        for field, width in zip(fields, least, strict=True)
    ]


def _in_room(cell: str, column: Column) -> str:
    if column.shape in ("code", "id"):
        room = column.width - _GAP
        return "\n".join(_to_width(line, room) for line in cell.split("\n"))
    return shortened(cell, _LONGEST)


def _to_width(text: str, room: float) -> str:
    """Shorten a code in its middle, as its end tells it from others too."""
    if _width(text) <= room:
        return text
    kept = len(text)
    while kept > 2 and _width(shortened(text, kept)) > room:
        kept -= 1
    return shortened(text, kept)


def shortened(text: str, longest: int) -> str:
    """Return a text of at most so many characters, with a mark where its middle was."""
    if len(text) <= longest:
        return text
    start = (longest - 1) // 2
    return f"{text[:start]}{MARK}{text[len(text) - (longest - 1 - start) :]}"


def _lines(cell: str, column: Column) -> int:
    room = column.width - _GAP
    return sum(max(ceil(_width(line) / room), 1) for line in cell.split("\n"))


def _width(text: str) -> float:
    return text_width(text, _SIZE) * _MM_PER_POINT
