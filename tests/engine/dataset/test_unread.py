"""What lies in a dataset and is not read is named, with what it may be meant for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from engine.dataset import Dataset
from engine.dataset.unread import Unread
from tests.engine.dataset.queries import GOOD, HEADER, ids
from tests.engine.dataset.sending import english, pack, refusal

RECORDS = f"{HEADER}\nR1,{GOOD}\n"

Lay = Callable[..., Path]
Read = Callable[..., Dataset]


def test_first_of_the_formats_is_read_and_the_others_named(
    lay: Lay, read: Read
) -> None:
    dataset = read(lay(records_csv=RECORDS, records_jsonl="{"))

    assert ids(dataset) == ["R1"]
    assert [(w.code, w.zh, w.en) for w in dataset.warnings] == [
        (
            "file-not-read",
            "未读取 records.jsonl：同一张表已读取 records.csv",
            "records.jsonl was not read, since records.csv holds the same table",
        )
    ]


@pytest.mark.parametrize(
    ("name", "code", "zh", "en"),
    [
        ("entity.csv", "not-a-table",
         "没有叫这个名称的表；近似词：entities",
         "no table has this name; did you mean entities?"),
        ("battery.parquet/", "not-a-table",
         "没有叫这个名称的表；近似词：batteries",
         "no table has this name; did you mean batteries?"),
        ("企业信息.docx", "not-a-table",
         "没有叫这个名称的表；近似词：entities",
         "no table has this name; did you mean entities?"),
        ("主体.csv", "not-a-table",
         "没有叫这个名称的表；近似词：entities",
         "no table has this name; did you mean entities?"),
        ("notes.txt", "not-a-table", "没有叫这个名称的表", "no table has this name"),
        ("old/", "not-a-table", "没有叫这个名称的表", "no table has this name"),
        ("vehicles.xls", "form-not-read",
         "请另存为 vehicles.csv 或 vehicles.xlsx",
         "save it as vehicles.csv or vehicles.xlsx"),
        ("网点.txt", "form-not-read",
         "请另存为 outlets.csv 或 outlets.xlsx",
         "save it as outlets.csv or outlets.xlsx"),
        ("outlets/", "form-not-read",
         "请另存为 outlets.csv 或 outlets.xlsx",
         "save it as outlets.csv or outlets.xlsx"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("is_packed", [False, True])
def test_warned_of_what_is_no_table(
    name: str, code: str, zh: str, en: str, is_packed: bool, lay: Lay, read: Read
) -> None:
    folder = lay(records_csv=RECORDS)
    place = folder / (f"{name}a.txt" if name.endswith("/") else name)
    place.parent.mkdir(exist_ok=True)
    place.touch()

    dataset = read(pack(folder) if is_packed else folder)

    assert [(w.code, w.zh, w.en) for w in dataset.warnings] == [
        (code, f"未读取 {name}：{zh}", f"{name} is not read: {en}")
    ]


def test_what_systems_and_programs_leave_is_passed_over(lay: Lay, read: Read) -> None:
    folder = lay(records_csv=RECORDS)
    for name in (".DS_Store", "~$return.xlsx", "Thumbs.db", "desktop.ini"):
        (folder / name).touch()
    (folder / "__MACOSX").mkdir()

    assert english(read(folder)) == []


def test_many_of_no_table_are_counted(lay: Lay, read: Read) -> None:
    files = {f"n{number:02}_pdf": "x" for number in range(30)}

    warnings = english(read(lay(records_csv=RECORDS, record_csv="x", **files)))

    assert len(warnings) == 21
    assert warnings[0] == (
        "record.csv is not read: no table has this name; did you mean records?"
    )
    assert warnings[-1] == (
        "not read either, being no tables: 11 more files, folders or sheets"
    )


def test_warned_of_a_column_that_only_names_of_folders_give(
    lay: Lay, read: Read
) -> None:
    folder = lay()
    for place in ("region=42/level=pack", "region=43/level=pack"):
        part = folder / "records.parquet" / place
        part.mkdir(parents=True)
        duckdb.sql(
            f"COPY (SELECT 'R-{place[7:9]}' AS record_id, 'battery.sold' AS event, "
            "DATE '2026-01-01' AS occurred_on, 'A' AS actor_id, 'pack' AS level) "
            f"TO '{part}/a.parquet'"
        )
    (folder / "records.parquet" / "_SUCCESS").touch()
    (folder / "records.parquet" / "b.csv").touch()

    warnings = [(w.code, w.zh, w.en) for w in read(folder).warnings]

    assert warnings[1:] == [
        (
            "partition-column",
            "records.parquet：列 region 只在文件夹名（region=42）中，未读取；"
            "请把它写进各文件",
            "records.parquet: column region stands only in the names of folders "
            "(region=42) and is not read; write it into the files",
        ),
        (
            "not-a-table",
            "未读取 records.parquet/b.csv：没有叫这个名称的表",
            "records.parquet/b.csv is not read: no table has this name",
        ),
    ]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("record.csv",
         "record.csv is not read: no table has this name; did you mean records?"),
        ("records.xls",
         "records.xls is not read: save it as records.csv or records.xlsx"),
    ],
)  # fmt: skip
def test_error_says_what_might_be_the_records(
    name: str, said: str, lay: Lay, read: Read, tmp_path: Path
) -> None:
    (lay() / name).write_text("x", encoding="utf-8")

    assert refusal(lay(), read) == (f"{tmp_path}/dataset: no records in it.\n  {said}")


@pytest.mark.parametrize(
    ("name", "table"),
    [
        ("entity", "entities"), ("record", "records"), ("credentails", "credentials"),
        ("battery", "batteries"), ("records-2026", "records"), ("企业信息", "entities"),
        ("回收服务网点明细", "outlets"), ("电池明细表", "batteries"),
        ("主体", "entities"), ("企业主体", "entities"), ("证照", "credentials"),
        ("排污许可证", "credentials"), ("事件记录", "records"),
        ("notes", None), ("readme", None), ("填报说明", None), ("", None),
    ],
)  # fmt: skip
def test_nearest_table(name: str, table: str | None) -> None:
    assert Unread(name, name).nearest == table
