"""Sheets of workbooks: heads in any rows, merged ranges, and flaws of cells."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from engine.dataset.raw_table import ReadContext
from engine.errors import DatasetError
from engine.mapping.sources import cell_fault
from tests.engine.dataset.workbooks import line, write_xml
from tests.engine.mapping.sources.conftest import Open

MERGED = "the cell is covered by another in a merged range"
LEDGER = [
    ["某公司台账"],
    [],
    ["序号", "入库", None, None, "备注\n说明"],
    [None, "日期", "重量", "编码"],
    [None, None, "kg"],
    [1, date(2026, 5, 1), 3.5, "甲"],
    [None, " "],
    [2, "2026-05-02", 4, "乙"],
]
MERGES = ("A1:E1", "B3:D3", "A3:A4", "E3:E4")


@pytest.fixture
def book(tmp_path: Path) -> Any:
    """Write a workbook of one sheet with merged ranges; gives its path back."""

    def write(rows: list[list[Any]], *merges: str) -> Path:
        made = openpyxl.Workbook()
        sheet = made.active
        assert sheet is not None
        sheet.title = "入库"
        for row in rows:
            sheet.append(row)
        for merge in merges:
            sheet.merge_cells(merge)
        made.save(tmp_path / "台账.xlsx")
        return tmp_path / "台账.xlsx"

    return write


def test_heads_in_two_rows_below_a_title(book: Any, opened: Open) -> None:
    found = opened(book(LEDGER, *MERGES), header=(3, 4), skip=1)

    assert found.heads == ("序号", "入库/日期", "入库/重量", "入库/编码", "备注说明")
    assert found.rows == [
        (6, "1", "2026-05-01", "3.5", "甲", None),
        (8, "2", "2026-05-02", "4", "乙", None),
    ]
    assert (found.flaws, found.table.encoding) == ({}, "xlsx")


def test_head_merged_from_above_counts_for_the_row_that_is_named(
    book: Any, opened: Open
) -> None:
    found = opened(book(LEDGER, *MERGES), header=(4,), skip=1)

    assert found.heads == ("序号", "日期", "重量", "编码", "备注说明")


def test_merged_head_of_one_row_counts_for_all_its_columns(
    book: Any, opened: Open
) -> None:
    found = opened(book([["a", None, "b"], [1, 2, 3]], "A1:B1"))

    assert found.heads == ("a", "a (2)", "b")


def test_empty_head_without_a_merged_range_is_no_other(book: Any, opened: Open) -> None:
    found = opened(book([["a", None], ["b", "c"], [1, 2]]), header=(1, 2))

    assert found.heads == ("a/b", "c")


def test_column_without_a_head_has_its_letter(book: Any, opened: Open) -> None:
    found = opened(book([["a", None, "b"], [1, 2, 3], [1, 2, 3, None, "note"]]))

    assert found.heads == ("a", "B", "b", "D", "E")
    assert found.rows[1] == (3, "1", "2", "3", None, "note")
    assert found.flaws == {}


def test_range_merged_among_the_rows_is_a_flaw(
    book: Any, opened: Open, context: ReadContext
) -> None:
    rows = [["a", "b"], ["x", 1], [None, 2], ["y", 3]]

    found = opened(book(rows, "A2:A3"))

    assert found.rows == [(2, "x", "1"), (3, None, "2"), (4, "y", "3")]
    assert found.flaws == {3: ";M0;"}
    [(fault,)] = context.run(
        f"SELECT {cell_fault(0, 'a', 'c0')} FROM opened WHERE row = 3"
    )
    assert isinstance(fault, dict)
    assert (fault["column_name"], fault["value"]) == ("a", "")
    assert fault["reason_en"].startswith(MERGED)
    assert context.run(f"SELECT {cell_fault(1, 'b', 'c1')} FROM opened") == [
        (None,)
    ] * len(rows[1:])


def test_range_that_reaches_below_the_heads_is_a_flaw_unless_skipped(
    book: Any, opened: Open
) -> None:
    rows = [["a", "b"], [None, 1], ["y", 2]]

    assert opened(book(rows, "A1:A2")).flaws == {2: ";M0;"}
    assert opened(book(rows, "A1:A2"), skip=1).flaws == {}


@pytest.mark.parametrize(
    ("type_", "is_fault"), [("identifier", True), ("text", True), ("number", False)]
)
def test_flaws_of_cells_have_their_reasons(
    type_: Any, is_fault: bool, opened: Open, context: ReadContext, tmp_path: Path
) -> None:
    cells = (
        '<c r="A2"><v>1e20</v></c>',
        '<c r="B2"><f>1+1</f></c>',
        '<c r="C2" t="e"><v>#N/A</v></c>',
    )
    write_xml(tmp_path / "a.xlsx", line(1, "x", "y", "z") + line(2, *cells))

    found = opened(tmp_path / "a.xlsx")

    assert found.rows == [(2, "1.00000000000000E+20", None, "#N/A")]
    faults = [cell_fault(i, str(i), f"c{i}", type_) for i in range(3)]
    [reasons] = context.run(f"SELECT {', '.join(faults)} FROM opened")
    assert [
        fault and (fault["value"], fault["reason_en"][:21])  # type: ignore[index]
        for fault in reasons
    ] == [
        ("1.00000000000000E+20", "the spreadsheet keeps") if is_fault else None,
        ("", "a formula without a s"),
        ("#N/A", "an error value of the"),
    ]


@pytest.mark.parametrize("row", [2, 9])
def test_refused_without_heads_where_they_are_said_to_be(
    row: int, book: Any, opened: Open
) -> None:
    with pytest.raises(DatasetError) as refused:
        opened(book([["a"], [None], [1]]), header=(row,))

    assert str(refused.value) == (
        f"台账.xlsx, sheet 入库: the heads are said to stand in row {row}, which is "
        "empty.\n  Correct header in the mapping."
    )


@pytest.mark.parametrize(("column", "is_read"), [("BXX", True), ("BXY", False)])
def test_refused_with_too_many_columns(
    column: str, is_read: bool, opened: Open, tmp_path: Path
) -> None:
    cell = f'<c r="{column}2"><v>1</v></c>'
    write_xml(tmp_path / "a.xlsx", line(1, "x") + line(2, cell) + line(3, "y"))

    if is_read:
        assert len(opened(tmp_path / "a.xlsx").heads) == 2_000
        return
    with pytest.raises(DatasetError, match=r"2,001"):
        opened(tmp_path / "a.xlsx")


def test_merged_heads_without_end_cost_no_more_than_their_cells(
    opened: Open, tmp_path: Path
) -> None:
    merged = '<mergeCell ref="A1:BXX1"/>' * 200_000
    write_xml(
        tmp_path / "a.xlsx",
        line(1, "x") + line(2, "y"),
        below=f"<mergeCells>{merged}</mergeCells>",
    )

    found = opened(tmp_path / "a.xlsx")

    assert (len(found.heads), found.heads[1]) == (2_000, "x (2)")
