"""Writes findings, and any other table, as Parquet, CSV, JSON Lines and XLSX."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from engine.evaluation.findings import COLUMNS
from engine.files.spreadsheet import plain_column
from engine.tables.sql import copy

TABLES = ("parquet", "csv", "jsonl", "xlsx")
_ORDER = "ORDER BY owed_by, rule_id, record_id"
# Excel reads CSV as UTF-8 only with a byte order mark.
_EVERY_CELL_QUOTED = "FORMAT csv, HEADER, FORCE_QUOTE *"
_BOM = b"\xef\xbb\xbf"
# An XLSX sheet has at most 1,048,576 rows.
_ROWS_OF_A_SHEET = 1_000_000
_BATCH = 10_000


@dataclass(frozen=True)
class Sheet:
    """A table to write.

    `name` is the file name without extension; `select` the SQL of its rows in order;
    `plain` names the columns that hold no text: days, numbers and truth values.
    """

    name: str
    select: str
    columns: Sequence[str]
    plain: Sequence[str] = ()


def write_findings(
    connection: duckdb.DuckDBPyConnection, folder: Path, formats: Sequence[str]
) -> None:
    """Write the table `findings` in those of the formats that are tables."""
    plain = ("occurred_on", "due_on", "done_on", "days")
    findings = Sheet("findings", _select_findings(), COLUMNS, plain)
    write_sheet(connection, folder, findings, formats)


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


def canonical_hash(connection: duckdb.DuckDBPyConnection, scratch: Path) -> str:
    """Return the SHA-256 of the findings as CSV with every cell quoted, in order.

    The CSV is written to `scratch` meanwhile; its cells are not protected from being
    taken for formulas, so that the hash depends on the findings alone.
    """
    file = scratch / "canonical.csv"
    connection.execute(copy(_select_findings(), file, _EVERY_CELL_QUOTED))
    digest = hashlib.sha256()
    with file.open("rb") as stream:
        while block := stream.read(1 << 20):
            digest.update(block)
    file.unlink()
    return digest.hexdigest()


def write_csv(
    connection: duckdb.DuckDBPyConnection,
    file: Path,
    select: str,
    columns: Sequence[str],
    plain: Sequence[str] = (),
) -> None:
    """Write CSV for spreadsheets: UTF-8 with BOM, every cell quoted, no formulas.

    `plain` columns hold no text and are written unchanged.
    """
    cells = ", ".join(
        name if name in plain else f"{plain_column(name)} AS {name}" for name in columns
    )
    without_bom = file.with_suffix(".bare")
    query = f"SELECT {cells} FROM ({select})"
    connection.execute(copy(query, without_bom, _EVERY_CELL_QUOTED))
    with file.open("wb") as target, without_bom.open("rb") as source:
        target.write(_BOM)
        shutil.copyfileobj(source, target)
    without_bom.unlink()


def _select_findings() -> str:
    return f"SELECT {', '.join(COLUMNS)} FROM findings {_ORDER}"


def _write_parquet(
    connection: duckdb.DuckDBPyConnection, file: Path, sheet: Sheet
) -> None:
    connection.execute(copy(sheet.select, file))


def _write_jsonl(
    connection: duckdb.DuckDBPyConnection, file: Path, sheet: Sheet
) -> None:
    connection.execute(copy(sheet.select, file, "FORMAT json"))


def _write_csv(connection: duckdb.DuckDBPyConnection, file: Path, sheet: Sheet) -> None:
    write_csv(connection, file, sheet.select, sheet.columns, sheet.plain)


def _write_xlsx(
    connection: duckdb.DuckDBPyConnection, file: Path, sheet: Sheet
) -> None:
    import xlsxwriter

    # Text stays text: none is turned into a formula, a link or a number.
    options = {
        "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
        "strings_to_numbers": False, "default_date_format": "yyyy-mm-dd",
    }  # fmt: skip
    result = connection.execute(sheet.select)
    with xlsxwriter.Workbook(str(file), options) as workbook:
        page, number = None, 0
        while rows := result.fetchmany(_BATCH):
            for row in rows:
                if page is None or number > _ROWS_OF_A_SHEET:
                    page, number = workbook.add_worksheet(), 1
                    page.write_row(0, 0, sheet.columns)
                page.write_row(number, 0, row)
                number += 1
        if page is None:
            workbook.add_worksheet().write_row(0, 0, sheet.columns)
