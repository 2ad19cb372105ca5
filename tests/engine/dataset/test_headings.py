"""Columns are found by their names, Chinese or not, and never by two at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from engine.dataset import Dataset, names, open_dataset
from engine.dataset.schema import REGISTERS, TABLES
from engine.errors import DatasetError
from engine.rulebook import load_rulebook, shipped_rules
from engine.wording.terms import COLUMNS, REGISTER_COLUMNS
from tests.engine.dataset.conftest import MANIFEST
from tests.engine.dataset.queries import GOOD, HEADER, rejected, rows

CHINESE = "记录编号,事件,发生日期,行为人,电池编码"

Lay = Callable[..., Path]
Read = Callable[..., Dataset]


def test_columns_go_by_their_chinese_names(lay: Lay, read: Read) -> None:
    dataset = read(
        lay(
            records_csv=f"{CHINESE}\nR1,{GOOD},X1234\n",
            vehicles_csv="车辆识别代号,生产者,换电车型\nV1,M,是\n",
        )
    )

    query = (
        "SELECT record_id, occurred_on::VARCHAR, actor_id, battery_code FROM records"
    )
    assert rows(dataset, query) == [("R1", "2026-01-01", "A", "X1234")]
    assert rows(dataset, "SELECT vin, maker_id, swap_model FROM vehicles") == [
        ("V1", "M", True)
    ]
    assert "battery_code" not in dataset.absent_columns["records"]
    assert "reported_on" in dataset.absent_columns["records"]


@pytest.mark.parametrize("format_", ["jsonl", "parquet"])
def test_columns_go_by_their_chinese_names_in_typed_formats(
    format_: str, lay: Lay, read: Read
) -> None:
    folder = lay()
    cells = dict(zip(CHINESE.split(","), [*f"R1,{GOOD}".split(","), "X1"], strict=True))
    if format_ == "jsonl":
        listed = ", ".join(f'"{key}": "{value}"' for key, value in cells.items())
        (folder / "records.jsonl").write_text(f"{{{listed}}}", "utf-8")
    else:
        columns = {key: [value] for key, value in cells.items()}
        pq.write_table(pa.table(columns), folder / "records.parquet")

    found = rows(read(folder), "SELECT record_id, actor_id, battery_code FROM records")

    assert found == [("R1", "A", "X1")]


@pytest.mark.parametrize(
    "head",
    [
        "Record_ID,EVENT,occurred_on,actor_id",
        " record_id\u00a0,event,occurred_on,\uff41ctor_id",
        "record_id,事 件,发生\u200b日,主体",
    ],
)
def test_headings_are_cleaned(head: str, lay: Lay, read: Read) -> None:
    dataset = read(lay(records_csv=f"{head}\nR1,{GOOD}\n"))

    assert rows(dataset, "SELECT actor_id FROM records") == [("A",)]


def test_heading_with_what_cannot_be_seen_is_a_warning(lay: Lay, read: Read) -> None:
    dataset = read(lay(records_csv=f"{HEADER},vi\u200bn\nR1,{GOOD},V1\n"))

    assert [w.en for w in dataset.warnings] == [
        "records.csv: column names read without invisible characters, full-width letters "
        "and digits as half-width: vi\\u200bn"
    ]


@pytest.mark.parametrize(
    ("more", "both"),
    [
        ("电池编码,battery_code", "电池编码, battery_code"),
        ("报送日,报送日期", "报送日, 报送日期"),
    ],
)
def test_error_when_a_column_is_there_by_two_names(
    more: str, both: str, lay: Lay, read: Read
) -> None:
    column = "battery_code" if "code" in more else "reported_on"

    with pytest.raises(DatasetError) as caught:
        read(lay(records_csv=f"{HEADER},{more}\nR1,{GOOD},,\n"))

    assert caught.value.in_language("en") == (
        f"records.csv: column {column} is there by two names: {both}.\n"
        "  Keep one of them, and compare what they hold."
    )


def test_name_in_another_case_beside_the_name_itself_is_unknown(
    lay: Lay, read: Read
) -> None:
    dataset = read(lay(records_csv=f"{HEADER},VIN,vin\nR1,{GOOD},V1,V2\n"))

    assert rows(dataset, "SELECT vin FROM records") == [("V2",)]
    assert [w.code for w in dataset.warnings] == ["unknown-column"]


def test_nearest_name_may_be_chinese(lay: Lay, read: Read) -> None:
    [warning] = read(lay(records_csv=f"{HEADER},电池代码\nR1,{GOOD},X\n")).warnings

    assert warning.en == (
        "records.csv: unknown column 电池代码 is not used; did you mean 电池编码?"
    )


def test_codes_go_by_their_chinese_names(lay: Lay) -> None:
    folder = lay(
        MANIFEST.replace("small", "order-73"),
        records_csv=f"{HEADER},电池状态\nR1,电池接收入库,2026-01-01,A,废旧\n",
        entities_csv="entity_id,角色\nA,综合利用企业; seller;丢失\n",
        credentials_csv="entity_id,kind\nA,环境影响评价手续\n",
        batteries_csv="battery_code,level\nX,模块\n",
    )

    with open_dataset(folder, load_rulebook(shipped_rules()).vocabularies) as dataset:
        query = 'SELECT event, "field.battery_condition" FROM records'
        assert rows(dataset, query) == [("battery.received", "waste")]
        assert rows(dataset, "SELECT roles FROM entities") == [
            (["utilization_enterprise", "seller", "丢失"],)
        ]
        assert rows(dataset, "SELECT kind FROM credentials") == [("eia",)]
        assert rows(dataset, "SELECT level FROM batteries") == [("module",)]
        assert [w.code for w in dataset.warnings] == ["unknown-role"]


def test_every_word_of_ours_is_a_name_of_its_column() -> None:
    for column, words in {**COLUMNS, **REGISTER_COLUMNS}.items():
        assert words.zh in names.COLUMNS[column], column


@pytest.mark.parametrize("table", TABLES[1:])
def test_no_two_columns_of_a_register_have_a_name_in_common(table: str) -> None:
    schema = REGISTERS[table]

    named = [names.folded(n) for c in schema.columns for n in (c.name, *c.chinese)]
    assert sorted(schema.named) == sorted(named)


ROW = ["R1", *GOOD.split(",")]


@pytest.mark.parametrize(
    "text",
    [
        f"{HEADER}\n,,,\nR1,{GOOD}\n,,,\n",
        f'{HEADER}\n" ",,\u3000,""\nR1,{GOOD}\n',
        f"{HEADER}\n,,\nR1,{GOOD}\n,,,,,\n   \n",
        f"{HEADER},more\n,,,,\nR1,{GOOD},x\n",
    ],
)
def test_rows_without_a_filled_cell_are_passed_over_in_csv(
    text: str, lay: Lay, read: Read
) -> None:
    dataset = read(lay(records_csv=text))

    assert rows(dataset, "SELECT record_id, row FROM records") == [("R1", 2)]
    assert dataset.counts["records"]["read"] == 1
    assert rejected(dataset) == []


def test_row_with_a_cell_in_an_unknown_column_is_not_blank(
    lay: Lay, read: Read
) -> None:
    dataset = read(lay(records_csv=f"{HEADER},more\n,,,,x\nR1,{GOOD},\n"))

    assert dataset.counts["records"] == {
        "read": 2, "accepted": 1, "rejected": 1, "repeated": 0,
    }  # fmt: skip
    assert {fault[:2] for fault in rejected(dataset)} == {(1, 2)}


def test_lines_of_rejected_rows_are_kept_past_blank_rows(lay: Lay, read: Read) -> None:
    dataset = read(lay(records_csv=f"{HEADER}\n,,,\n\n,\nR1,sold,2026-01-01,A\n"))

    assert [fault[:3] for fault in rejected(dataset)] == [(3, 5, "event")]


@pytest.mark.parametrize("format_", ["jsonl", "parquet"])
def test_rows_without_a_filled_cell_are_passed_over_in_typed_formats(
    format_: str, lay: Lay, read: Read
) -> None:
    folder = lay()
    head = HEADER.split(",")
    if format_ == "jsonl":
        sound = ", ".join(f'"{k}": "{v}"' for k, v in zip(head, ROW, strict=True))
        lines = ["{}", f"{{{sound}}}", '{"event": null, "actor_id": " "}']
        (folder / "records.jsonl").write_text("\n".join(lines), "utf-8")
    else:
        cells = [[None, text, " " if i else None] for i, text in enumerate(ROW)]
        pq.write_table(
            pa.table(dict(zip(head, cells, strict=True))), folder / "records.parquet"
        )

    dataset = read(folder)

    assert rows(dataset, "SELECT record_id, row FROM records") == [("R1", 2)]
    assert dataset.counts["records"] == {
        "read": 1, "accepted": 1, "rejected": 0, "repeated": 0,
    }  # fmt: skip


@pytest.mark.parametrize("format_", ["csv", "parquet"])
def test_column_empty_in_every_row_is_a_warning(
    format_: str, lay: Lay, read: Read
) -> None:
    folder = lay(records_csv=f"{HEADER},reported_on,vin\nR1,{GOOD},,V1\n")
    if format_ == "parquet":
        (folder / "records.csv").unlink()
        cells = {
            key: [value] for key, value in zip(HEADER.split(","), ROW, strict=True)
        }
        more = {"reported_on": pa.array([None], pa.date32()), "vin": ["V1"]}
        pq.write_table(pa.table({**cells, **more}), folder / "records.parquet")

    dataset = read(folder)

    assert [(w.code, w.zh) for w in dataset.warnings] == [
        ("columns-empty", f"records.{format_} 中每一行都为空的列：reported_on")
    ]


def test_column_wrong_in_every_row_is_not_called_empty(lay: Lay, read: Read) -> None:
    dataset = read(lay(records_csv=f"{HEADER},reported_on\nR1,{GOOD},soon\n"))

    assert dataset.warnings == ()
    assert dataset.counts["records"]["rejected"] == 1
