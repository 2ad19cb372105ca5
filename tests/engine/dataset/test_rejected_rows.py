"""What is kept of rejected rows, and which columns no file has."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from engine.dataset import Dataset
from tests.engine.dataset.queries import GOOD, HEADER, rows

Lay = Callable[..., Path]
Read = Callable[..., Dataset]

_READABLE = "row, record_id, event, occurred_on, actor_id"


def test_readable_cells_of_rejected_rows_are_kept(lay: Lay, read: Read) -> None:
    dataset = read(
        lay(
            records_csv=(
                f"{HEADER}\nR1,{GOOD}\nR1,battery.received,2026-05-02,A\n"
                "R3,battery.stolen,2026-05-03,A\nR4,battery.sold,2026-02-30,B\n"
                "R4,battery.sold,2026-02-30,B\n"
            )
        )
    )

    assert rows(dataset, f"SELECT {_READABLE} FROM rejected_records ORDER BY row") == [
        (2, "R1", "battery.received", date(2026, 5, 2), "A"),
        (3, "R3", None, date(2026, 5, 3), "A"),
        (4, "R4", "battery.sold", None, "B"),
    ]


def test_readable_cells_of_rejected_register_rows_are_kept(
    lay: Lay, read: Read
) -> None:
    dataset = read(
        lay(
            records_csv=f"{HEADER}\nR1,{GOOD}\n",
            credentials_csv="entity_id,kind,valid_until\nA,eia,soon\nA,eia,2026-01-01\n",
        )
    )

    kept = "SELECT row, entity_id, kind, valid_until FROM rejected_credentials"
    assert rows(dataset, kept) == [(1, "A", "eia", None)]
    assert rows(dataset, "FROM rejected_records") == []
    assert rows(dataset, "FROM rejected_outlets") == []


def test_rejected_rows_of_a_file_read_in_place(lay: Lay, read: Read) -> None:
    folder = lay()
    cells = zip(
        HEADER.split(","), f"R1,{GOOD}".split(","), ["R2", "battery.sold", "never", "B"],
        strict=True,
    )  # fmt: skip
    table = pa.table({name: [good, bad] for name, good, bad in cells})
    pq.write_table(table, folder / "records.parquet")

    kept = rows(read(folder), f"SELECT {_READABLE} FROM rejected_records")
    assert kept == [(2, "R2", "battery.sold", None, "B")]


def test_columns_that_no_file_has(lay: Lay, read: Read) -> None:
    dataset = read(
        lay(
            records_csv=f"{HEADER},vin\nR1,{GOOD},\n",
            outlets_csv="outlet_id,opened_on\nO1,2026-01-01\n",
        )
    )

    assert "reported_on" in dataset.absent_columns["records"]
    assert "vin" not in dataset.absent_columns["records"]
    assert dataset.absent_columns["outlets"] == {
        "operator_id", "run_by", "region", "closed_on",
    }  # fmt: skip
    assert "entities" not in dataset.absent_columns


def test_rows_are_the_same_by_what_is_read_of_them(lay: Lay, read: Read) -> None:
    dataset = read(
        lay(
            records_csv=(
                f"{HEADER},mass,is_whole\nR1,battery.sold,2026-05-01,A,1.50,yes\n"
                " R1,battery.sold,2026/5/1,\uff21 ,1.5,是\n"
                "R1,battery.sold,2026-05-01,A,1.5,no\n"
            )
        )
    )

    counts = dataset.counts["records"]
    assert (counts["accepted"], counts["repeated"], counts["rejected"]) == (1, 1, 1)
