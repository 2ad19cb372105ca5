"""The same content gives the same tables from every format."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import openpyxl
import pytest

from engine.dataset import Dataset
from tests.engine.dataset.queries import GOOD, HEADER, rejected, rows, stored

TABLE = [
    ["record_id", "event", "occurred_on", "actor_id", "mass", "is_whole", "note"],
    ["R1", "battery.sold", "2026-01-01", "A", "12.50", "true", '逗号,"引号"'],
    ["R2", "battery.received", "2026-01-02T23:30:00", "B", None, "false", None],
    ["R3", "battery.lost", "2026-02-30", "C", "x", None, "末行"],
    ["R1", "battery.sold", "2026-01-01", "A", "12.50", "true", '逗号,"引号"'],
]


def write(folder: Path, format_: str) -> None:
    header, *body = TABLE
    if format_ == "jsonl":
        lines = (json.dumps(dict(zip(header, row, strict=True))) for row in body)
        (folder / "records.jsonl").write_text("\n".join(lines), encoding="utf-8")
    elif format_ == "xlsx":
        book = openpyxl.Workbook()
        for row in TABLE:
            book.active.append(row)
        book.save(folder / "records.xlsx")
    else:
        with duckdb.connect() as connection:
            columns = ", ".join(f"{name} VARCHAR" for name in header)
            connection.execute(f"CREATE TABLE t ({columns})")
            marks = ", ".join("?" * len(header))
            connection.executemany(f"INSERT INTO t VALUES ({marks})", body)
            target = folder / f"records.{format_}"
            options = "HEADER, FORMAT csv" if format_ == "csv" else "FORMAT parquet"
            connection.execute(f"COPY t TO '{target}' ({options})")


@pytest.mark.parametrize("format_", ["csv", "jsonl", "parquet", "xlsx"])
def test_same_rows_and_rejects_from_every_format(
    format_: str, lay: Callable[..., Path], read: Callable[..., Dataset]
) -> None:
    folder = lay()
    write(folder, format_)

    dataset = read(folder)

    fields = ", ".join(map(stored, ("mass", "is_whole", "note")))
    query = f"SELECT row, record_id, occurred_on, {fields} FROM records"
    assert rows(dataset, query) == [
        (1, "R1", date(2026, 1, 1), Decimal("12.5"), True, '逗号,"引号"'),
        (2, "R2", date(2026, 1, 2), None, False, None),
    ]
    assert [(row, column) for row, _, column, _, _ in rejected(dataset)] == [
        (3, "event"),
        (3, "occurred_on"),
        (3, "mass"),
    ]
    assert dataset.counts["records"] == {
        "read": 4, "accepted": 2, "rejected": 1, "repeated": 1,
    }  # fmt: skip


def test_zip_has_the_hash_of_its_folder(
    lay: Callable[..., Path], read: Callable[..., Dataset], tmp_path: Path
) -> None:
    folder = lay(records_csv=f"{HEADER}\nR1,{GOOD}\n", vehicles_csv="vin\nV1\n")
    packed = tmp_path / "sent.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in folder.iterdir():
            archive.write(file, f"某企业/{file.name}")

    assert read(packed).hash == read(folder).hash
