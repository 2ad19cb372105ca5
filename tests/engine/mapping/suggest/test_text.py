"""A proposal as a file: YAML that a mapping is read from, with every reason beside it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from engine.errors import MappingError
from engine.mapping import read_mapping
from engine.mapping.model import Constant, FromColumn, MadeOf
from engine.mapping.suggest.costs import Costs
from engine.mapping.suggest.proposal import Proposal
from engine.mapping.suggest.text import mapping_text
from engine.rulebook import Rulebook
from tests.engine.mapping.suggest.conftest import CODES, PARTIES, sheet

Propose = Callable[..., Proposal]
LEDGER = sheet(
    "退役电池台账",
    "单号|类型|业务日期|电池编码|重量(t)|上报日期|往来单位|往来单位代码|备注",
    f"A1|入库|13/05/2026|{CODES[0]}|0.4|20/05/2026|虚构甲|{PARTIES[0]}|",
    f"A2|出库|14/05/2026|{CODES[1]}|0.5||虚构乙|{PARTIES[1]}|",
    f"A3|查|15/05/2026|{CODES[2]}|0.5||||",
    "合计||||1.4||||",
)


@pytest.fixture(scope="module")
def costs(rulebook: Rulebook) -> Costs:
    return Costs.of(rulebook, "order-73")


def test_whole_file(proposal_of: Propose, costs: Costs) -> None:
    text = mapping_text(proposal_of(LEDGER), "en", costs)

    records = text[text.index("  records:") : text.index("  entities:")]
    assert records == (
        """\
  records:
    - header: 2
      leave_out:
        - {column: 单号, values: [合计], reason: {zh: 合计行, en: totals}}
      columns:
        record_id: 单号                             # likely: it is usually called so
        # likely: the words under "类型" are kinds of event
        event: {column: 类型, values: {入库: battery.received, 出库: battery.handed_over}}
          # words that are not known: their rows will be rejected, or name them under leave_out: 查
        # sure: it is usually called so; its days do not put the year first
        occurred_on: {column: 业务日期, written: day-month-year}
        battery_code: 电池编码                      # sure: the head is its name
        # fill in: the unified social credit code of the company: no column says which it is
        actor_id: {constant: ""}
        counterparty_id: 往来单位代码               # likely: it is usually called so
        # sure: it is usually called so; its days do not put the year first
        reported_on: {column: 上报日期, written: day-month-year}
        battery_condition: {constant: waste}        # a guess: "退役电池台账" says so
        quantity_kg: {column: 重量(t), unit: t}     # sure: it is usually called so; the unit is t
        document: 单号                              # sure: it is usually called so
      # two things leave a store: a battery as such that goes to another enterprise is
      # battery.handed_over; what utilization made (a product of repurposed batteries, recovered
      # material) is product.released. See which it is
      # heads not used: 备注
      # intended_use was not found; rules that need it: 1, such as order-73/22-no-prohibited-use
