"""Writes findings, and any other table, as Parquet, CSV, JSON Lines and XLSX."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from engine.evaluation.findings import COLUMNS
from engine.files.spreadsheet import plain_column
from engine.tables.sql import copy
from engine.tables.sql import name as sql_name
from engine.wording.heads import FINDING_HEADS
from engine.wording.terms import Language

TABLES = ("parquet", "csv", "jsonl", "xlsx")
_FOR_PEOPLE = ("csv", "xlsx")
# The columns that stand beside an id and name it.
_NAMES = {
    "rule_id": ("rule_title_zh", "rule_title_en"),
    "actor_id": ("actor_name",),
    "owed_by": ("owed_by_name",),
}
_PLAIN = ("occurred_on", "due_on", "done_on", "days")
# Beyond 11 digits a spreadsheet shows a number in powers of ten.
_DIGITS = "^[0-9]{12,}$"
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
    `plain` names the columns that hold no text: days, numbers and truth values. `heads`
    are the heads that CSV and XLSX have in place of the names of the columns; a CSV file
    with heads is for people, so that long digits are kept from being read as a number.
    """

    name: str
    select: str
    columns: Sequence[str]
    plain: Sequence[str] = ()
    heads: Sequence[str] = ()


def write_findings(
    connection: duckdb.DuckDBPyConnection,
    folder: Path,
    formats: Sequence[str],
    heads: Language | None = None,
) -> None:
    """Write the table `findings` in those of the formats that are tables.

    Parquet and JSON Lines have the columns of a finding; CSV and XLSX, which people open,
    have NAMED_COLUMNS, with heads in a language where one is given. Needs `rule_titles`
    (rule_id, rule_title_zh, rule_title_en) and `entities`.
    """
    write_sheet(
        connection, folder, Sheet("findings", _select_findings(), COLUMNS),
        [name for name in formats if name not in _FOR_PEOPLE],
    )  # fmt: skip
    worded = (
        [FINDING_HEADS[name].in_language(heads) for name in NAMED_COLUMNS]
        if heads
        else ()
    )
    named = Sheet("findings", _select_named(), NAMED_COLUMNS, _PLAIN, worded)
    write_sheet(connection, folder, named, [n for n in formats if n in _FOR_PEOPLE])


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
    connection.execute(copy(query, without_bom, _EVERY_CELL_QUOTED))
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


def _select_findings() -> str:
    return f"SELECT {', '.join(COLUMNS)} FROM findings {_ORDER}"


def _select_named() -> str:
    """Select the findings with the titles of their rules and the names of their parties."""
    names = (
        "SELECT entity_id, coalesce(any_value(name), any_value(name_en)) AS name "
        "FROM entities GROUP BY entity_id"
    )
    joined = " ".join(
        f"LEFT JOIN (SELECT entity_id AS {party}, name AS {named} FROM names) "
        f"USING ({party})"
        for party, named in (("actor_id", "actor_name"), ("owed_by", "owed_by_name"))
    )
    return (
        f"WITH names AS ({names}) SELECT {', '.join(NAMED_COLUMNS)} FROM findings "
        "LEFT JOIN rule_titles USING (rule_id) "
        f"{joined} {_ORDER}"
    )


def _named_columns() -> Iterator[str]:
    """Yield the columns of findings, each id followed by what it is the id of."""
    for name in COLUMNS:
        yield name
        yield from _NAMES.get(name, ())


NAMED_COLUMNS = tuple(_named_columns())


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
