"""Like sheets and files become one source, with the words of all of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from engine.mapping.model import FromColumn
from engine.mapping.suggest.proposal import Proposal
from engine.mapping.suggest.samples import Sample
from tests.engine.mapping.suggest.conftest import CODES, sheet

Propose = Callable[..., Proposal]
HEADS = "单号|类型|业务日期|电池编码"


def month(number: int, kind: str, **more: str) -> Sample:
    """Return a month's sheet with one line of a kind, and a total."""
    line = f"A{number}|{kind}|2026-0{number}-01|{CODES[number % 3]}"
    return sheet(HEADS, line, f"{number}月合计", "合计", **more)


def test_sheets_of_a_file_are_one_source_with_the_words_of_both(
    proposal_of: Propose,
) -> None:
    proposal = proposal_of(
        month(1, "入库", name="1月", file="a.xlsx"),
        month(2, "出库", name="2月", file="a.xlsx"),
    )

    (source,) = proposal.of("records")
    assert source.place.sheets == ("1月", "2月")
    event = source.rows[0].column("event")
    assert event
    assert isinstance(event.cell, FromColumn)
    assert event.cell.translation.values == {
        "入库": "battery.received",
        "出库": "battery.handed_over",
    }


def test_files_of_a_kind_are_one_source_by_a_pattern(proposal_of: Propose) -> None:
    proposal = proposal_of(
        month(1, "入库", file="2026/台账01.csv"),
        month(2, "入库", file="2026/台账02.csv"),
        sheet(
            "证照类别|证照编号|有效期至|持证单位代码",
            "x|1|2026-05-01|W10001",
            file="z.csv",
        ),
    )

    (source,) = proposal.of("records")
    assert source.place.file == "2026/台账0*.csv"


@pytest.mark.parametrize("other", ["台账03.csv", "台账0x.csv"])
def test_pattern_that_would_take_another_file_is_not_used(
    proposal_of: Propose, other: str
) -> None:
    proposal = proposal_of(
        month(1, "入库", file="台账01.csv"),
        month(2, "入库", file="台账02.csv"),
        sheet("甲|乙", "1|2", file=other),
    )

    assert [s.place.file for s in proposal.of("records")] == [
        "台账01.csv",
        "台账02.csv",
    ]


def test_signs_of_patterns_in_names_are_taken_as_they_stand(
    proposal_of: Propose,
) -> None:
    proposal = proposal_of(
        month(1, "入库", file="[甲]1.csv"), month(2, "入库", file="[甲]2.csv")
    )

    (source,) = proposal.of("records")
    assert source.place.file == "[[]甲]*.csv"


def test_rows_apart_of_all_are_left_out(proposal_of: Propose) -> None:
    proposal = proposal_of(
        sheet(HEADS, f"A1|入库|2026-01-01|{CODES[0]}", "合计", name="甲"),
        sheet(HEADS, f"A2|入库|2026-01-02|{CODES[1]}", "小计", name="乙"),
    )

    (source,) = proposal.of("records")
    assert [(out.head, out.values) for out in source.leave_out] == [
        ("单号", ("合计", "小计"))
    ]


def test_sheets_that_are_read_otherwise_stay_apart(proposal_of: Propose) -> None:
    proposal = proposal_of(
        month(1, "入库", name="甲"),
        sheet("台账", HEADS, f"A2|入库|2026-01-02|{CODES[1]}", name="乙"),
    )

    assert [s.place.header for s in proposal.of("records")] == [(1,), (2,)]
