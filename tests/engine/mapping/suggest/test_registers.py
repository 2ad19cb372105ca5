"""Registers: whole sheets, and those that lie in the lines of records."""

from __future__ import annotations

from collections.abc import Callable

from engine.mapping.suggest.proposal import Proposal
from tests.engine.mapping.suggest.conftest import CODES, PARTIES, VINS, sheet, shown

Propose = Callable[..., Proposal]
A, B = PARTIES
LEDGER = sheet(
    "单号|入库日期|电池编码|电池类型|额定能量(kWh)|供应商|供应商代码",
    f"A1|2026-05-01|{CODES[0]}|磷酸铁锂|52.6|虚构甲|{A}",
    f"A2|2026-05-02|{CODES[1]}|三元锂|64.2|虚构乙|{B}",
    name="入库",
)
PERMITS = sheet(
    "企业名称|统一社会信用代码|证照类别|证照编号|发证日期|有效期至",
    f"虚构甲|{A}|排污许可证|P1|2021-05-16|2026-05-15",
    f"虚构甲|{A}|ISO 14001|P2|2023-04-01|",
    f"虚构甲|{A}|营业执照|P3|2018-04-01|",
    name="证照",
)


def of(proposal: Proposal, table: str) -> list[dict[str, str]]:
    return [shown(row) for source in proposal.of(table) for row in source.rows]


def test_things_and_parties_of_the_lines(proposal_of: Propose) -> None:
    proposal = proposal_of(LEDGER)

    assert of(proposal, "batteries") == [
        {
            "battery_code": "电池编码",
            "chemistry": "电池类型",
            "rated_kwh": "额定能量(kWh)",
        }
    ]
    assert of(proposal, "entities") == [
        {"entity_id": "''", "roles": "''"},
        {"entity_id": "供应商代码", "name": "供应商"},
    ]
    assert all(s.distinct for s in proposal.sources if s.table != "records")


def test_company_that_a_column_names_is_registered_by_it(proposal_of: Propose) -> None:
    proposal = proposal_of(
        sheet(
            "入库日期|电池编码|入库企业名称|入库企业代码",
            f"2026-05-01|{CODES[0]}|虚构甲|{A}",
            f"2026-05-02|{CODES[1]}|虚构甲|{A}",
        )
    )

    assert of(proposal, "entities") == [
        {"entity_id": "入库企业代码", "name": "入库企业名称", "roles": "''"}
    ]


def test_vehicles_with_what_is_known_of_them(proposal_of: Propose) -> None:
    proposal = proposal_of(
        sheet(
            "VIN|交车日期|出证日期|是否换电车型",
            f"{VINS[0]}|2026-05-01|2026-05-02|是",
            f"{VINS[1]}|2026-05-01|2026-05-02|否",
        )
    )

    assert of(proposal, "vehicles") == [{"vin": "VIN", "swap_model": "是否换电车型"}]


def test_sheet_of_permits(proposal_of: Propose) -> None:
    proposal = proposal_of(PERMITS)

    assert of(proposal, "records") == []
    assert of(proposal, "credentials") == [
        {
            "entity_id": "统一社会信用代码",
            "kind": "证照类别",
            "number": "证照编号",
            "valid_from": "发证日期",
            "valid_until": "有效期至",
        }
    ]
    kind = next(proposal.of("credentials")).rows[0].column("kind")
    assert kind
    assert kind.unknown == ("ISO 14001",)
    assert not next(proposal.of("credentials")).distinct


def test_parties_of_lines_are_left_out_beside_permits(proposal_of: Propose) -> None:
    # One that is registered without a permit would count as holding none.
    proposal = proposal_of(LEDGER, PERMITS)

    assert of(proposal, "entities") == [{"entity_id": "''", "roles": "''"}]


