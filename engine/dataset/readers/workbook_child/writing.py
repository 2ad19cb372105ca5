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
from dataclasses import dataclass, field
from pathlib import Path

from .ranges import Ranges
from .sheet import Row, Sheet
from .values import Values
from .xml_parts import merged_ranges, shared_strings

_SHOWN = 200
_ENCODER = json.JSONEncoder(ensure_ascii=False)


@dataclass(frozen=True)
class Task:
    """What to write: the filled one of `sheets`, parts by their names, to `target`.

    `strings` is the part of the shared strings; for the others see `Values`. With a
    header of more than `widest` columns no row is read.
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


@dataclass(frozen=True)
class Written:
    """The header and the number of `rows` written; or the names of the filled `sheets`.

    These are given where there are several, and nothing is written.
    """

    header: list[str] = field(default_factory=list)
    rows: int = 0
    sheets: list[str] = field(default_factory=list)


def write(task: Task) -> Written:
    """Write the rows of the sheet; ValueError where they cannot be read."""
    with zipfile.ZipFile(task.workbook) as book:
        strings = shared_strings(book, task.strings)
        moments, spans = frozenset(task.moments), frozenset(task.spans)
        values = Values(strings, moments, spans, task.is_1904)
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
        sheet = Sheet(book, filled[0], part, values)
        # A range within the heading covers no row.
        merged = [found for found in merged_ranges(book, part) if found.bottom > 1]
        return _write_rows(task, sheet, Ranges(merged))


def _write_rows(task: Task, sheet: Sheet, merged: Ranges) -> Written:
    """Write the filled rows below the first one, which is the header."""
    rows = sheet.rows()
    number, first = next(rows, (1, Row()))
    header = _header(first if number == 1 else Row())
    if len(header) > task.widest:
        return Written(header)
    written = 0
    with Path(task.target).open("wb") as stream:
        for number, row in rows:
            if is_filled(row):
                unset = set(sheet.arrays.covered(number, len(header))) - row.keys()
                covered = set(merged.covered(number, len(header)))
                marked = row | dict.fromkeys(unset, ("", "F"))
                marked |= dict.fromkeys(covered, ("", "M"))
                stream.write(_line(number, marked, len(header), task.longest))
                written += 1
    return Written(header, written)


def _header(row: Row) -> list[str]:
    width = max((i + 1 for i, (text, _) in row.items() if text), default=0)
    return [row[i][0] if i in row else "" for i in range(width)]


def is_filled(row: Row) -> bool:
    """Return whether a cell holds more than blanks, or a formula without a result."""
    return any(flaw == "F" or text.strip() for text, flaw in row.values())


def _line(number: int, row: Row, width: int, longest: int) -> bytes:
    marks = [f";{row[i][1]}{i};" for i in sorted(row) if row[i][1] and i < width]
    if any(i >= width and text.strip() for i, (text, _) in row.items()):
        marks.append(";W;")
    cells = {i: row[i][0] for i in sorted(row) if i < width}
    line = _json(number, "".join(marks), cells)
    if len(line) > longest:
        shown = ",".join(cells.get(i, "") for i in range(width))[:_SHOWN]
        return _json(number, f";L;{shown}", {})
    return line


def _json(number: int, flaws: str, cells: dict[int, str]) -> bytes:
    """Return a row as one line of JSON, without its empty cells."""
    named = {"flaws": flaws, **{f"c{i}": text for i, text in cells.items()}}
    filled = {name: text for name, text in named.items() if text}
    return _ENCODER.encode({"line": number, **filled}).encode() + b"\n"
