"""Plain and checked readings of a column give the same values."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from engine.dataset import Dataset
from tests.engine.dataset.parquet import write
from tests.engine.dataset.queries import rejected, rows, stored

MISSING = "a value is required here"

Lay = Callable[..., Path]
Read = Callable[..., Dataset]


def written(folder: Path, column: str, cells: list[str]) -> Path:
    """Write a row for each cell; gives the dataset folder back."""
    one = ", ".join(f"'{cell}'" for cell in cells)
    more = f", [{one}][i + 1] AS {column}"
    return write(folder / "records.parquet", more, count=len(cells))


def values_of(dataset: Dataset, column: str) -> list[object]:
    found = rows(dataset, f"SELECT {stored(column)} FROM records ORDER BY row")
    return [value for (value,) in found]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("column", "cells", "values"),
    [
        ("note", ["a", "z"], ["a", "z"]),
        ("note", ["a", " "], ["a", None]),
        ("note", ["\u3000", "~a"], [None, "~a"]),
        ("note", ["字", " b "], ["字", " b "]),
        ("region", ["42", "4201"], ["42", "4201"]),
        ("region", ["420100", " 42"], ["420100", "42"]),
        ("condition", ["new ", "waste"], ["new", "waste"]),
        ("measured_on", ["2026-01-01", "2026-01-09"], [date(2026, 1, d) for d in (1, 9)]),
        ("measured_on", ["2026-01-01", "2026-01-09 23:00"],
         [date(2026, 1, d) for d in (1, 9)]),
        ("mass", ["1.50", "2"], [Decimal("1.5"), Decimal(2)]),
        ("mass", ["1e1", "2"], [Decimal(10), Decimal(2)]),
    ],
)  # fmt: skip
def test_texts_are_taken_plain_or_with_care(
    column: str, cells: list[str], values: list[object], lay: Lay, read: Read
) -> None:
    dataset = read(written(lay(), column, cells))

    assert values_of(dataset, column) == values


@pytest.mark.parametrize(
    ("column", "cells", "values"),
    [
        ("condition", ["new", "odd", "waste"], ["new", "waste"]),
        ("condition", [" new", "odd", "waste"], ["new", "waste"]),
        ("condition", [" ", "odd", "waste"], [None, "waste"]),
        ("note", ["a", "a\ufeffb", "z"], ["a", "z"]),
        ("note", ["a", "a\ufeffb", " "], ["a", None]),
        ("measured_on", ["2026-01-01", "odd", "2026-01-09 23:00"],
         [date(2026, 1, d) for d in (1, 9)]),
        ("mass", ["1e1", "odd", "2"], [Decimal(10), Decimal(2)]),
    ],
)  # fmt: skip
def test_sound_rows_keep_their_values_beside_one_that_is_rejected(
    column: str, cells: list[str], values: list[object], lay: Lay, read: Read
) -> None:
    dataset = read(written(lay(), column, cells))

    assert [name for _, _, name, *_ in rejected(dataset)] == [column]
    assert values_of(dataset, column) == values


def test_only_what_is_lacking_is_rejected_of_a_column_plain_otherwise(
    lay: Lay, read: Read
) -> None:
    file = lay() / "records.parquet"
    days = [date(2026, 1, 1), None, date(2026, 1, 3)]
    columns = {
        "record_id": ["R0", "R1", "R2"],
        "event": ["battery.sold"] * 3,
        "occurred_on": days,
        "actor_id": ["A", "B", None],
    }
    pq.write_table(pa.table(columns), file)

    dataset = read(file.parent)

    assert rejected(dataset) == [
        (2, None, "occurred_on", "", MISSING),
        (3, None, "actor_id", "", MISSING),
    ]
    assert rows(dataset, "SELECT row, actor_id FROM records") == [(1, "A")]
