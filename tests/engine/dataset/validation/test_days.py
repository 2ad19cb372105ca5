"""A writing of a day means the same day, or the same rejection, in every format."""

from __future__ import annotations

import csv
import json
import zoneinfo
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.dataset import Dataset
from engine.dataset.validation import days
from engine.tables.duckdb.session import open_scratch
from tests.engine.dataset.queries import HEADER, rejected, rows

FORM = "not a date: write YYYY-MM-DD"
ORDER = (
    "the year must stand in front, with four digits, or day and month cannot be told "
    "apart: write YYYY-MM-DD"
)
TIME = (
    "what stands behind the day is no time: write H:MM or H:MM:SS, hours 0 to 23 "
    "without AM or PM, then nothing, Z or +08:00"
)
NO_DAY = "there is no such day or time"
YEAR = "the year must lie in 1900 to 9999"
FIRST, NEXT, LAST = date(2026, 5, 1), date(2026, 5, 2), date(2026, 4, 30)
DAYS = {
    **dict.fromkeys(
        [
            "2026-05-01", "2026-5-1", "2026-5-01", "2026/5/1", "2026/05/01", "2026.5.1",
            "2026年5月1日", "2026年05月01日", "20260501", " 2026-5-1\u3000",
            "2026-5-1 9:30", "2026-05-01T9:30", "2026/5/1 09:30:59", "2026.5.1 0:00",
            "2026年5月1日 23:59:59.999", "20260501 9:30", "20260501T093059",
            "2026-05-01T09", "2026-05-01\u30009:30", "2026-05-01  9:30",
            "2026-05-01T15:59:59Z", "2026-05-01T00:00+08:00", "2026/5/1 0:00+0800",
            "2026年5月1日 23:59+08", "20260501T15Z", "20260501T155959Z",
            "2026-04-30T16:00:00Z", "2026-04-30 11:30:00-04:30",
        ],
        FIRST,
    ),
    **dict.fromkeys(
        ["2026-05-01T16:00:00Z", "2026-5-1 16:00Z", "20260501T16+00",
         "2026/5/1 23:30:00.5+0000", "2026年5月1日 12:00-05"],
        NEXT,
    ),
    "2026-05-01T00:30+09:00": LAST,
    "1988-07-01T15:30:00Z": date(1988, 7, 2),  # summer time
    "1988-12-01T15:30:00Z": date(1988, 12, 1),
}  # fmt: skip
FAULTS = {
    **dict.fromkeys(
        ["1/5/2026", "01-05-2026", "1.5.2026", "5/1/26", "26-05-01", "31/12/2026 9:30"],
        ORDER,
    ),
    **dict.fromkeys(
        [
            "2026-05-01 24:00", "2026-05-01T24:00:00", "2026-05-01 9:30 AM",
            "2026-05-01 上午9:30", "20260501093000", "2026-05-01 9:60", "2026-05-01 9",
            "2026-05-01T0930", "2026-05-01Z", "2026-05-01 9:30 +08:00",
            "2026-05-01T9:30z", "2026-05-01 09:30:00+19:00", "2026-5-1日",
        ],
        TIME,
    ),
    **dict.fromkeys(
        ["46143", "2026-05-011", "2026-5", "2026-05/01", "2026年5月1", "待定",
         "May 1 2026", "2026 5 1"],
        FORM,
    ),
    **dict.fromkeys(
        ["2026-02-29", "2026/2/30", "20260631", "2026年13月1日", "2026-0-1",
         "2026-02-30T10:00:00Z"],
        NO_DAY,
    ),
    **dict.fromkeys(["1899-12-31", "1899.12.31", "9999-12-31T23:00:00Z"], YEAR),
}  # fmt: skip
WRITINGS = [*DAYS, *FAULTS]

Lay = Callable[..., Path]
Read = Callable[..., Dataset]


def table(writings: list[str]) -> list[list[str]]:
    return [
        [f"R{i:05}", "battery.sold", "2026-01-01", "A", text]
        for i, text in enumerate(writings, 1)
    ]


def write(folder: Path, kind: str, lines: list[list[str]]) -> None:
    header = [*HEADER.split(","), "reported_on"]
    if kind == "csv":
        with (folder / "records.csv").open("w", encoding="utf-8", newline="") as out:
            csv.writer(out).writerows([header, *lines])
    elif kind == "jsonl":
        shown = [json.dumps(dict(zip(header, line, strict=True))) for line in lines]
        (folder / "records.jsonl").write_text("\n".join(shown), encoding="utf-8")
    elif kind == "xlsx":
        book = openpyxl.Workbook()
        for line in (header, *lines):
            book.active.append(line)
        book.save(folder / "records.xlsx")
    else:
        columns = dict(zip(header, map(list, zip(*lines, strict=True)), strict=True))
        made = pa.table(columns)
        if kind == "dictionary":
            last = made.column("reported_on").dictionary_encode()
            made = made.set_column(len(header) - 1, "reported_on", last)
        pq.write_table(made, folder / "records.parquet")


