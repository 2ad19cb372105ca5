"""The reader for each format a table may come in."""

from __future__ import annotations

from engine.dataset.csv_reader import open_csv
from engine.dataset.forms import Form
from engine.dataset.jsonl_reader import open_jsonl
from engine.dataset.parquet_reader import open_parquet
from engine.dataset.reading import Desk, Rows
from engine.dataset.source import TableFile
from engine.dataset.workbook import open_xlsx


def open_table(desk: Desk, file: TableFile, form: Form) -> Rows:
    """Prepare a table file for reading, by its format."""
    match file.format:
        case "csv":
            return open_csv(desk, file.path, file.table)
        case "jsonl":
            return open_jsonl(desk, file.path, form)
        case "xlsx":
            return open_xlsx(desk, file.path, file.table, file.sheet)
        case _:
            return open_parquet(desk, file.path, frozenset(form.names))
