"""Tables of an origin that no mapping wrote: each is refused, and named."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from engine.dataset import Dataset, origin_tables
from engine.dataset.origin import REJECTED_COLUMNS, ROWS_COLUMNS
from tests.engine.dataset.origins import BOOK, fault, place, write_lines, write_origin
from tests.engine.dataset.queries import GOOD, HEADER
from tests.engine.dataset.sending import refusal

Lay = Callable[..., Path]
Read = Callable[..., Dataset]

AGAIN = "\n  Make the dataset again with packlaw dataset map."


@pytest.fixture
def folder(lay: Lay) -> Path:
    return lay(records_csv=f"{HEADER}\nR1,{GOOD}\n")


ROW: list[Any] = ["records", 1, BOOK, "入库", 37]


def _with(line: Sequence[Any], place: int, value: object) -> list[Any]:
    return [*line[:place], value, *line[place + 1 :]]


@pytest.mark.parametrize(
    ("lines", "number"),
    [
        ([_with(ROW, 0, "strangers")], 1),
        ([_with(ROW, 0, None)], 1),
        ([_with(ROW, 1, 0)], 1),
        ([_with(ROW, 1, None)], 1),
        ([_with(ROW, 2, "")], 1),
        ([_with(ROW, 2, None)], 1),
        ([_with(ROW, 3, "")], 1),
        ([_with(ROW, 4, 0)], 1),
        ([_with(ROW, 4, None)], 1),
        ([ROW, ROW], 2),
        ([_with(ROW, 1, 2), ROW], 2),
        ([ROW, _with(ROW, 0, "outlets")], 2),
    ],
)
def test_error_when_a_row_has_no_place_or_two(
    lines: list[list[Any]], number: int, folder: Path, read: Read
) -> None:
    write_origin(folder, rows=lines)

    assert refusal(folder, read) == (
        f"origin/rows.parquet: line {number} lacks its table, row, place or reason, or "
        f"is out of order.{AGAIN}"
    )


@pytest.mark.parametrize(
    ("place", "value"), [(0, "x"), (1, 0), (2, None), (4, None), (7, ""), (8, None)]
)
def test_error_when_a_fault_has_no_place_or_reason(
    place: int, value: object, folder: Path, read: Read
) -> None:
    line = _with(fault("records", 1, 37, "event", "?"), place, value)
    write_origin(folder, rejected=[line])

    assert refusal(folder, read).startswith("origin/rejected.parquet: line 1 lacks ")


def test_error_when_a_rejected_row_is_of_a_table_that_is_not_there(
    folder: Path, read: Read
) -> None:
    faults = [fault("outlets", 1, 37, "region", "?")]
    write_origin(folder, rejected=faults)

    assert refusal(folder, read) == (
        "origin/rejected.parquet: it has rows of outlets, and the dataset has no such "
        "table.\n  Put the table back, or make the dataset again with packlaw dataset "
        "map."
    )


def test_error_when_there_are_too_many_faults(
    folder: Path, read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(origin_tables, "REJECTS_LIMIT", 2)
    lines = [fault("records", None, n, None, "?") for n in (1, 2, 3)]
    assert read(write_origin(folder, rejected=lines[:2])).counts["records"]["read"] == 3

    write_origin(folder, rejected=lines)

    assert refusal(folder, read) == (
        "origin/rejected.parquet: more than 2 lines, which are not read.\n"
        "  Mend the mapping, so that it rejects less, and make the dataset again with "
        "packlaw dataset map."
    )


@pytest.mark.parametrize(
    ("name", "columns"),
    [("rows.parquet", ROWS_COLUMNS), ("rejected.parquet", REJECTED_COLUMNS)],
)
def test_error_when_a_column_is_missing_or_of_another_type(
    name: str, columns: dict[str, str], folder: Path, read: Read
) -> None:
    write_origin(folder)
    file = folder / "origin" / name
    write_lines(file, {**columns, "source_row": "VARCHAR"}, [])

    assert refusal(folder, read) == (
        f"origin/{name}: column source_row should be BIGINT, and is VARCHAR.{AGAIN}"
    )

    write_lines(file, {c: t for c, t in columns.items() if c != "sheet"}, [])

    assert refusal(folder, read) == (
        f"origin/{name}: column sheet should be VARCHAR, and is not there.{AGAIN}"
    )


@pytest.mark.parametrize("name", ["rows.parquet", "rejected.parquet"])
def test_error_when_a_table_of_the_origin_is_broken(
    name: str, folder: Path, read: Read
) -> None:
    write_origin(
        folder,
        rows=[place("records", n, n) for n in range(1, 5_000)],
        rejected=[fault("records", None, n, None, f"{n}") for n in range(1, 5_000)],
    )
    file = folder / "origin" / name
    octets = bytearray(file.read_bytes())
    # A page in the middle, then no Parquet at all.
    octets[2_000:2_200] = bytes(200)
    for content in (bytes(octets), b"PAR1", b"not Parquet"):
        file.write_bytes(content)

        found = refusal(folder, read)

        assert found.startswith(f"origin/{name}: not readable as Parquet (")
        assert found.endswith(f").{AGAIN}")