def test_sheet_of_outlets(proposal_of: Propose) -> None:
    proposal = proposal_of(
        sheet(
            "网点编码|网点名称|设立企业统一社会信用代码|所在地区代码|启用日期|停用日期",
            f"W10001|甲|{A}|420106|2022-03-01|",
            f"W10002|乙|{A}|430102|2022-03-01|2026-03-31",
        )
    )

    assert of(proposal, "outlets") == [
        {
            "outlet_id": "网点编码",
            "operator_id": "设立企业统一社会信用代码",
            "region": "所在地区代码",
            "opened_on": "启用日期",
            "closed_on": "停用日期",
        }
    ]


def test_sheet_of_parties_has_their_roles(proposal_of: Propose) -> None:
    proposal = proposal_of(
        sheet(
            "企业名称|统一社会信用代码|企业类型|成立日期",
            f"虚构甲|{A}|综合利用企业|2015-05-01",
            f"虚构乙|{B}|拆解企业|2016-05-01",
        )
    )

    assert of(proposal, "entities") == [
        {
            "entity_id": "统一社会信用代码",
            "name": "企业名称",
            "roles": "企业类型",
            "established_on": "成立日期",
        }
    ]


_BATTERIES = sheet(
    "电池编码|电池类型|额定能量(kWh)|生产日期",
    f"{CODES[0]}|磷酸铁锂|52.6|2019-05-01",
    name="电池清单",
)


def test_sheet_of_batteries_without_any_event(proposal_of: Propose) -> None:
    other = sheet("电池编码|入库日期", f"{CODES[0]}|2026-05-01", name="入库")

    proposal = proposal_of(_BATTERIES, other)

    assert [row["event"] for row in of(proposal, "records")] == ["'battery.received'"]
    assert set(of(proposal, "batteries")[0]) == {
        "battery_code", "chemistry", "rated_kwh", "produced_on",
    }  # fmt: skip


def test_register_of_batteries_alone_may_be_of_those_that_were_made(
    proposal_of: Propose,
) -> None:
    proposal = proposal_of(_BATTERIES)

    assert of(proposal, "records") == [
        {
            "record_id": "电池编码 + 生产日期",
            "event": "'battery.produced'",
            "occurred_on": "生产日期",
            "battery_code": "电池编码",
            "actor_id": "''",
        }
    ]
    [records] = proposal.of("records")
    assert {c.sure for c in records.rows[0].columns if c.column != "battery_code"} == {
        "guess"
    }
    assert set(of(proposal, "entities")[0]) == {"entity_id", "roles"}


def test_two_batteries_of_a_line_are_no_register(proposal_of: Propose) -> None:
    proposal = proposal_of(
        sheet(
            "VIN|更换日期|旧电池编码|新电池编码|电池类型",
            f"{VINS[0]}|2026-05-01|{CODES[0]}|{CODES[1]}|LFP",
        )
    )

    assert of(proposal, "batteries") == []


def test_chemistry_is_known_by_its_values(proposal_of: Propose) -> None:
    proposal = proposal_of(
        sheet(
            "电池编码|入库日期|甲类",
            f"{CODES[0]}|2026-05-01|三元",
            f"{CODES[1]}|2026-05-02|LFP",
        )
    )

    [batteries] = proposal.of("batteries")
    chemistry = batteries.rows[0].column("chemistry")
    assert chemistry is not None
    assert (chemistry.heads, chemistry.sure) == (("甲类",), "likely")


def test_name_of_a_party_is_known_by_going_with_its_code(proposal_of: Propose) -> None:
    def rows(second: str) -> list[str]:
        return [
            "电池编码|入库日期|供应商代码|ABC",
            f"{CODES[0]}|2026-05-01|{PARTIES[0]}|甲有限公司",
            f"{CODES[1]}|2026-05-02|{PARTIES[1]}|{second}",
        ]

    named = of(proposal_of(sheet(*rows("乙有限公司"))), "entities")
    unnamed = of(proposal_of(sheet(*rows("甲有限公司"))), "entities")

    assert {"entity_id": "供应商代码", "name": "ABC"} in named
    assert "供应商代码" not in [each["entity_id"] for each in unnamed]
