"""Findings, and any other table, in each format that is a table."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from engine.evaluation.findings import COLUMNS

TABLES = ("parquet", "csv", "jsonl", "xlsx")
_ORDER = "ORDER BY owed_by, rule_id, record_id"
# A spreadsheet would run a cell that starts with one of these as a formula.
_FORMULA_START = "^[=+\\-@\\t\\r＝＋－＠]"
_BOM = b"\xef\xbb\xbf"


def write_findings(
    connection: duckdb.DuckDBPyConnection, folder: Path, formats: Sequence[str]
) -> None:
    """Write the table `findings` in each of the formats that is a table."""
    plain = ("occurred_on", "due_on", "done_on", "days")
    findings = Sheet("findings", _select(), COLUMNS, plain)
    write_sheet(connection, folder, findings, formats)


@dataclass(frozen=True)
class Sheet:
    """A table to write: the name of its files, its rows in order, its columns.

    `plain` columns are no text; in CSV they are written as they are.
    """

    name: str
    select: str
    columns: Sequence[str]
    plain: Sequence[str] = ()


def write_sheet(
    connection: duckdb.DuckDBPyConnection,
    folder: Path,
    sheet: Sheet,
    formats: Sequence[str],
) -> None:
    """Write one table in each of the formats that is a table."""
    writers: dict[str, Callable[[duckdb.DuckDBPyConnection, Path, Sheet], None]] = {
        "parquet": _parquet,
        "csv": _csv,
        "jsonl": _jsonl,
        "xlsx": _xlsx,
    }
    for name in set(TABLES) & set(formats):
        writers[name](connection, folder / f"{sheet.name}.{name}", sheet)


def canonical_hash(connection: duckdb.DuckDBPyConnection, scratch: Path) -> str:
    """Return the SHA-256 of the findings as plain quoted CSV in their order."""
    file = scratch / "canonical.csv"
    _copy(connection, file, _select(), "FORMAT csv, HEADER, FORCE_QUOTE *")
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
    """Write CSV that a spreadsheet opens rightly: a BOM, quotes, no live formulas.

    `plain` columns are no text and are written as they are.
    """
    cells = ", ".join(
        name
        if name in plain
        else f"CASE WHEN regexp_matches({name}, '{_FORMULA_START}') "
        f"THEN '''' || {name} ELSE {name} END AS {name}"
        for name in columns
    )
    bare = file.with_suffix(".bare")
    _copy(
        connection, bare, f"SELECT {cells} FROM ({select})",
        "FORMAT csv, HEADER, FORCE_QUOTE *",
    )  # fmt: skip
    with file.open("wb") as target, bare.open("rb") as source:
        target.write(_BOM)
        shutil.copyfileobj(source, target)
    bare.unlink()


def _select() -> str:
    return f"SELECT {', '.join(COLUMNS)} FROM findings {_ORDER}"


def _copy(
    connection: duckdb.DuckDBPyConnection, file: Path, select: str, options: str
) -> None:
    target = str(file).replace("'", "''")
    connection.execute(f"COPY ({select}) TO '{target}' ({options})")


def _parquet(connection: duckdb.DuckDBPyConnection, file: Path, sheet: Sheet) -> None:
    _copy(connection, file, sheet.select, "FORMAT parquet")


def _jsonl(connection: duckdb.DuckDBPyConnection, file: Path, sheet: Sheet) -> None:
    _copy(connection, file, sheet.select, "FORMAT json")


def _csv(connection: duckdb.DuckDBPyConnection, file: Path, sheet: Sheet) -> None:
    write_csv(connection, file, sheet.select, sheet.columns, sheet.plain)


def _xlsx(connection: duckdb.DuckDBPyConnection, file: Path, sheet: Sheet) -> None:
    import xlsxwriter

    rows_per_sheet = 1_000_000
    options = {
        "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
        "default_date_format": "yyyy-mm-dd",
    }  # fmt: skip
    result = connection.execute(sheet.select)
    with xlsxwriter.Workbook(str(file), options) as workbook:
        page, number = None, 0
        while rows := result.fetchmany(10_000):
            for row in rows:
                if page is None or number > rows_per_sheet:
                    page, number = workbook.add_worksheet(), 1
                    page.write_row(0, 0, sheet.columns)
                page.write_row(number, 0, row)
                number += 1
        if page is None:
            workbook.add_worksheet().write_row(0, 0, sheet.columns)
