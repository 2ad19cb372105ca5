"""Turn one sheet into CSV; runs alone, with little memory, as its own process.

Usage: workbook_child.py WORKBOOK TARGET [SHEET]. Prints one JSON object: the
`header`, or `sheets` where several filled sheets leave the choice open. Each
row of the target starts with its row number in the sheet and its flaws:
`;E<n>;` a number in scientific notation, `;F<n>;` a formula without a result,
`;X<n>;` an error value, `;W;` cells beyond the header.
"""

from __future__ import annotations

import csv
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

MEMORY = 2 * 1024**3
CPU_SECONDS = 1_800
_EXACT = 10**15


def main(workbook: str, target: str, sheet: str | None) -> dict[str, list[str]]:
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
    _, first = next(rows, (1, []))
    header = [_text(cell) for cell, _ in first]
    while header and not header[-1]:
        header.pop()
    with Path(target).open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, quoting=csv.QUOTE_ALL).writerows(
            _line(number, row, len(header))
            for number, row in rows
            if any(value is not None or is_written for value, is_written in row)
        )
    return {"header": header}


def _filled_sheets(book: Any) -> list[str]:
    return [
        sheet.title
        for sheet in book.worksheets
        if any(value is not None for row in _values(sheet) for value in row)
    ]


def _has_formulas(workbook: str) -> bool:
    """Look for formulas without reading a sheet; most tables have none."""
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


def _values(sheet: Any) -> Iterator[tuple[Any, ...]]:
    # What the file says of its own size is not to be trusted.
    sheet.reset_dimensions()
    rows: Iterator[tuple[Any, ...]] = sheet.iter_rows(values_only=True)
    return rows


def _rows(
    book: Any, formulas: Any, sheet: str
) -> Iterator[tuple[int, list[tuple[Any, bool]]]]:
    """Number the rows; pair each value with whether something is written there."""
    values = _values(book[sheet])
    written: Iterable[tuple[Any, ...]] = iter(lambda: (), None)
    if formulas is not None:
        written = _values(formulas[sheet])
    for number, (row, cells) in enumerate(zip(values, written, strict=False), 1):
        is_written = [cell is not None for cell in cells]
        is_written += [False] * (len(row) - len(is_written))
        yield number, list(zip(row, is_written, strict=False))


def _line(number: int, row: list[tuple[Any, bool]], width: int) -> list[str]:
    flaws = "".join(
        f";{kind}{i};" for i, cell in enumerate(row[:width]) if (kind := _flaw(*cell))
    )
    if any(value is not None for value, _ in row[width:]):
        flaws += ";W;"
    cells = [_text(value) for value, _ in row[:width]]
    return [str(number), flaws, *cells, *[""] * (width - len(cells))]


def _flaw(value: Any, is_written: bool) -> str:
    if value is None:
        return "F" if is_written else ""
    if isinstance(value, str) and value in openpyxl.cell.cell.ERROR_CODES:
        return "X"
    if isinstance(value, int | float) and "E" in _text(value):
        return "E"
    return ""


def _text(value: Any) -> str:
    """Write a cell as a person reads it: days as days, whole numbers as such."""
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
    """Write a number with the fifteen digits that a spreadsheet keeps."""
    if abs(value) >= _EXACT:
        return f"{value:.14E}"
    return f"{value:.15g}".upper()


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    warnings.simplefilter("ignore")
    arguments = [*sys.argv[1:], ""]
    try:
        answer = main(arguments[0], arguments[1], arguments[2] or None)
    except Exception as error:
        # The parent prints the last line of what went wrong.
        root = error.__cause__ or error
        sys.exit(f"{type(root).__name__}: {root}".splitlines()[0])
    print(json.dumps(answer))
