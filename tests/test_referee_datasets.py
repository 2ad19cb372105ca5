"""The referee reads cells, rows and columns of CSV files as the form of records says."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.referee import read_folder
from tests.referee.readings import UnreadableError, read_cell, read_day

VOCABULARY = {
    "events": {"act": {"zh": "行为"}},
    "fields": {
        "grade": {"type": "code", "zh": "等级"},
        "kg": {"type": "number", "zh": "数量"},
        "done": {"type": "flag", "zh": "完成"},
    },
    "codes": {"grade": {"a": {"zh": "甲"}}},
    "roles": {"maker": {"zh": "制造商"}},
    "credentials": {"eia": {"zh": "环评"}},
}
HEADS = "record_id,event,occurred_on,actor_id,corrects"


def read(folder: Path, records: str, **tables: str) -> dict[str, Any]:
    (folder / "dataset.yaml").write_text("title: t\n", "utf-8")
    for table, text in {"records": records, **tables}.items():
        (folder / f"{table}.csv").write_text(text, "utf-8")
    return read_folder(folder, VOCABULARY)


def ids(rows: list[dict[str, Any]]) -> list[str | None]:
    return [row["record_id"] for row in rows]


@pytest.mark.parametrize(
    "text",
    [
        "2026-05-01", "2026-5-1", "2026/5/1", "2026.05.1", "2026年5月1日", "20260501",
        "2026-05-01T08:30", "2026年5月1日 8:05", "20260501 08:30:59.5", "2026.5.1T08",
        "2026-05-01T083059", "2026-04-30T16:00:00Z", "2026-05-02 07:59+1600",
        "2026-05-01  23:59:59+08", "2026/4/30 23:30-05:00",
    ],
)  # fmt: skip
def test_day_is_read_in_writings_that_put_the_year_first(text: str) -> None:
    assert read_day(text) == date(2026, 5, 1)


@pytest.mark.parametrize(
    "text",
    [
        "1/5/2026", "01.05.2026", "2026-02-30", "2026-13-01", "2026-5/1", "46143",
        "20260501083059", "2026-05-01 24:00", "2026-05-01 8:05 AM", "2026-05-01 上午8:05",
        "2026-05-01 08", "2026-05-01T8", "2026-05-01T0830", "2026-05-01Z",
        "\uff12\uff10\uff12\uff16-05-01", "2026-05-01 08:60", "2026-05-01 08:00+25:00",
        "0000-01-01", "待定",
    ],
)  # fmt: skip
def test_day_in_another_writing_is_unreadable(text: str) -> None:
    with pytest.raises(UnreadableError):
        read_day(text)


@pytest.mark.parametrize(
    ("text", "column", "kind", "value"),
    [
        ("\u3000\uff32\u200b\uff101\xa0", "record_id", "text", "R01"),
        ("r01", "record_id", "text", "r01"),
        (" \uff2e/\uff21 ", "battery_code", "text", None),
        ("——", "maker_id", "text", None),
        ("\uff14\uff12", "region", "text", "42"),
        ("无", "name", "text", "无"),
        (" \xa0", "name", "text", None),
        ("是", "done", "flag", True),
        ("NO", "done", "flag", False),
        ("-5", "kg", "number", -5),
    ],
)
def test_cell_is_cleaned_by_what_its_column_is(
    text: str, column: str, kind: str, value: Any
) -> None:
    assert read_cell(text, column, kind, None) == value


@pytest.mark.parametrize(
    ("text", "column"),
    [("4", "region"), ("/", "region"), ("42010", "region"), ("1e3", "kg")],
)
def test_cell_of_another_form_is_unreadable(text: str, column: str) -> None:
    with pytest.raises(UnreadableError):
        read_cell(text, column, "number" if column == "kg" else "text", None)


def test_row_with_a_fault_is_rejected_with_what_can_be_read(tmp_path: Path) -> None:
    heads = f"{HEADS},等级,kg,done"
    found = read(
        tmp_path,
        f"{heads}\n"
        "r1,行为,2026-05-01,A,,甲,1,是\n"
        "r2,act,5月1日,A,,a,,\n"
        "r3,acted,2026-05-01,A,,,,\n"
        "r4,act,2026-05-01,/,,,,\n"
        "r5,act,2026-05-01,A,,b,,\n"
        "r6,act,2026-05-01,A,,,约1,\n"
        "r7,act,2026-05-01,A,,,,?\n"
        ", ,,,,,,\n",
    )

    assert [(r["event"], r["grade"]) for r in found["records"]] == [("act", "a")]
    rejected = found["rejected"]["records"]
    assert ids(rejected) == ["r2", "r3", "r4", "r5", "r6", "r7"]
    assert (rejected[0]["actor_id"], rejected[0]["occurred_on"]) == ("A", None)
    assert (rejected[1]["event"], rejected[3]["grade"]) == (None, None)


def test_repeated_row_counts_once_and_a_used_id_is_rejected(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        f"{HEADS}\nr1,act,2026-05-01,A,\n r1,行为,2026/5/1,A,/\nr1,act,2026-05-01,B,\n"
        "r2,act,soon,A,\nr2,act,soon,A,\nr2,act,later,A,\n",
        outlets="outlet_id\nO\nO\nP\n",
        entities="entity_id,roles\nA,制造商;seller\nA,maker\n",
        credentials="entity_id,kind\nA,环评\nA,other\n",
    )

    assert ids(found["records"]) == ["r1"]
    rejected = found["rejected"]["records"]
    assert [row["actor_id"] for row in rejected] == ["B", "A", "A"]
    assert len(found["outlets"]) == 2
    assert [row["roles"] for row in found["entities"]] == [("maker", "seller")]
    assert len(found["rejected"]["entities"]) == 1
    assert [row["kind"] for row in found["credentials"]] == ["eia", "other"]


def test_correction_of_nothing_or_in_a_circle_is_rejected(tmp_path: Path) -> None:
    corrects = {"a": "b", "b": "c", "c": "b", "d": "gone", "e": "d", "f": "f", "g": "a"}
    rows = "".join(
        f"{name},act,2026-05-01,A,{other}\n" for name, other in corrects.items()
    )

    found = read(tmp_path, f"{HEADS}\n{rows}")

    assert ids(found["records"]) == ["a", "e", "g"]
    assert ids(found["rejected"]["records"]) == ["b", "c", "d", "f"]


def test_columns_that_no_file_has_are_told_of_tables_that_are_there(
    tmp_path: Path,
) -> None:
    found = read(tmp_path, f"{HEADS}\n", vehicles="\uff56\uff49\uff4e,maker_id\n")

    assert found["absent"]["vehicles"] == ["swap_model"]
    assert {"reported_on", "grade"} < set(found["absent"]["records"])
    assert "outlets" not in found
    assert "outlets" not in found["absent"]
