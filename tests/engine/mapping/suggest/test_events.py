"""What the lines of a sheet tell: by kinds, days, batteries, and by names."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from engine.mapping.model import Constant, FromColumn
from engine.mapping.suggest.events import EventReader
from engine.mapping.suggest.proposal import Proposal, ProposedRow, When
from engine.mapping.suggest.synonyms import Synonyms
from engine.rulebook import Vocabulary
from tests.engine.mapping.suggest.conftest import CODES, VINS, sheet

Records = Callable[..., list[ProposedRow]]


def events(rows: list[ProposedRow]) -> list[object]:
    """Return the event of each row: its name, or the words that stand for events."""
    found: list[object] = []
    for row in rows:
        column = row.column("event")
        assert column
        cell = column.cell
        is_one = isinstance(cell, Constant)
        found.append(cell.text if is_one else dict(cell.translation.values or {}))
    return found


@pytest.mark.parametrize(
    ("word", "event"),
    [
        ("电池接收入库", "battery.received"),
        ("battery.received", "battery.received"),
        ("采购入库", "battery.received"),
        ("已出库", "battery.handed_over"),
        ("Goods Receipt", "battery.received"),
        ("Delivery Note", "battery.handed_over"),
        ("盘盈入库", None),
        ("Stock Reconciliation", None),
        ("保养", None),
    ],
)
def test_word_of_a_kind(
    vocabulary: Vocabulary, synonyms: Synonyms, word: str, event: str | None
) -> None:
    found = EventReader(vocabulary, synonyms).event_of(word)

    assert (found and found[0]) == event


def test_kinds_of_lines_become_events(records_of: Records) -> None:
    rows = records_of(
        "单号|类型|业务日期|电池编码",
        f"A1|入库|2026-05-01|{CODES[0]}",
        f"A2|出库|2026-05-02|{CODES[1]}",
        f"A3|盘点|2026-05-03|{CODES[2]}",
    )

    assert events(rows) == [{"入库": "battery.received", "出库": "battery.handed_over"}]
    column = rows[0].column("event")
    assert column
    assert (column.sure, column.unknown) == ("likely", ("盘点",))


def test_kinds_by_the_names_of_the_vocabulary_are_sure(records_of: Records) -> None:
    rows = records_of(
        "单号|类型|业务日期|电池编码",
        f"A1|电池接收入库|2026-05-01|{CODES[0]}",
        f"A2|电池移交|2026-05-02|{CODES[1]}",
    )

    column = rows[0].column("event")
    assert column
    assert column.sure == "sure"


def test_two_days_of_a_line_are_two_records(records_of: Records) -> None:
    rows = records_of(
        "电池编码|入库日期|出库日期|状态",
        f"{CODES[0]}|2026-05-01|2026-05-09|已出库",
        f"{CODES[1]}|2026-05-02||在库",
    )

    assert events(rows) == ["battery.received", "battery.handed_over"]
    assert [row.when for row in rows] == [When("入库日期"), When("出库日期")]


def test_two_batteries_of_a_line_are_two_records(records_of: Records) -> None:
    rows = records_of(
        "订单号|VIN|换电时间|换下电池编码|换上电池编码",
        f"A1|{VINS[0]}|2026-05-01 10:00|{CODES[0]}|{CODES[1]}",
        f"A2|{VINS[1]}|2026-05-01 11:00||{CODES[2]}",
    )

    assert events(rows) == ["battery.swapped_out", "battery.swapped_in"]
    batteries = [row.column("battery_code") for row in rows]
    assert [b and b.heads for b in batteries] == [("换下电池编码",), ("换上电池编码",)]
    days = [row.column("occurred_on") for row in rows]
    assert [d and d.heads for d in days] == [("换电时间",)] * 2


@pytest.mark.parametrize(
    ("name", "head", "event"),
    [
        ("拆解", "完成日期", "battery.dismantled"),
        ("入库", "业务日期", "battery.received"),
        ("2026年", "入库日期", "battery.received"),
        ("产品出库", "出库日期", "product.released"),  # the name says more
        ("回收台账", "入库日期", "battery.taken_back"),  # both bring something
        ("虚构拆解有限公司入库", "日期", "battery.received"),
        ("Sheet1", "日期", ""),
    ],
)
def test_event_of_a_whole_sheet(
    records_of: Records, name: str, head: str, event: str
) -> None:
    rows = records_of(
        f"单号|{head}|电池编码",
        f"A1|2026-05-01|{CODES[0]}",
        f"A2|2026-05-02|{CODES[1]}",
        name=name,
        file="a.xlsx",
    )

    assert events(rows) == [event]
    column = rows[0].column("event")
    assert column
    assert column.is_open is (event == "")
    assert column.sure != "sure"


def test_day_of_making_counts_only_at_a_maker(records_of: Records) -> None:
    maker = records_of(
        "电池编码|生产日期|贴标日期",
        f"{CODES[0]}|2026-05-01|2026-05-02",
        f"{CODES[1]}|2026-05-01|2026-05-02",
    )
    recycler = records_of(
        "电池编码|生产日期|入库日期",
        f"{CODES[0]}|2019-05-01|2026-05-02",
        f"{CODES[1]}|2019-05-01|2026-05-02",
    )

    assert events(maker) == ["battery.produced", "battery.labelled"]
    assert events(recycler) == ["battery.received"]


@pytest.mark.parametrize(
    ("heads", "event"),
    [
        ("电池编码|贴标日期|发货日期", "battery.supplied"),
        ("电池编码|入库日期|发货日期", "battery.handed_over"),
        ("VIN|合格证签发日期|销售日期", "vehicle.sold"),
        ("电池编码|进口日期|销售日期", "battery.sold"),
        ("VIN|证明开具日期|交车日期", "vehicle.scrap_received"),
    ],
)
def test_word_means_another_event_in_some_company(
    records_of: Records, heads: str, event: str
) -> None:
    things = VINS if heads.startswith("VIN") else CODES
    rows = records_of(heads, *(f"{thing}|2026-05-01|2026-05-02" for thing in things))

    assert events(rows)[1] == event


def test_dismantling_of_vehicles_is_no_event_of_batteries(records_of: Records) -> None:
    rows = records_of(
        "VIN|交车日期|出证日期|拆解完成日期",
        *(f"{vin}|2026-05-01|2026-05-02|2026-05-03" for vin in VINS),
    )

    assert events(rows) == ["vehicle.scrap_received", "vehicle.scrap_certified"]


def test_status_of_the_day_is_no_kind_beside_two_days(records_of: Records) -> None:
    rows = records_of(
        "电池编码|入库日期|出库日期|当前状态",
        *(f"{code}|2026-05-01|2026-05-09|已出库" for code in CODES),
    )

    assert len(rows) == 2
    assert not any(isinstance(e, dict) for e in events(rows))


def test_sheet_that_tells_nothing_of_batteries_is_none_of_ours(
    proposal_of: Callable[..., Proposal],
) -> None:
    proposal = proposal_of(
        sheet("姓名|部门|入职日期", "甲|技术部|2020-01-01"),
        sheet("单据编号|日期|金额", "A1|2026-05-01|100", "A2|2026-05-02|200"),
    )

    assert proposal.sources == ()
    assert proposal.not_read == ("a.csv", "a.csv")


def test_column_of_kinds_needs_a_head_or_two_events(records_of: Records) -> None:
    rows = records_of(
        "单号|完工日期|电池编码|工艺路线",
        *(f"A{n}|2026-05-0{n + 1}|{code}|湿法" for n, code in enumerate(CODES)),
        name="再生利用",
    )

    column = rows[0].column("event")
    assert column
    assert not isinstance(column.cell, FromColumn)


def test_planned_day_is_passed_over_beside_an_actual_one(records_of: Records) -> None:
    [row] = records_of(
        "电池编码|计划入库日期|实际入库日期", f"{CODES[0]}|2026-05-01|2026-05-03"
    )

    assert row.column("occurred_on").cell == FromColumn("实际入库日期", 0)  # type: ignore[union-attr]


def test_kind_of_movement_is_taken_before_the_kind_of_paper(
    records_of: Records,
) -> None:
    [row] = records_of(
        "单号|单据类型|收发类别|日期|电池编码",
        f"R1|采购入库单|回收入库|2026-05-01|{CODES[0]}",
        f"C1|销售出库单|移交出库|2026-05-02|{CODES[1]}",
    )

    assert row.column("event").heads == ("收发类别",)  # type: ignore[union-attr]


def test_few_words_beside_many_empty_cells_are_no_kinds(records_of: Records) -> None:
    lines = [f"{CODES[n % 3]}|2026-05-0{n}|" for n in range(1, 6)]

    rows = records_of(
        "电池编码|绑定时间|下线缘由",
        *lines,
        f"{CODES[0]}|2026-05-07|更换",
        f"{CODES[1]}|2026-05-08|维修",
    )

    assert [row.column("event").cell for row in rows] == [  # type: ignore[union-attr]
        Constant("battery.installed")
    ]


def test_two_batteries_of_unknown_events_are_for_a_person_to_tell(
    records_of: Records,
) -> None:
    rows = records_of(
        "VIN|日期|电池编码甲|电池编码乙",
        f"{VINS[0]}|2026-05-01|{CODES[0]}|{CODES[1]}",
        f"{VINS[1]}|2026-05-02|{CODES[1]}|{CODES[2]}",
    )

    assert [row.when for row in rows] == [When("电池编码甲"), When("电池编码乙")]
    assert all(row.column("event").is_open for row in rows)  # type: ignore[union-attr]


def test_hand_over_and_release_are_told_apart_beside_either(
    proposal_of: Callable[..., Proposal],
) -> None:
    out = sheet("出库日期|电池编码", f"2026-05-01|{CODES[0]}", name="出库")
    in_ = sheet("入库日期|电池编码", f"2026-05-01|{CODES[0]}", name="入库")

    [told] = proposal_of(out).of("records")
    [untold] = proposal_of(in_).of("records")

    assert [note.in_language("zh") for note in told.notes] == [
        "出库有两种：把电池本身（含废旧电池）交给另一企业是 battery.handed_over；"
        "综合利用制成的产品（梯次产品、再生材料）出库是 product.released。请核对"
    ]
    assert [note.in_language("en") for note in told.notes] == [
        "two things leave a store: a battery as such that goes to another enterprise is "
        "battery.handed_over; what utilization made (a product of repurposed batteries, "
        "recovered material) is product.released. See which it is"
    ]
    assert untold.notes == ()
