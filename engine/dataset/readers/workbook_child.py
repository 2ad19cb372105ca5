"""Writes one sheet as JSON Lines, in a process of its own with limits on its resources.

Usage: workbook_child.py WORKBOOK TARGET WIDEST LONGEST [SHEET]. Prints one JSON
object: the `header` and how many `rows` were written, or the filled `sheets` where
there are several and SHEET is not given. With a header of more than WIDEST columns no
row is read. Each line of the target has the `line` of a row in the sheet, its filled cells
c0, c1, … as texts, and its `flaws`, if any:
`;E<n>;` a number in scientific notation, `;F<n>;` a formula without a result,
`;X<n>;` an error value, `;W;` cells beyond the header, or `;L;` and how it begins
for a row of more than LONGEST bytes, which has no cells.
"""

from __future__ import annotations

import json
import resource
import sys
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl
import openpyxl.xml
from openpyxl.worksheet._reader import WorkSheetParser

MEMORY = 2 * 1024**3
CPU_SECONDS = 1_800
SCRATCH = 16 * 1024**3
LAST_ROW = 1_048_576
_EXACT = 10**15
_SHOWN = 200
_ENCODER = json.JSONEncoder(ensure_ascii=False)


def main(
    workbook: str, target: str, widest: int, longest: int, sheet: str | None
) -> dict[str, Any]:
    """Write the sheet to `target`; return the object to print."""
    if not openpyxl.xml.DEFUSEDXML:
        raise SystemExit("defusedxml is needed to read workbooks")
    book = openpyxl.load_workbook(workbook, read_only=True, data_only=True)
    filled = [sheet] if sheet else _filled_sheets(book)
    if len(filled) > 1:
        return {"sheets": filled}
    if not filled:
        return {"header": []}
    formulas = None
    if _has_formulas(workbook):
        formulas = openpyxl.load_workbook(workbook, read_only=True)
    rows = _rows(book, formulas, filled[0])
    place, first = next(rows, (1, []))
    header = [_text(cell) for cell, _ in first] if place == 1 else []
    while header and not header[-1]:
        header.pop()
    if len(header) > widest:
        return {"header": header}
    written = 0
    with Path(target).open("wb") as stream:
        for number, row in rows:
            if any(value is not None or is_written for value, is_written in row):
                stream.write(_line(number, row, len(header), longest))
                written += 1
    return {"header": header, "rows": written}


def _filled_sheets(book: Any) -> list[str]:
    return [
        sheet.title
        for sheet in book.worksheets
        if any(value is not None for _, row in _values(sheet) for value in row)
    ]


def _has_formulas(workbook: str) -> bool:
    """Search the sheets as text for a formula: a second reading is rarely needed."""
    with zipfile.ZipFile(workbook) as book:
        for name in book.namelist():
            if name.startswith("xl/worksheets/"):
                tail = b""
                with book.open(name) as stream:
                    while chunk := stream.read(1024 * 1024):
                        if b"<f>" in tail + chunk or b"<f " in tail + chunk:
                            return True
                        tail = chunk[-2:]
    return False


def _values(sheet: Any) -> Iterator[tuple[int, list[Any]]]:
    """Yield the written rows with their numbers; ValueError where these do not ascend.

    openpyxl itself would fill every gap with empty rows, and leave out rows and cells
    that are out of order.
    """
    book, last = sheet.parent, 0
    with sheet._get_source() as source:
        parser = WorkSheetParser(
            source,
            sheet._shared_strings,
            data_only=book.data_only,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )
        try:
            for number, cells in parser.parse():
                if not last < number <= LAST_ROW:
                    raise ValueError(f"row {number} is out of order")
                yield number, _in_columns(cells)
                last = number
        except (AttributeError, LookupError, OverflowError, TypeError, ValueError) as e:
            place = f"below row {last} of sheet {sheet.title}"
            raise ValueError(f"{place}: {e}") from None


def _in_columns(cells: list[dict[str, Any]]) -> list[Any]:
    row = [None] * max((cell["column"] for cell in cells), default=0)
    if len({cell["column"] for cell in cells}) < len(cells):
        raise ValueError("a cell stands there twice")
    for cell in cells:
        row[cell["column"] - 1] = cell["value"]
    return row


def _rows(
    book: Any, formulas: Any, sheet: str
) -> Iterator[tuple[int, list[tuple[Any, bool]]]]:
    """Yield the rows with their numbers; each value with whether its cell is written."""
    written: Iterable[tuple[int, list[Any]]] = iter(lambda: (0, []), None)
    if formulas is not None:
        written = _values(formulas[sheet])
    for (number, row), (_, cells) in zip(_values(book[sheet]), written, strict=False):
        is_written = [cell is not None for cell in cells]
        is_written += [False] * (len(row) - len(is_written))
        yield number, list(zip(row, is_written, strict=False))


def _line(number: int, row: list[tuple[Any, bool]], width: int, longest: int) -> bytes:
    flaws = "".join(
        f";{kind}{i};" for i, cell in enumerate(row[:width]) if (kind := _flaw(*cell))
    )
    if any(value is not None for value, _ in row[width:]):
        flaws += ";W;"
    cells = [_text(value) for value, _ in row[:width]]
    line = _json(number, flaws, cells)
    if len(line) > longest:
        return _json(number, f";L;{','.join(cells)[:_SHOWN]}", [])
    return line


def _json(number: int, flaws: str, cells: list[str]) -> bytes:
    """Return a row as one line of JSON, without its empty cells."""
    named = {"flaws": flaws, **{f"c{i}": text for i, text in enumerate(cells)}}
    filled = {name: text for name, text in named.items() if text}
    return _ENCODER.encode({"line": number, **filled}).encode() + b"\n"


def _flaw(value: Any, is_written: bool) -> str:
    if value is None:
        return "F" if is_written else ""
    if isinstance(value, str) and value in openpyxl.cell.cell.ERROR_CODES:
        return "X"
    if isinstance(value, int | float) and "E" in _text(value):
        return "E"
    return ""


def _text(value: Any) -> str:
    """Return a cell as a person reads it: days as days, whole numbers as such."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return _number(value)
    if isinstance(value, datetime):
        is_day = value.time() == time.min
        return (value.date() if is_day else value).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)


def _number(value: float) -> str:
    """Return a number with the fifteen digits that a spreadsheet keeps."""
    if abs(value) >= _EXACT:
        return f"{value:.14E}"
    return f"{value:.15g}".upper()


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (SCRATCH, SCRATCH))
    warnings.simplefilter("ignore")
    arguments = [*sys.argv[1:], ""]
    try:
        workbook, target, widest, longest, sheet, *_ = arguments
        answer = main(workbook, target, int(widest), int(longest), sheet or None)
    except Exception as error:
        # The parent prints the last line of what went wrong.
        root = error.__cause__ or error
        sys.exit(f"{type(root).__name__}: {root}".splitlines()[0])
    print(json.dumps(answer))
