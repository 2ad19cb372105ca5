"""No table that packlaw writes has a cell that a spreadsheet runs as a formula."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import openpyxl
import pytest

from engine.custody.sheets import SHEETS
from engine.dataset.validation.rejects import write_rejected
from engine.evaluation.findings import COLUMNS as FINDINGS
from engine.files.spreadsheet import FORMULA_STARTS
from engine.runs.baseline import COLUMNS as COMPARED
from engine.runs.baseline import write_comparison
from engine.runs.outputs import write_findings
from engine.tables.sheets import Sheet, write_sheet

Connection = duckdb.DuckDBPyConnection


@dataclass(frozen=True)
class Export:
    """A file, the table and columns it is written from, and what writes it."""

    file: str
    table: str
    columns: Sequence[str]
    write: Callable[[Connection, Path], None]


def findings(form: str) -> Export:
    def write(connection: Connection, file: Path) -> None:
        write_findings(connection, file.parent, [form])

    return Export(f"findings.{form}", "findings", FINDINGS, write)


def custody(sheet: Sheet, form: str) -> Export:
    def write(connection: Connection, file: Path) -> None:
        write_sheet(connection, file.parent, sheet, [form])

    table = "whereabouts" if sheet.name == "batteries" else sheet.name
    own = [name for name in sheet.columns if name not in NAMES_OF_PARTIES]
    return Export(f"{sheet.name}.{form}", table, own, write)


NAMES_OF_PARTIES = {"from_name", "from_name_en", "to_name", "to_name_en"}
REJECTED = (
    "table_name", "file", "row", "line", "column_name", "value", "reason_zh",
    "reason_en",
)  # fmt: skip
XLSX = [findings("xlsx"), *(custody(sheet, "xlsx") for sheet in SHEETS)]
CSV = [
    findings("csv"),
    Export("baseline.csv", "comparison", COMPARED, write_comparison),
    Export("rejected.csv", "rejected", REJECTED, write_rejected),
    *(custody(sheet, "csv") for sheet in SHEETS),
]
# Numbers, days and truth values, which hold no text.
PLAIN = {"occurred_on", "due_on", "done_on", "days"}.union(
    *(sheet.plain for sheet in SHEETS)
)
each_start = pytest.mark.parametrize("start", FORMULA_STARTS, ids=ascii)


@pytest.fixture
def connection() -> Iterator[Connection]:
    with duckdb.connect() as connection:
        yield connection


def written(export: Export, connection: Connection, folder: Path, text: str) -> Path:
    """Write the export of a table with one row, which has the text in every column."""
    for table, columns in (
        ("entities", ("entity_id", "name", "name_en")),
        ("rule_titles", ("rule_id", "rule_title_zh", "rule_title_en")),
        (export.table, export.columns),
    ):
        cells = ", ".join(f'$text AS "{column}"' for column in columns)
        connection.execute(f"CREATE TABLE IF NOT EXISTS {table} AS SELECT {cells}",
                           {"text": text})  # fmt: skip
    export.write(connection, folder / export.file)
    return folder / export.file


@each_start
@pytest.mark.parametrize("export", CSV, ids=lambda export: export.file)
def test_csv_text_gets_an_apostrophe(
    export: Export, start: str, connection: Connection, tmp_path: Path
) -> None:
    file = written(export, connection, tmp_path, f"{start}1+1")

    with file.open(encoding="utf-8-sig", newline="") as stream:
        (row,) = csv.DictReader(stream)
    cells = {cell for column, cell in row.items() if column not in PLAIN}
    assert cells == {f"'{start}1+1"}


@each_start
@pytest.mark.parametrize("export", XLSX, ids=lambda export: export.file)
def test_xlsx_text_is_a_cell_of_text(
    export: Export, start: str, connection: Connection, tmp_path: Path
) -> None:
    file = written(export, connection, tmp_path, f"{start}1+1")

    row = openpyxl.load_workbook(file).worksheets[0][2]
    assert {cell.data_type for cell in row} == {"s"}
    assert {unescaped(cell.value) for cell in row} == {f"{start}1+1"}


def unescaped(value: str) -> str:
    """Return the text of a cell; XLSX holds a control character as `_x000D_`."""
    return openpyxl.utils.escape.unescape(value)
