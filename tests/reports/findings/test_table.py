"""Tables of like findings use the width of the page and lose no row."""

from __future__ import annotations

import pytest

from reports.findings.table import ROOM, Field, divide, fit, shortened
from reports.findings.values import Shape

DAY, CODE, ID = "2026-02-09", "F01PA65002VEQMS1F0001252", "a9a0e92b71c92fe5"


def field(key: str, shape: Shape, *cells: str) -> Field:
    return Field(key, key, shape, cells)


def crowded() -> list[Field]:
    """Return more columns than have room in one line each."""
    return [
        field("occurred_on", "day", DAY),
        field("event", "text", "Battery replaced"),
        field("record_id", "code", "R000001252100"),
        field("battery_code", "code", CODE),
        field("vin", "code", "LE0BJLN700F001252"),
        field("actor_id", "party", "Invented Auto Repair No. 001\n914502025950003244"),
        field("due_on", "day", DAY),
        field("done_on", "day", DAY),
        field("days", "number", "1013"),
        field("document", "text", "a long description of a document"),
        field("finding_id", "id", ID),
    ]


def test_what_all_rows_share_is_said_once() -> None:
    said, columns = divide([field("model", "text", "M1", "M1"),
                            field("days", "number", "3", "4")])  # fmt: skip

    assert [(one.label, one.value) for one in said] == [("model", "M1")]
    assert [column.key for column in columns] == ["days"]


def test_a_single_row_keeps_its_columns() -> None:
    said, columns = divide([field("model", "text", "M1")])

    assert said == []
    assert [column.key for column in columns] == ["model"]


def test_ids_stay_in_the_table_even_where_they_are_alike() -> None:
    said, columns = divide([field("record_id", "code", "R", "R")])

    assert said == []
    assert len(columns) == 1


def test_a_column_without_any_value_is_left_out() -> None:
    assert divide([field("vin", "code", "", "")]) == ([], [])


@pytest.mark.parametrize("fields", [crowded(), crowded()[:4], crowded()[:1]])
def test_widths_add_up_to_the_width_of_the_page(fields: list[Field]) -> None:
    columns, _, _ = fit(fields)

    assert sum(column.width for column in columns) == pytest.approx(ROOM, abs=0.2)


def test_codes_share_a_column_where_there_is_no_room_and_days_keep_theirs() -> None:
    columns, [row], lines = fit(crowded())

    keys = [column.key for column in columns]
    assert "vin" not in keys
    cells = dict(zip(keys, row, strict=True))
    code, vin = cells["battery_code"].split("\n")
    assert code.startswith("F0")
    assert code.endswith("252")
    assert vin.startswith("LE")
    assert vin.endswith("252")
    assert [cells[key] for key in ("occurred_on", "due_on", "done_on")] == [DAY] * 3
    assert lines >= 2


def test_a_code_with_room_is_whole() -> None:
    _, [row], lines = fit(crowded()[:4])

    assert row[-1] == CODE
    assert lines == 1


def test_what_is_shortened_keeps_both_ends() -> None:
    assert shortened("abcdefghij", 5) == "ab…ij"
    assert shortened("abcde", 5) == "abcde"


def test_a_hostile_word_does_not_widen_the_table() -> None:
    columns, [row], _ = fit([field("record_id", "code", "W" * 3000),
                             field("document", "text", "W" * 3000)])  # fmt: skip

    assert sum(column.width for column in columns) == pytest.approx(ROOM, abs=0.2)
    assert all("…" in cell and len(cell) <= 160 for cell in row)
