"""The columns of records that are proposed for the lines of a sheet."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from engine.mapping.model import Constant, FromColumn
from engine.mapping.suggest.proposal import Proposal, ProposedRow
from tests.engine.mapping.suggest.conftest import CODES, VINS, sheet, shown

Records = Callable[..., list[ProposedRow]]


def test_plain_ledger(records_of: Records) -> None:
    rows = records_of(
        "单据编号|入库日期|电池编码|净重(kg)|平台上报日期|备注",
        f"RK1|2026-05-01|{CODES[0]}|400|2026-05-09|",
        f"RK2|2026-05-02|{CODES[1]}|401||x",
    )

    assert [shown(row) for row in rows] == [
        {
            "record_id": "单据编号",
            "event": "'battery.received'",
            "occurred_on": "入库日期",
            "battery_code": "电池编码",
            "actor_id": "''",
            "reported_on": "平台上报日期",
            "quantity_kg": "净重(kg)",
            "document": "单据编号",
        }
    ]


@pytest.mark.parametrize(
    ("head", "values", "unit", "written", "sure"),
    [
        ("重量(t)", "0.4|0.5", "t", None, "sure"),
        ("重量(kg)", "400|500", None, None, "sure"),
        ("重量", "400|500", None, None, "likely"),
        ("数量(吨)", "0.4|0.5", "吨", None, "sure"),
        ("重量(kg)", "1,400|500", None, "1,234.5", "sure"),
        ("重量(kg)", "400,5|500", None, "1.234,5", "sure"),
    ],
)
def test_numbers_with_their_unit_and_marks(
    records_of: Records,
    head: str,
    values: str,
    unit: str | None,
    written: str | None,
    sure: str,
) -> None:
    first, second = values.split("|")
    rows = records_of(
        f"电池编码|入库日期|{head}",
        f"{CODES[0]}|2026-05-01|{first}",
        f"{CODES[1]}|2026-05-02|{second}",
    )

    column = rows[0].column("quantity_kg")
    assert column
    assert isinstance(column.cell, FromColumn)
    assert (column.cell.unit, column.cell.written) == (unit, written)
    assert column.sure == sure


@pytest.mark.parametrize("head", ["数量", "数量（包）", "容量(Ah)", "重量(kWh)"])
def test_numbers_of_another_unit_are_no_weight(records_of: Records, head: str) -> None:
    rows = records_of(f"电池编码|入库日期|{head}", f"{CODES[0]}|2026-05-01|1")

    assert "quantity_kg" not in shown(rows[0])


def test_net_weight_is_taken_before_gross(records_of: Records) -> None:
    rows = records_of(
        "电池编码|入库日期|毛重(t)|皮重(t)|净重(t)", f"{CODES[0]}|2026-05-01|9.4|9|0.4"
    )

    assert shown(rows[0])["quantity_kg"] == "净重(t)"


@pytest.mark.parametrize(
    ("days", "written", "sure"),
    [
        (("13/05/2026", "02/05/2026"), "day-month-year", "sure"),
        (("03.05.2026", "02.05.2026"), "day-month-year", "guess"),
        (("20260513093000", "20260502093000"), "digits", "sure"),
        (("46143", "46144"), "serial", "sure"),
        (("2026-05-13", "2026-05-02"), None, "sure"),
    ],
)
def test_days_with_their_order(
    records_of: Records, days: tuple[str, str], written: str | None, sure: str
) -> None:
    rows = records_of(
        "电池编码|入库日期", f"{CODES[0]}|{days[0]}", f"{CODES[1]}|{days[1]}"
    )

    column = rows[0].column("occurred_on")
    assert column
    assert isinstance(column.cell, FromColumn)
    assert (column.cell.written, column.sure) == (written, sure)


def test_reports_go_to_the_event_that_they_follow(records_of: Records) -> None:
    rows = records_of(
        "电池编码|回收日期|移交日期|上传日期",
        f"{CODES[0]}|2026-05-01|2026-05-20|2026-05-03",
        f"{CODES[1]}|2026-05-02|2026-05-21|2026-05-04",
    )

    assert [shown(row)["reported_on"] for row in rows] == ["上传日期", "''"]
    reported = rows[0].column("reported_on")
    assert reported
    assert reported.sure == "likely"


def test_reports_after_both_events_are_a_guess(records_of: Records) -> None:
    rows = records_of(
        "电池编码|回收日期|移交日期|上传日期",
        f"{CODES[0]}|2026-05-01|2026-05-20|2026-05-30",
    )

    reported = [row.column("reported_on") for row in rows]
    assert [r and r.sure for r in reported] == ["guess", "guess"]


def test_reports_of_each_event_have_their_own_column(records_of: Records) -> None:
    rows = records_of(
        "电池编码|入库日期|入库上报日期|出库日期|出库上报日期",
        f"{CODES[0]}|2026-05-01|2026-05-03|2026-05-20|2026-05-23",
    )

    assert [shown(row)["reported_on"] for row in rows] == [
        "入库上报日期",
        "出库上报日期",
    ]


def test_source_without_reports_beside_one_with_reports_says_so(
    proposal_of: Callable[..., Proposal],
) -> None:
    proposal = proposal_of(
        sheet(
            "入库日期|电池编码|上报日期", f"2026-05-01|{CODES[0]}|2026-05-02", name="甲"
        ),
        sheet("拆解日期|电池编码", f"2026-05-09|{CODES[0]}", name="乙"),
    )

    cells = [
        column.cell
        for source in proposal.of("records")
        for row in source.rows
        if (column := row.column("reported_on"))
    ]
    assert [isinstance(cell, Constant) for cell in cells] == [False, True]


def test_condition_that_a_title_names_is_a_guess(records_of: Records) -> None:
    rows = records_of(
        "退役动力电池入库台账", "电池编码|入库日期", f"{CODES[0]}|2026-05-01"
    )

    column = rows[0].column("battery_condition")
    assert column
    assert (column.cell, column.sure) == (Constant("waste"), "guess")


def test_column_that_needs_another_is_not_proposed_without_it(
    records_of: Records,
) -> None:
    battery = records_of("电池编码|入库日期|Model", f"{CODES[0]}|2026-05-01|EVP-75")
    vehicle = records_of(
        "VIN|电池编码|装车日期|Model", f"{VINS[0]}|{CODES[0]}|2026-05-01|XG7"
    )

    assert "model" not in shown(battery[0])
    assert shown(vehicle[0])["model"] == "Model"


def test_column_of_no_values_is_less_sure(records_of: Records) -> None:
    rows = records_of(
        "电池编码|入库日期|上报日期",
        f"{CODES[0]}|2026-05-01|",
        f"{CODES[1]}|2026-05-02|",
    )

    column = rows[0].column("reported_on")
    assert column
    assert column.sure == "likely"


@pytest.mark.parametrize(
    ("head", "value"),
    [
        ("入库日期", "见备注"),
        ("净重(kg)", "待称"),
        ("VIN", "无"),
        ("地区代码", "湖北省"),
    ],
)
def test_head_whose_values_are_none_of_it_is_not_used(
    records_of: Records, head: str, value: str
) -> None:
    rows = records_of(
        f"电池编码|移交日期|{head}",
        f"{CODES[0]}|2026-05-01|{value}",
        f"{CODES[1]}|2026-05-02|{value}",
    )

    assert head not in {part for row in rows for part in shown(row).values()}


def test_battery_and_vehicle_by_their_values_alone(records_of: Records) -> None:
    rows = records_of(
        "件码|底盘|入库日期",
        f"{CODES[0]}|{VINS[0]}|2026-05-01",
        f"{CODES[1]}|{VINS[1]}|2026-05-02",
    )

    assert shown(rows[0])["battery_code"] == "件码"
    assert shown(rows[0])["vin"] == "底盘"
    assert {rows[0].column(c).sure for c in ("battery_code", "vin")} == {"likely"}
