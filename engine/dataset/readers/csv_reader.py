"""Reads CSV files by DuckDB, with the exact place of every broken row."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from engine.dataset.raw_table import RawTable, ReadContext, SourceColumn, heading
from engine.dataset.readers import encoding
from engine.dataset.readers.csv_places import Places
from engine.dataset.readers.csv_scan import cells
from engine.errors import DatasetError, message

_OTHER_SEPARATORS = {
    ";": message("dataset.csv-semicolons"),
    "\t": message("dataset.csv-tabs"),
    "|": message("dataset.csv-bars"),
    "，": message("dataset.csv-full-width-commas"),
}


def open_csv(context: ReadContext, path: Path, table: str) -> RawTable:
    """Prepare a CSV file: find its encoding, read its header, even out its lines.

    DatasetError where either cannot be read, or a quotation mark is left open.
    """
    scan, plain = plain_csv(path, path.name, context.scratch / table, context.encoding)
    columns = _header(plain, path.name)
    places = Places(context, plain, table, path.name, len(columns), scan.lines)
    return RawTable(
        file=path.name,
        encoding=scan.encoding,
        columns=columns,
        query="SELECT CAST(NULL AS BIGINT) AS line, "
        "CAST(NULL AS VARCHAR) AS flaws, * "
        f"FROM {cells(context.safe(plain), len(columns))}",
        after_staging=places.after_staging,
        find_lines=places.find_lines,
        has_even_lines=lambda: places.has_even_lines,
    )


def plain_csv(
    path: Path, label: str, copy: Path, forced: str | None = None
) -> tuple[encoding.Scan, Path]:
    """Scan a CSV file; return it too, or a plain copy of it (see `encoding.plain`).

    DatasetError where its encoding is unknown or a quotation mark is left open.
    """
    scan = encoding.scan(path, label, forced)
    if scan.endless_quote is not None:
        line = scan.endless_quote + 1
        raise DatasetError("dataset.csv-quote-open", file=label, line=line)
    return scan, encoding.plain(scan, path, copy)


def _header(path: Path, file: str) -> tuple[SourceColumn, ...]:
    with path.open("r", encoding="utf-8-sig", newline="") as stream:
        try:
            names = next(csv.reader(_lines(stream, file), strict=True), None)
        except csv.Error as error:
            raise DatasetError(
                "dataset.csv-header-unreadable", file=file, reason=str(error)
            ) from error
    if not names:
        raise DatasetError("dataset.csv-header-empty", file=file)
    for mark, separator in _OTHER_SEPARATORS.items():
        if len(names) == 1 and mark in names[0]:
            raise DatasetError("dataset.csv-separator", file=file, separator=separator)
    return heading(names, file)


def _lines(stream: TextIO, file: str) -> Iterator[str]:
    """Yield lines of a file; DatasetError beyond the length that a header may have."""
    left = encoding.LINE_LIMIT
    while line := stream.readline(left):
        left -= len(line)
        if left <= 0:
            raise DatasetError(
                "dataset.csv-header-long", file=file, limit=encoding.LINE_LIMIT
            )
        yield line
