"""The reader for each format a table may come in."""

from __future__ import annotations

from engine.dataset.headings import recognised
from engine.dataset.raw_table import RawTable, ReadContext
from engine.dataset.readers.csv_reader import open_csv
from engine.dataset.readers.jsonl_reader import open_jsonl
from engine.dataset.readers.parquet_reader import open_parquet
from engine.dataset.readers.workbook import open_xlsx
from engine.dataset.schema import TableSchema
from engine.dataset.table_file import TableFile


def open_table(context: ReadContext, file: TableFile, schema: TableSchema) -> RawTable:
    """Prepare a table file for reading, by its format; known columns have their names."""
    return recognised(_opened(context, file, schema), schema)


def _opened(context: ReadContext, file: TableFile, schema: TableSchema) -> RawTable:
    match file.format:
        case "csv":
            return open_csv(context, file.path, file.table)
        case "jsonl":
            return open_jsonl(context, file.path, schema)
        case "xlsx":
            return open_xlsx(context, file.path, file.table, file.sheet)
        case _:
            return open_parquet(context, file.path, schema)