@pytest.mark.parametrize("kind", ["csv", "jsonl", "xlsx", "parquet", "dictionary"])
def test_writings_of_days_mean_the_same_in_every_format(
    kind: str, lay: Lay, read: Read
) -> None:
    folder = lay()
    write(folder, kind, table(WRITINGS))

    dataset = read(folder)

    found = dict(rows(dataset, "SELECT row, reported_on FROM records"))
    assert {WRITINGS[row - 1]: day for row, day in found.items()} == DAYS
    assert {
        WRITINGS[row - 1]: reason for row, *_, reason in rejected(dataset)
    } == FAULTS


MOMENT = datetime(2026, 5, 1, 16, 0, tzinfo=UTC)
LOCAL = MOMENT.replace(tzinfo=None)
EARLIEST, LATEST = (
    datetime(year, 1, 1, tzinfo=UTC).replace(tzinfo=None) for year in (1912, 2999)
)


@pytest.mark.parametrize(
    ("cells", "day", "warned"),
    [
        (pa.array([date(2026, 5, 1)]), FIRST, False),
        (pa.array([date(2026, 5, 1)], pa.date64()), FIRST, False),
        (pa.array([LOCAL], pa.timestamp("s")), FIRST, False),
        (pa.array([LOCAL], pa.timestamp("ms")), FIRST, False),
        (pa.array([LOCAL], pa.timestamp("us")), FIRST, False),
        (pa.array([LOCAL], pa.timestamp("ns")), FIRST, False),
        (pa.array([MOMENT], pa.timestamp("ms", "UTC")), NEXT, False),
        (pa.array([MOMENT], pa.timestamp("us", "UTC")), NEXT, False),
        (pa.array([MOMENT], pa.timestamp("ns", "UTC")), NEXT, False),
        (pa.array([MOMENT], pa.timestamp("us", "America/New_York")), NEXT, False),
        (pa.array([20260501]), FIRST, False),
        (pa.array([20260501.0]), FIRST, False),
        (pa.array(["2026/5/1"]).dictionary_encode(), FIRST, False),
        (pa.array([b"20260501"]), FIRST, False),
        ("INT96", FIRST, True),
    ],
)  # fmt: skip
def test_days_of_every_physical_type_of_parquet(
    cells: pa.Array | str, day: date, warned: bool, lay: Lay, read: Read
) -> None:
    folder = lay()
    is_old = isinstance(cells, str)
    held = pa.array([LOCAL], pa.timestamp("ns")) if is_old else cells
    columns = {
        name: pa.array([text])
        for name, text in zip(HEADER.split(","), table([""])[0], strict=False)
    }
    made = pa.table({**columns, "reported_on": held})
    pq.write_table(
        made, folder / "records.parquet", use_deprecated_int96_timestamps=is_old
    )

    dataset = read(folder)
    dataset.connection.execute("SET TimeZone = 'America/New_York'")

    assert rows(dataset, "SELECT reported_on FROM records") == [(day,)]
    codes = [warning.code for warning in dataset.warnings]
    assert ("moment-without-zone" in codes) is warned


@settings(max_examples=40, deadline=None)
@given(
    moments=st.lists(st.datetimes(EARLIEST, LATEST), min_size=1),
    hours=st.integers(-18, 18),
    seconds=st.booleans(),
)
def test_moments_are_cut_to_their_day_in_shanghai(
    moments: list[datetime], hours: int, seconds: bool
) -> None:
    zone = timezone(timedelta(hours=hours))
    moments = [m.replace(second=0, microsecond=0, tzinfo=zone) for m in moments]
    shanghai = zoneinfo.ZoneInfo("Asia/Shanghai")
    unit = "seconds" if seconds else "minutes"

    with open_scratch() as connection:
        for macro in days.MACROS:
            connection.execute(macro)
        written = [moment.isoformat(timespec=unit) for moment in moments]
        query = f"SELECT {days.of_text('t')} FROM (SELECT unnest(?) AS t)"
        found = connection.execute(query, [written]).fetchall()

    assert [day for (day,) in found] == [
        moment.astimezone(shanghai).date() for moment in moments
    ]
