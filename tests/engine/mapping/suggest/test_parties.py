"""Who the company is and who stands on the other side, by where things go."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from engine.mapping.suggest.proposal import ProposedRow
from tests.engine.mapping.suggest.conftest import CODES, PARTIES, shown

Records = Callable[..., list[ProposedRow]]
A, B = PARTIES


@pytest.mark.parametrize(
    ("heads", "other"),
    [
        ("入库日期|供应商代码|客户代码", "供应商代码"),
        ("出库日期|供应商代码|客户代码", "客户代码"),
        ("入库日期|往来单位代码|客户代码", "往来单位代码"),
        ("入库日期|客户代码|备注", "客户代码"),
        ("入库日期|供应商|客户", "供应商"),
    ],
)
def test_other_side(records_of: Records, heads: str, other: str) -> None:
    rows = records_of(
        f"电池编码|{heads}",
        f"{CODES[0]}|2026-05-01|{A}|{B}",
        f"{CODES[1]}|2026-05-02|{B}|{A}",
    )

    assert shown(rows[0])["counterparty_id"] == other


def test_each_day_of_a_line_has_its_own_other_side(records_of: Records) -> None:
    rows = records_of(
        "电池编码|入库日期|来源单位代码|出库日期|接收单位代码",
        f"{CODES[0]}|2026-05-01|{A}|2026-05-09|{B}",
        f"{CODES[1]}|2026-05-02|{B}|2026-05-09|{A}",
    )

    others = [shown(row)["counterparty_id"] for row in rows]
    assert others == ["来源单位代码", "接收单位代码"]


def test_party_of_an_event_is_not_that_of_another(records_of: Records) -> None:
    rows = records_of(
        "电池编码|回收日期|移交日期|移交单位代码",
        f"{CODES[0]}|2026-05-01|2026-05-09|{A}",
        f"{CODES[1]}|2026-05-02|2026-05-09|{B}",
    )

    assert "counterparty_id" not in shown(rows[0])
    assert shown(rows[1])["counterparty_id"] == "移交单位代码"


@pytest.mark.parametrize(
    ("heads", "actor"),
    [
        ("入库日期|运营企业代码|供应商代码", "运营企业代码"),
        ("入库日期|入库企业代码|供应商代码", "入库企业代码"),
        ("入库日期|企业代码|供应商代码", "企业代码"),
        ("入库日期|收货单位代码|供应商代码", "收货单位代码"),
        ("出库日期|发货单位代码|客户代码", "发货单位代码"),
    ],
)
def test_company_is_the_same_in_every_line(
    records_of: Records, heads: str, actor: str
) -> None:
    rows = records_of(
        f"电池编码|{heads}",
        f"{CODES[0]}|2026-05-01|{A}|{B}",
        f"{CODES[1]}|2026-05-02|{A}|{B}",
    )

    assert shown(rows[0])["actor_id"] == actor


@pytest.mark.parametrize(
    ("head", "name"),
    [("出库企业代码", "actor_id"), ("交付网点代码", "counterparty_id")],
)
def test_who_does_what_a_head_speaks_of_is_only_likely(
    records_of: Records, head: str, name: str
) -> None:
    rows = records_of(
        f"电池编码|出库日期|{head}",
        f"{CODES[0]}|2026-05-01|{A}",
        f"{CODES[1]}|2026-05-02|{A}",
    )

    column = rows[0].column(name)
    assert column
    assert (column.heads, column.sure) == ((head,), "likely")


def test_company_that_no_column_names_is_to_be_filled_in(records_of: Records) -> None:
    rows = records_of("电池编码|入库日期", f"{CODES[0]}|2026-05-01")

    column = rows[0].column("actor_id")
    assert column
    assert column.is_open
    assert "no column says" in str(column.why[0])


def test_name_in_place_of_an_id_is_a_guess(records_of: Records) -> None:
    rows = records_of(
        "电池编码|入库日期|供应商",
        f"{CODES[0]}|2026-05-01|虚构甲公司",
        f"{CODES[1]}|2026-05-02|虚构乙公司",
    )

    column = rows[0].column("counterparty_id")
    assert column
    assert column.sure == "guess"
    assert "told apart by their names" in str(column.why[-1])


def test_credit_code_is_taken_before_a_number_of_ones_own(records_of: Records) -> None:
    rows = records_of(
        "电池编码|入库日期|供应商编码|税号 1",
        f"{CODES[0]}|2026-05-01|G10001|{A}",
        f"{CODES[1]}|2026-05-02|G10002|{B}",
    )

    assert shown(rows[0])["counterparty_id"] == "税号 1"


def test_name_of_a_person_is_nobodys_id(records_of: Records) -> None:
    [row] = records_of(
        "电池编码|回收日期|车主",
        f"{CODES[0]}|2026-05-01|王某",
        f"{CODES[1]}|2026-05-02|李某",
    )

    assert "counterparty_id" not in shown(row)
