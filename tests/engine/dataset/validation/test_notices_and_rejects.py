"""The description of a dataset, its warnings, and the file of rejected rows."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.dataset import Dataset, open_dataset
from engine.rulebook.model import Vocabulary
from tests.engine.dataset.queries import GOOD, HEADER, ids, rejected

Lay = Callable[..., Path]
Read = Callable[..., Dataset]


def test_description_says_what_came_in(lay: Lay, read: Read) -> None:
    dataset = read(
        lay(
            records_csv=f"{HEADER},note\nR1,{GOOD},x\nR2,battery.received,2025-05-05,A,\n",
            vehicles_csv="vin\nV\n",
        )
    )

    description = dataset.describe()

    assert description["complete"] == {"from": "2018-08-01", "until": "2026-09-30"}
    assert description["tables"]["records"] == {
        "file": "records.csv", "format": "csv", "encoding": "utf-8",
        "read": 2, "accepted": 2, "rejected": 0, "repeated": 0,
    }  # fmt: skip
    assert description["days"] == {"first": "2025-05-05", "last": "2026-01-01"}
    assert description["years"] == {"2025": 1, "2026": 1}
    assert description["events"] == {"battery.received": 1, "battery.sold": 1}
    assert description["empty_shares"]["records"]["note"] == 0.5
    assert description["empty_shares"]["vehicles"]["maker_id"] == 1.0


def test_empty_dataset_has_a_description(lay: Lay, read: Read) -> None:
    description = read(lay(records_csv=HEADER)).describe()

    assert description["days"] == {"first": None, "last": None}
    assert description["events"] == description["empty_shares"] == {}


def test_unknown_columns_are_named_with_the_nearest(lay: Lay, read: Read) -> None:
    dataset = read(lay(records_csv=f"{HEADER},Batery_code,,zzz\nR1,{GOOD},x,,\n"))

    assert [(w.code, w.zh, w.en) for w in dataset.warnings] == [
        (
            "unknown-column",
            "records.csv 的列 Batery_code 未知，未使用；近似词：battery_code",
            "records.csv: unknown column Batery_code is not used; "
            "did you mean battery_code?",
        ),
        (
            "column-without-name",
            "records.csv 第 6 列没有列名，未使用",
            "records.csv: column 6 has no name and is not used",
        ),
        (
            "unknown-column",
            "records.csv 的列 zzz 未知，未使用",
            "records.csv: unknown column zzz is not used",
        ),
    ]


def test_rejected_rows_are_written_harmless(
    lay: Lay, read: Read, tmp_path: Path
) -> None:
    dataset = read(
        lay(
            records_csv=f"{HEADER}\nR1,=1+1,2026-01-01,A\nR2,＋x,－1,A\n",
            vehicles_csv="vin,swap_model\nV,@x\n",
        )
    )

    dataset.write_rejected(tmp_path / "rejected.csv")

    text = (tmp_path / "rejected.csv").read_bytes().decode("utf-8-sig")
    header, *lines = csv.reader(text.splitlines())
    assert text.startswith('"table","file","row","line","column","value",')
    assert header[6:] == ["reason_zh", "reason_en"]
    assert [line[:6] for line in lines] == [
        ["records", "records.csv", "1", "2", "event", "'=1+1"],
        ["records", "records.csv", "2", "3", "event", "'＋x"],
        ["records", "records.csv", "2", "3", "occurred_on", "'－1"],
        ["vehicles", "vehicles.csv", "1", "2", "swap_model", "'@x"],
    ]


def test_warned_of_registers_that_say_by_having_no_row_that_there_is_none(
    lay: Lay, read: Read
) -> None:
    dataset = read(
        lay(
            records_csv=f"{HEADER}\nR1,{GOOD}\n",
            entities_csv="entity_id\n",
            credentials_csv="entity_id,kind\n,\n",
            outlets_csv="outlet_id\nO\n",
        )
    )

    assert [(w.code, w.zh, w.en) for w in dataset.warnings] == [
        (
            "no-row",
            "credentials.csv 的 credentials 没有任何一行，视为没有一家企业持有或设立；"
            "只是不掌握的，请删去该表",
            "credentials of credentials.csv has no row, so that no enterprise counts as "
            "having any; delete the table if it is only not known",
        )
    ]


def test_no_warning_of_no_row_where_every_row_is_rejected(lay: Lay, read: Read) -> None:
    outlets = "outlet_id,region\n,x\n"

    dataset = read(lay(records_csv=f"{HEADER}\nR1,{GOOD}\n", outlets_csv=outlets))

    assert dataset.counts["outlets"]["rejected"] == 1
    assert "no-row" not in [w.code for w in dataset.warnings]


CELLS = st.sampled_from(["", "R1", "R2", "battery.sold", "2026-01-01", "A", '"', "\n"])


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(table=st.lists(st.lists(CELLS, min_size=4, max_size=4), max_size=8))
def test_counts_add_up(
    table: list[list[str]], lay: Lay, vocabulary: Vocabulary
) -> None:
    folder = lay()
    with (folder / "records.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([HEADER.split(","), *table])

    with open_dataset(folder, {"small": vocabulary}) as dataset:
        counts = dataset.counts["records"]

        assert counts["read"] == sum(any(map(str.strip, row)) for row in table)
        assert counts["read"] == sum(counts.values()) - counts["read"]
        assert counts["accepted"] == len(ids(dataset))
        assert counts["rejected"] == len({fault[0] for fault in rejected(dataset)})