"""
    )
    assert "# credentials was not found; rules that need it: 1, such as" in text


def test_file_in_chinese(proposal_of: Propose, costs: Costs) -> None:
    text = mapping_text(proposal_of(LEDGER), "zh", costs)

    assert text.startswith(
        "# 由 packlaw dataset map --suggest 根据各表的前若干行提出，未经核对不得使用。\n"
    )
    assert (
        "        battery_code: 电池编码                      # 确定：表头就是它的名称\n"
        in text
    )
    assert "      # 未使用的表头：备注\n" in text


def test_what_a_person_has_to_fill_in_is_refused_with_its_line(
    proposal_of: Propose, rulebook: Rulebook
) -> None:
    text = mapping_text(proposal_of(LEDGER), "en")
    line = text.split("\n").index('        actor_id: {constant: ""}') + 1

    with pytest.raises(MappingError) as found:
        read_mapping(text, "m.yaml", rulebook.vocabularies)

    assert f"m.yaml, line {line}\n" in str(found.value)
    assert "Every row has actor_id: it cannot be empty." in str(found.value)


def test_filled_in_it_is_read_as_it_was_proposed(
    proposal_of: Propose, rulebook: Rulebook
) -> None:
    text = mapping_text(proposal_of(LEDGER), "zh").replace(
        '{constant: ""}', "{constant: X}"
    )

    mapping = read_mapping(text, "m.yaml", rulebook.vocabularies)

    assert [source.table for source in mapping.tables] == [
        "records", "entities", "entities",
    ]  # fmt: skip
    records = mapping.tables[0]
    assert records.selection.header == (2,)
    assert records.leave_out[0].test.values == ("合计",)
    cells = records.rows[0].columns
    quantity, actor = cells["quantity_kg"], cells["actor_id"]
    assert isinstance(quantity, FromColumn)
    assert (quantity.column, quantity.unit) == ("重量(t)", "t")
    assert isinstance(actor, Constant)


def test_several_records_of_a_line_share_what_is_the_same(
    proposal_of: Propose, rulebook: Rulebook
) -> None:
    proposal = proposal_of(
        sheet(
            "电池编码|入库日期|出库日期",
            f"{CODES[0]}|2026-05-01|2026-05-09",
            f"{CODES[1]}|2026-05-02|",
        )
    )

    text = mapping_text(proposal, "en")

    assert text.count("battery_code: 电池编码") == 1
    mapping = read_mapping(
        text.replace('{constant: ""}', "{constant: X}"), "m", rulebook.vocabularies
    )
    received, handed_over = mapping.tables[0].rows
    assert received.when is not None
    assert (received.when.column, received.when.filled) == ("入库日期", True)
    made = handed_over.columns["record_id"]
    assert isinstance(made, MadeOf)
    assert (made.columns, made.prefix) == (("电池编码", "出库日期"), "handed_over")


@pytest.mark.parametrize(
    ("head", "written"),
    [
        ("移交日期", "reported_on: {constant: }"),
        ("拆解日期", 'reported_on: {constant: ""}'),
    ],
)
def test_empty_report_is_decided_by_a_person_where_a_rule_demands_one(
    proposal_of: Propose, costs: Costs, rulebook: Rulebook, head: str, written: str
) -> None:
    proposal = proposal_of(
        sheet(
            "入库日期|电池编码|上报日期", f"2026-05-01|{CODES[0]}|2026-05-02", name="甲"
        ),
        sheet(f"{head}|电池编码", f"2026-05-09|{CODES[0]}", name="乙"),
    )

    text = mapping_text(proposal, "en", costs)

    assert f"        {written}" in text
    is_decided = written.endswith('""}')
    filled = text.replace('_id: {constant: ""}', "_id: {constant: X}")
    if is_decided:
        assert read_mapping(filled, "m", rulebook.vocabularies)
    else:
        with pytest.raises(MappingError, match="Nothing stands here"):
            read_mapping(filled, "m", rulebook.vocabularies)


def test_place_is_said_only_where_there_is_another(proposal_of: Propose) -> None:
    one = sheet(
        "单号|入库日期|电池编码",
        f"A1|2026-05-01|{CODES[0]}",
        name="入库",
        file="a.xlsx",
    )
    cover = sheet("台账|", name="封面", file="a.xlsx")
    other = sheet("单号|拆解日期|电池编码", f"B1|2026-05-01|{CODES[0]}", file="b.csv")

    assert "sheet:" not in mapping_text(proposal_of(one), "en")
    with_cover = mapping_text(proposal_of(cover, one), "en")
    assert "    - sheet: 入库\n" in with_cover
    assert "# like none of our tables, or not to be opened: a.xlsx 封面\n" in with_cover
    assert "    - file: a.xlsx\n" in mapping_text(proposal_of(one, other), "en")


def test_title_cannot_leave_its_comment(
    proposal_of: Propose, rulebook: Rulebook
) -> None:
    hostile = "退役电池\n      columns: {}\u2028x: 1\x85y\x07"
    rows = (
        (hostile, None, None),
        ("入库日期", "电池编码", "单号"),
        ("2026-05-01", CODES[0], "A1"),
    )
    proposal = proposal_of(sheet("", name="甲").__class__("a.xlsx", "甲", rows))

    text = mapping_text(proposal, "en").replace('{constant: ""}', "{constant: X}")

    assert "says so" in text
    assert read_mapping(text, "m", rulebook.vocabularies)


def test_permits_alone_need_records(proposal_of: Propose, costs: Costs) -> None:
    proposal = proposal_of(
        sheet(
            "统一社会信用代码|证照类别|证照编号|有效期至",
            f"{PARTIES[0]}|排污许可证|P1|2026-05-15",
        )
    )

    assert "# records was not found; rules that need it:" in mapping_text(
        proposal, "en", costs
    )
