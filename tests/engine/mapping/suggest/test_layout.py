"""Heads are found wherever they stand, and rows that are no lines are set apart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from engine.dataset.readers.workbook_child.ranges import Range
from engine.mapping.suggest.heads import HeadReader
from engine.mapping.suggest.layout import Layout, LayoutFinder
from engine.mapping.suggest.samples import Sample
from engine.mapping.suggest.synonyms import Synonyms
from tests.engine.mapping.suggest.conftest import CODES, sheet

Find = Callable[..., Layout]
HEADS = "单号|入库日期|电池编码|重量"
LINE = f"R1|2026-05-01|{CODES[0]}|400"


def test_heads_in_the_first_row(layout_of: Find) -> None:
    layout = layout_of(HEADS, LINE)

    assert (layout.header, layout.skip, layout.rows) == ((1,), 0, 1)
    assert [head.text for head in layout.heads] == HEADS.split("|")
    assert layout.values["重量"].cells == ("400",)


def test_heads_below_titles_and_an_empty_row(layout_of: Find) -> None:
    layout = layout_of("入库台账", "单位：吨|||2026年", "", HEADS, LINE)

    assert (layout.header, layout.rows) == ((4,), 1)
    assert layout.titles == ("入库台账", "单位：吨", "2026年")
    assert layout.unit == "吨"
    assert layout.unit_of(layout.heads[3]) == "吨"


def test_units_and_hints_below_the_heads_are_skipped(layout_of: Find) -> None:
    layout = layout_of(HEADS, "|yyyy-mm-dd||(kg)", "必填|必填|选填|", LINE)

    assert (layout.header, layout.skip, layout.rows) == ((1,), 2, 1)
    assert layout.unit_of(layout.heads[3]) == "kg"


def test_row_of_values_is_not_skipped(layout_of: Find) -> None:
    assert layout_of(HEADS, "R0|2026-05-01||kg", LINE).skip == 0


def test_heads_in_two_rows_of_text(layout_of: Find) -> None:
    layout = layout_of(
        "单号|入库日期|电池信息||往来单位|",
        "||电池编码|电池类型|名称|信用代码",
        f"R1|2026-05-01|{CODES[0]}|LFP|甲|乙",
    )

    assert layout.header == (1, 2)
    assert [head.text for head in layout.heads] == [
        "单号", "入库日期", "电池信息/电池编码", "电池信息/电池类型", "往来单位/名称",
        "往来单位/信用代码",
    ]  # fmt: skip


def test_heads_in_two_rows_of_a_workbook(heads: HeadReader, synonyms: Synonyms) -> None:
    plain = sheet(
        "单号|入库日期|电池信息|",
        "||电池编码|电池类型",
        f"R1|2026-05-01|{CODES[0]}|LFP",
        name="a",
    )
    finder = LayoutFinder(heads, synonyms)
    merged = replace(plain, merged=(Range.of("A1:A2"), Range.of("C1:D1")))

    layout = finder.layout(merged)

    assert layout is not None
    assert layout.header == (1, 2)
    assert [head.text for head in layout.heads][2:] == [
        "电池信息/电池编码", "电池信息/电池类型",
    ]  # fmt: skip


def test_first_line_with_empty_cells_is_no_second_row_of_heads(
    layout_of: Find,
) -> None:
    layout = layout_of("单号|入库日期|电池编码||备注", f"R1|2026-05-01|{CODES[0]}|x|")

    assert (layout.header, layout.rows) == ((1,), 1)


@pytest.mark.parametrize(
    ("row", "kind", "text"),
    [
        ("合计|||1,200", "totals", "合计"),
        ("Total:|||3", "totals", "Total:"),
        ("制表人：甲　审核：乙", "signature", "制表人：甲　审核：乙"),
        (HEADS, "heads", "单号"),
    ],
)
def test_row_that_is_no_line(layout_of: Find, row: str, kind: str, text: str) -> None:
    layout = layout_of(HEADS, LINE, row)

    assert [(a.head, a.text, a.kind) for a in layout.apart] == [("单号", text, kind)]
    assert layout.rows == 1


def test_line_whose_number_begins_like_a_signature_is_a_line(layout_of: Find) -> None:
    assert layout_of(HEADS, LINE.replace("R1", "审核01")).rows == 1


@pytest.mark.parametrize(
    "rows",
    [
        (), ("",), ("生产台账", "编制部门|技术部"), ("甲|乙|丙", "1|2|3"),
        ("2026-05-01|12|400", "2026-05-02|13|401"),
    ],
)  # fmt: skip
def test_sheet_without_known_heads_has_no_layout(
    layout_of: Find, rows: tuple[str, ...]
) -> None:
    assert layout_of(*rows) is None


def test_format_with_heads_of_its_own(heads: HeadReader, synonyms: Synonyms) -> None:
    sample = Sample(
        "a.jsonl", None, ((CODES[0], "2026-05-01"),), heads=("packCode", "bizTime")
    )

    layout = LayoutFinder(heads, synonyms).layout(sample)

    assert layout is not None
    assert (layout.header, layout.skip, layout.rows) == ((), 0, 1)
    assert layout.values["packCode"].cells == (CODES[0],)


def test_heads_that_nobody_knows_stand_above_codes(layout_of: Find) -> None:
    found = layout_of("Fooo|Baaar|Quux", f"1|{CODES[0]}|x", f"2|{CODES[1]}|y")

    assert found is not None
    assert found.header == (1,)
    assert [head.text for head in found.heads] == ["Fooo", "Baaar", "Quux"]
