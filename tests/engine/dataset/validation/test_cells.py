"""The value of a cell, and the exact reason where it has none."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from engine.dataset import Dataset
from tests.engine.dataset.queries import rejected, rows, stored, table

DATE = "not a date: write YYYY-MM-DD"
NO_DAY = "there is no such day or time"
YEAR = "the year must lie in 1900 to 9999"
NUMBER = "not a number: write digits and a point, no unit and no thousands separator"
SIZE = "too many digits: at most 18 before and 12 after the point are kept exactly"
FLAG = "not a flag: write true/false, yes/no, 1/0 or 是/否"
REGION = "a region code has 2, 4 or 6 digits (GB/T 2260)"
CODE = "not a code of condition; its codes: new, waste"

Lay = Callable[..., Path]
Read = Callable[..., Dataset]


@pytest.mark.parametrize(
    ("column", "cell", "value"),
    [
        ("measured_on", "2026-01-01", date(2026, 1, 1)),
        ("measured_on", " 2026-01-01\u3000", date(2026, 1, 1)),
        ("measured_on", "9999-12-31", date(9999, 12, 31)),
        ("measured_on", "2026-01-01 23:59", date(2026, 1, 1)),
        ("measured_on", "2026-01-01T15:59:59Z", date(2026, 1, 1)),
        ("measured_on", "2026-01-01T16:00:00Z", date(2026, 1, 2)),
        ("measured_on", "2026-01-01T00:30:00+09:00", date(2025, 12, 31)),
        ("measured_on", "2026-01-01T11:00:00.5-05", date(2026, 1, 2)),
        ("mass", "-1.50", Decimal("-1.5")),
        ("mass", "+.5", Decimal("0.5")),
        ("mass", "5.", Decimal(5)),
        ("mass", "1.5e3", Decimal(1500)),
        ("mass", "1E-12", Decimal("0.000000000001")),
        ("mass", "-000.100e1", Decimal(-1)),
        ("mass", "0e999", Decimal(0)),
        ("mass", "1.0000000000000", Decimal(1)),
        ("mass", "0000000000000000000001", Decimal(1)),
        ("mass", "-123456789012345678.123456789012",
         Decimal("-123456789012345678.123456789012")),
        ("is_whole", "TRUE", True),
        ("is_whole", "Yes", True),
        ("is_whole", "1", True),
        ("is_whole", "是", True),
        ("is_whole", "False ", False),
        ("is_whole", "no", False),
        ("is_whole", "0", False),
        ("is_whole", "否", False),
        ("condition", " waste", "waste"),
        ("region", "11", "11"),
        ("region", "1101 ", "1101"),
        ("note", " as it stands ", " as it stands "),
        ("note", " \t\u00a0\u3000", None),
        ("note", "NULL", "NULL"),
        ("note", "字" * 21_666, "字" * 21_666),
    ],
)  # fmt: skip
def test_value_of_a_cell(
    column: str, cell: str, value: object, lay: Lay, read: Read
) -> None:
    dataset = read(lay(records_csv=table(cell, column=column)))

    assert rows(dataset, f"SELECT {stored(column)} FROM records") == [(value,)]


@pytest.mark.parametrize(
    ("column", "cell", "reason"),
    [
        ("measured_on", "infinity", DATE),
        ("measured_on", "2026-02-29", NO_DAY),
        ("measured_on", "2026-02-30T10:00:00", NO_DAY),
        ("measured_on", "1899-12-31", YEAR),
        ("measured_on", "9999-12-31T23:00:00Z", YEAR),
        ("mass", "1 000", NUMBER),
        ("mass", "1,000", NUMBER),
        ("mass", "1_000", NUMBER),
        ("mass", "NaN", NUMBER),
        ("mass", "1e", NUMBER),
        ("mass", "1e18", SIZE),
        ("mass", "1e-13", SIZE),
        ("mass", "1234567890123456789", SIZE),
        ("mass", "0.1234567890123", SIZE),
        ("is_whole", "maybe", FLAG),
        ("condition", "New", CODE),
        ("region", "123", REGION),
        ("region", "京", REGION),
        ("note", "a\0b", "contains a NUL character"),
    ],
)
def test_rejected_when_a_cell_breaks_its_type(
    column: str, cell: str, reason: str, lay: Lay, read: Read
) -> None:
    dataset = read(lay(records_csv=table("", cell, column=column)))

    assert rejected(dataset) == [(2, 3, column, cell, reason)]
    assert dataset.counts["records"]["accepted"] == 1


def test_long_text_is_rejected_and_shown_short(lay: Lay, read: Read) -> None:
    dataset = read(lay(records_csv=table("字" * 21_667, column="note")))

    reason = "too long: a cell holds at most 65,000 bytes"
    assert rejected(dataset) == [(1, 2, "note", "字" * 200, reason)]


def test_long_identifier_is_rejected_and_shown_short(lay: Lay, read: Read) -> None:
    cells = table("F" * 1_000, "F" * 1_001, column="battery_code")

    dataset = read(lay(records_csv=cells))

    reason = "too long: an identifier has at most 1,000 bytes"
    assert rejected(dataset) == [(2, 3, "battery_code", "F" * 200, reason)]


def test_every_fault_of_a_row_is_named_in_both_languages(lay: Lay, read: Read) -> None:
    dataset = read(lay(records_csv="record_id,event,occurred_on,actor_id\n,lost,x,A\n"))

    query = "SELECT column_name, reason_zh, reason_en FROM rejected ORDER BY rowid"
    assert rows(dataset, query) == [
        ("record_id", "必填列为空", "a value is required here"),
        (
            "event",
            "词表 small 中没有这个事件，可用：battery.sold, battery.received",
            "not an event of the vocabulary small; "
            "its events: battery.sold, battery.received",
        ),
        ("occurred_on", "不是日期：应写成 YYYY-MM-DD", DATE),
    ]
    assert dataset.counts["records"] == {
        "read": 1, "accepted": 0, "rejected": 1, "repeated": 0,
    }  # fmt: skip
