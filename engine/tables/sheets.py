"""Writes any table as Parquet, CSV, JSON Lines and XLSX, safe for a spreadsheet."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from engine.files.spreadsheet import plain_column
from engine.tables.sql import copy
from engine.tables.sql import name as sql_name

TABLES = ("parquet", "csv", "jsonl", "xlsx")
# Beyond 11 digits a spreadsheet shows a number in powers of ten.
_DIGITS = "^[0-9]{12,}$"
# Excel reads CSV as UTF-8 only with a byte order mark.
EVERY_CELL_QUOTED = "FORMAT csv, HEADER, FORCE_QUOTE *"
_BOM = b"\xef\xbb\xbf"
# An XLSX sheet has at most 1,048,576 rows.
_ROWS_OF_A_SHEET = 1_000_000
_BATCH = 10_000


@dataclass(frozen=True)
class Sheet:
    """A table to write.

    `name` is the file name without extension; `select` the SQL of its rows in order;
    `plain` names the columns that hold no text: days, numbers and truth values. `heads`
    are the heads that CSV and XLSX have in place of the names of the columns; a CSV file
    with heads is for people, so that long digits are kept from being read as a number.
    """

    name: str
    select: str
    columns: Sequence[str]
    plain: Sequence[str] = ()
    heads: Sequence[str] = ()


def write_sheet(
    connection: duckdb.DuckDBPyConnection,
    folder: Path,
    sheet: Sheet,
    formats: Sequence[str],
) -> None:
    """Write one table in those of the formats that are tables."""
    writers: dict[str, Callable[[duckdb.DuckDBPyConnection, Path, Sheet], None]] = {
        "parquet": _write_parquet,
        "csv": _write_csv,
        "jsonl": _write_jsonl,
        "xlsx": _write_xlsx,
    }
    for name in set(TABLES) & set(formats):
        writers[name](connection, folder / f"{sheet.name}.{name}", sheet)


def write_csv(
    connection: duckdb.DuckDBPyConnection,
    file: Path,
    select: str,
    columns: Sequence[str],
    plain: Sequence[str] = (),
    heads: Sequence[str] = (),
) -> None:
    """Write CSV for spreadsheets: UTF-8 with BOM, every cell quoted, no formulas.

    `plain` columns hold no text and are written unchanged. For `heads` see `Sheet`.
    """
    cells = ", ".join(
        f"{name if name in plain else _text(name, bool(heads))} AS {sql_name(head)}"
        for name, head in zip(columns, heads or columns, strict=True)
    )
    without_bom = file.with_suffix(".bare")
    query = f"SELECT {cells} FROM ({select})"
    connection.execute(copy(query, without_bom, EVERY_CELL_QUOTED))
    with file.open("wb") as target, without_bom.open("rb") as source:
        target.write(_BOM)
        shutil.copyfileobj(source, target)
    without_bom.unlink()


def _text(column: str, is_for_people: bool) -> str:
    """Return the SQL of a text cell: no formula, and for people no number either.

    A spreadsheet keeps 15 digits of a number; a tab before them makes the cell text.
    """
    safe = plain_column(column)
    if not is_for_people:
        return safe
    is_digits = f"regexp_matches({column}, '{_DIGITS}')"
    return f"CASE WHEN {is_digits} THEN chr(9) || {column} ELSE {safe} END"


def _write_parquet(
    connection: duckdb.DuckDBPyConnection, file: Path, sheet: Sheet
) -> None:
    connection.execute(copy(sheet.select, file))


def _write_jsonl(
    connection: duckdb.DuckDBPyConnection, file: Path, sheet: Sheet
) -> None:
    connection.execute(copy(sheet.select, file, "FORMAT json"))


def _write_csv(connection: duckdb.DuckDBPyConnection, file: Path, sheet: Sheet) -> None:
    write_csv(connection, file, sheet.select, sheet.columns, sheet.plain, sheet.heads)


def _write_xlsx(
    connection: duckdb.DuckDBPyConnection, file: Path, sheet: Sheet
) -> None:
    import xlsxwriter

    # Text stays text: none is turned into a formula, a link or a number.
    options = {
        "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
        "strings_to_numbers": False, "default_date_format": "yyyy-mm-dd",
    }  # fmt: skip
    heads = sheet.heads or sheet.columns
    result = connection.execute(sheet.select)
    with xlsxwriter.Workbook(str(file), options) as workbook:
        page, number = None, 0
        while rows := result.fetchmany(_BATCH):
            for row in rows:
                if page is None or number > _ROWS_OF_A_SHEET:
                    page, number = workbook.add_worksheet(), 1
                    page.write_row(0, 0, heads)
                page.write_row(number, 0, row)
                number += 1
        if page is None:
            workbook.add_worksheet().write_row(0, 0, heads)
