"""CSV files: read in columns by DuckDB, with the exact place of every broken row."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from engine.dataset.raw_table import RawTable, ReadContext, SourceColumn, heading
from engine.dataset.readers import encoding
from engine.dataset.readers.csv_places import Places
from engine.dataset.readers.csv_scan import cells
from engine.errors import DatasetError

_SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "bars", "，": "full-width commas"}


def open_csv(context: ReadContext, path: Path, table: str) -> RawTable:
    """Prepare a CSV file; the encoding is settled and the header read."""
    scan = encoding.scan(path, path.name, context.encoding)
    if scan.endless_quote is not None:
        raise DatasetError(
            f"{path.name}: a quotation mark that opens before line "
            f"{scan.endless_quote + 1:,} closes nowhere near.\n"
            "  Close it; a mark inside a cell is written twice."
        )
    plain = path
    if scan.encoding == "gb18030":
        plain = encoding.to_utf8(path, scan.encoding, context.scratch / f"{table}.utf8")
    if not scan.is_even or scan.has_long_lines:
        plain = encoding.even(plain, context.scratch / f"{table}.even")
    columns = _header(plain, path.name)
    places = Places(context, plain, table, path.name, len(columns), scan.lines)
    return RawTable(
        file=path.name,
        encoding=scan.encoding,
        columns=columns,
        query="SELECT CAST(NULL AS BIGINT) AS line, "
        "CAST(NULL AS VARCHAR) AS flaws, * "
        f"FROM {cells(context.safe(plain), len(columns))}",
        settle=places.settle,
        find_lines=places.find_lines,
        has_even_lines=lambda: places.has_even_lines,
    )


def _header(path: Path, file: str) -> tuple[SourceColumn, ...]:
    with path.open("r", encoding="utf-8-sig", newline="") as stream:
        try:
            names = next(csv.reader(_lines(stream, file), strict=True), None)
        except csv.Error as error:
            raise DatasetError(
                f"{file}: the header cannot be read ({error}).\n"
                "  The first line holds the column names, separated by commas."
            ) from error
    if not names:
        raise DatasetError(
            f"{file}: the first line is empty.\n"
            "  The first line holds the column names, separated by commas."
        )
    for mark, word in _SEPARATORS.items():
        if len(names) == 1 and mark in names[0]:
            raise DatasetError(
                f"{file}: the columns are separated by {word}.\n"
                "  Save the file with commas between the columns."
            )
    return heading(names, file)


def _lines(stream: TextIO, file: str) -> Iterator[str]:
    """Yield the first lines of a file, so many as a header may take."""
    left = encoding.LINE_LIMIT
    while line := stream.readline(left):
        left -= len(line)
        if left <= 0:
            raise DatasetError(
                f"{file}: the header is longer than {encoding.LINE_LIMIT:,} characters.\n"
                "  The first line holds the column names, separated by commas."
            )
        yield line
