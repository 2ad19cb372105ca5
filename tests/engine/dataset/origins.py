"""Writes the files of an origin beside a dataset, as a mapping leaves them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from engine.dataset.origin import REJECTED_COLUMNS, ROWS_COLUMNS

TYPES = {"VARCHAR": pa.string(), "BIGINT": pa.int64()}
MAPPING = "mapping: 1\n"
BOOK = "入库台账.xlsx"
Line = Sequence[object]


def place(table: str, row: int | None, source_row: int) -> tuple[object, ...]:
    """A row of a table, from a row of the workbook."""
    return (table, row, BOOK, "入库", source_row)


def fault(
    table: str, row: int | None, source_row: int, column: str | None, value: str
) -> tuple[object, ...]:
    """A fault of a row, found in a row of the workbook."""
    reasons = "对照表中没有这个词", "the list of values does not have this word"
    return (*place(table, row, source_row), column, value, *reasons)


def sources(**more: object) -> dict[str, object]:
    """What sources.json says of one workbook and the mapping."""
    return {
        "mapping": {"file": "mapping.yaml", "sha256": sha256(MAPPING.encode())},
        "files": [{"file": BOOK, "sha256": "a" * 64, "rows": 120}],
        **more,
    }


def sha256(octets: bytes) -> str:
    return hashlib.sha256(octets).hexdigest()


def write_origin(
    folder: Path,
    *,
    rows: Sequence[Line] | None = None,
    rejected: Sequence[Line] | None = None,
    said: object = None,
) -> Path:
    """Write rows.parquet, rejected.parquet and sources.json with the mapping, where given.

    Gives the folder of the dataset back.
    """
    origin = folder / "origin"
    origin.mkdir(exist_ok=True)
    if rows is not None:
        write_lines(origin / "rows.parquet", ROWS_COLUMNS, rows)
    if rejected is not None:
        write_lines(origin / "rejected.parquet", REJECTED_COLUMNS, rejected)
    if said is not None:
        (origin / "sources.json").write_text(json.dumps(said), encoding="utf-8")
        (origin / "mapping.yaml").write_text(MAPPING, encoding="utf-8")
    return folder


def write_lines(file: Path, columns: dict[str, str], lines: Sequence[Line]) -> None:
    cells = zip(*lines, strict=True) if lines else ((),) * len(columns)
    arrays = [
        pa.array(list(cell), TYPES[type_])
        for cell, type_ in zip(cells, columns.values(), strict=True)
    ]
    pq.write_table(pa.table(arrays, list(columns)), file)
