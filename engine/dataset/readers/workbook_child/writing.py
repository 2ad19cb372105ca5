"""Writes the only filled sheet of a workbook as JSON Lines.

Each line has the `line` of a row in the sheet, its filled cells c0, c1, … as texts,
and its `flaws`, if any: `;E<n>;` a number in scientific notation, `;F<n>;` a formula
without a result, `;M<n>;` a cell that another covers in a merged range, `;X<n>;` an
error value, `;W;` cells beyond the header, or `;L;` and how it begins for a row of more
than `longest` bytes, which has no cells.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from dataclasses import astuple, dataclass, field
from itertools import chain
from pathlib import Path

from .ranges import Range, Ranges, spread
from .sheet import Row, Sheet
from .values import Values
from .xml_parts import SharedStrings, merged_ranges

_SHOWN = 200
# Of a sheet of more bytes than these the merged ranges, which stand at its end, are not
# read for its first rows alone.
_QUICK = 32 * 1024**2
_RANGES = 1_000
_ENCODER = json.JSONEncoder(ensure_ascii=False)


@dataclass(frozen=True)
class Task:
    """What to write: the filled one of `sheets`, parts by their names, to `target`.

    `strings` is the part of the shared strings; for the others see `Values`. With a
    header of more than `widest` columns no row is read.

    `header` has the numbers of the rows of the header, one below the other, `skip` is
    how many rows below it are left out. `is_export`: the sheet is as a program wrote it.
    Cells beyond the header are columns like others, and a merged header stands in all
    its columns. With `last`, no row below that number is read, and parts that take long
    to read are not: merged ranges of a large sheet.
    """

    workbook: str
    target: str
    sheets: dict[str, str]
    strings: str | None
    moments: list[int]
    spans: list[int]
    is_1904: bool
    widest: int
    longest: int
    header: tuple[int, ...] = (1,)
    skip: int = 0
    is_export: bool = False
    last: int | None = None


@dataclass(frozen=True)
class Written:
    """The rows of the header, and how many `rows` are written; or the filled `sheets`.

    These are given where there are several, and nothing is written. `width` is the
    number of columns, `merged` the ranges of cells (see `Range`) in a part of a sheet.
    """

    header: list[list[str]] = field(default_factory=list)
    width: int = 0
    rows: int = 0
    sheets: list[str] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)


def write(task: Task) -> Written:
    """Write the rows of the sheet; ValueError where they cannot be read."""
    with zipfile.ZipFile(task.workbook) as book:
        strings = SharedStrings(book, task.strings)
        moments, spans = frozenset(task.moments), frozenset(task.spans)
        # All of them as a list are quicker, cell by cell.
        known = strings.all() if task.last is None else strings
        values = Values(known, moments, spans, task.is_1904)
        filled = list(task.sheets)
        if len(filled) > 1:
            filled = [
                name
                for name, part in task.sheets.items()
                if any(
                    is_filled(row) for _, row in Sheet(book, name, part, values).rows()
                )
            ]
        if len(filled) > 1:
            return Written(sheets=filled)
        if not filled:
            return Written()
        part = task.sheets[filled[0]]
        is_short = task.last is None or book.getinfo(part).file_size <= _QUICK
        merged = merged_ranges(book, part) if is_short else []
        return _write_rows(task, Sheet(book, filled[0], part, values), merged)


def _write_rows(task: Task, sheet: Sheet, merged: list[Range]) -> Written:
    """Write the filled rows below the header."""
    above = max(task.header, default=0)
    rows = sheet.rows()
    top, below = _divide(rows, above)
    header = [_texts(top.get(number, Row())) for number in range(1, above + 1)]
    if task.is_export:
        spread(header, task.header, merged)
    header = [header[number - 1] for number in task.header]
    _check_length(header, task.longest)
    width = max(map(len, header), default=0)
    written = 0
    # A range within the heading covers no row.
    ranges = Ranges(found for found in merged if found.bottom > above + task.skip)
    with Path(task.target).open("wb") as stream:
        for number, row in chain(below, rows):
            if width > task.widest or number > (task.last or number):
                break
            if is_filled(row) and number > above + task.skip:
                width = max(width, len(_texts(row))) if task.is_export else width
                stream.write(_line(number, row, sheet, ranges, width, task.longest))
                written += 1
    shown = merged[:_RANGES] if task.last else []
    return Written(header, width, written, merged=list(map(astuple, shown)))


def _divide(
    rows: Iterator[tuple[int, Row]], above: int
) -> tuple[dict[int, Row], list[tuple[int, Row]]]:
    """Return the rows down to the number `above`, and the next one if there is any."""
    top: dict[int, Row] = {}
    for number, row in rows:
        if number > above:
            return top, [(number, row)]
        top[number] = row
    return top, []


def _texts(row: Row) -> list[str]:
    """Return the texts of a row as far as it is filled."""
    width = max((i + 1 for i, (text, _) in row.items() if text), default=0)
    return [row[i][0] if i in row else "" for i in range(width)]


def _check_length(header: list[list[str]], longest: int) -> None:
    if sum(len(text) for texts in header for text in texts) > longest:
        raise ValueError(f"a header of more than {longest:,} characters")


def is_filled(row: Row) -> bool:
    """Return whether a cell holds more than blanks, or a formula without a result."""
    return any(flaw == "F" or text.strip() for text, flaw in row.values())


def _line(
    number: int, cells: Row, sheet: Sheet, merged: Ranges, width: int, longest: int
) -> bytes:
    """Return a row as a line of JSON, with its flaws."""
    unset = set(sheet.arrays.covered(number, width)) - cells.keys()
    covered = set(merged.covered(number, width))
    row = cells | dict.fromkeys(unset, ("", "F")) | dict.fromkeys(covered, ("", "M"))
    marks = [f";{row[i][1]}{i};" for i in sorted(row) if row[i][1] and i < width]
    if any(i >= width and text.strip() for i, (text, _) in row.items()):
        marks.append(";W;")
    texts = {i: row[i][0] for i in sorted(row) if i < width}
    line = _json(number, "".join(marks), texts)
    if len(line) > longest:
        shown = ",".join(texts.get(i, "") for i in range(width))[:_SHOWN]
        return _json(number, f";L;{shown}", {})
    return line


def _json(number: int, flaws: str, cells: dict[int, str]) -> bytes:
    """Return a row as one line of JSON, without its empty cells."""
    named = {"flaws": flaws, **{f"c{i}": text for i, text in cells.items()}}
    filled = {name: text for name, text in named.items() if text}
    return _ENCODER.encode({"line": number, **filled}).encode() + b"\n"
