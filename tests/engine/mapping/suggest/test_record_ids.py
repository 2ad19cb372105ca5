"""Ids of records stay the same in another export, and no two are the same."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from engine.mapping.model import FromColumn, MadeOf
from engine.mapping.suggest.proposal import Proposal, ProposedRow
from tests.engine.mapping.suggest.conftest import CODES, VINS, sheet, shown

Records = Callable[..., list[ProposedRow]]


def id_of(row: ProposedRow) -> object:
    """Return the heads of an id and its prefix; of a plain cell the head."""
    column = row.column("record_id")
    assert column
    cell = column.cell
    if isinstance(cell, FromColumn):
        return cell.column
    assert isinstance(cell, MadeOf)
    return (*cell.columns, cell.prefix)


@pytest.mark.parametrize(
    ("head", "numbers", "expected"),
    [
        ("单据编号", ("RK1", "RK2"), "单据编号"),
        ("记录编号", ("RK1", "RK2"), "记录编号"),
        ("数据编号", ("9001", "9002"), "数据编号"),
        ("单据编号", ("RK1", "RK1"), ("电池编码", "入库日期", "received")),
        ("单据编号", ("RK1", ""), ("电池编码", "入库日期", "received")),
        ("编号", ("1", "2"), ("电池编码", "入库日期", "received")),
    ],
)
def test_number_of_a_paper_or_thing_and_day(
    records_of: Records, head: str, numbers: tuple[str, str], expected: object
) -> None:
    rows = records_of(
        f"{head}|入库日期|电池编码",
        f"{numbers[0]}|2026-05-01|{CODES[0]}",
        f"{numbers[1]}|2026-05-02|{CODES[1]}",
    )

    assert id_of(rows[0]) == expected


def test_two_records_of_a_line_share_a_paper_behind_their_events(
    records_of: Records,
) -> None:
    rows = records_of(
        "单据编号|入库日期|出库日期|电池编码",
        f"A1|2026-05-01|2026-05-09|{CODES[0]}",
        f"A2|2026-05-02|2026-05-09|{CODES[1]}",
    )

    assert [id_of(row) for row in rows] == [
        ("单据编号", "received"),
        ("单据编号", "handed_over"),
    ]


def test_paper_of_one_event_is_the_id_of_its_records(records_of: Records) -> None:
    rows = records_of(
        "入库日期|出库日期|出库单号|电池编码",
        f"2026-05-01|2026-05-09|CK1|{CODES[0]}",
        f"2026-05-02|||{CODES[1]}",
    )

    assert [id_of(row) for row in rows] == [
        ("电池编码", "入库日期", "received"),
        "出库单号",
    ]
    assert [shown(row).get("document") for row in rows] == [None, "出库单号"]


def test_vehicle_names_what_has_no_battery(records_of: Records) -> None:
    rows = records_of(
        "VIN|电池编码|交车日期|出证日期",
        f"{VINS[0]}|{CODES[0]}|2026-05-01|2026-05-02",
        f"{VINS[1]}||2026-05-01|2026-05-02",
    )

    assert id_of(rows[0]) == ("VIN", "交车日期", "scrap_received")


def test_more_columns_are_added_until_the_rows_differ(records_of: Records) -> None:
    rows = records_of(
        "再生利用",
        "日期|投入/产出|金属元素|金属量(t)",
        "2026-03-20|投入|镍|20",
        "2026-03-20|产出|镍|19",
        "2026-03-20|投入|钴|6",
        name="再生利用",
    )

    assert id_of(rows[0]) == ("日期", "投入/产出", "金属元素", "recycled")


def test_rows_that_nothing_tells_apart_are_a_guess(records_of: Records) -> None:
    rows = records_of(
        "电池编码|入库日期", f"{CODES[0]}|2026-05-01", f"{CODES[0]}|2026-05-01"
    )

    column = rows[0].column("record_id")
    assert column
    assert column.sure == "guess"
    assert "do not differ" in str(column.why[0])


def test_numbers_that_another_sheet_has_are_no_ids_twice(
    proposal_of: Callable[..., Proposal],
) -> None:
    proposal = proposal_of(
        sheet("单号|入库日期|电池编码", f"0001|2026-05-01|{CODES[0]}", name="甲"),
        sheet("单号|拆解日期|电池编码", f"0001|2026-05-02|{CODES[1]}", name="乙"),
    )

    rows = [row for source in proposal.of("records") for row in source.rows]
    assert [id_of(row) for row in rows] == [
        "单号",
        ("电池编码", "拆解日期", "dismantled"),
    ]
