"""Formulas by their stored results, and cells that a merged range covers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from engine.dataset import Dataset
from tests.engine.dataset.noted_sheet import EVENT, FORMULA, HEAD, faults, notes
from tests.engine.dataset.queries import ids, rejected
from tests.engine.dataset.workbooks import HEADER, line, write_xml

Lay = Callable[..., Path]
Read = Callable[..., Dataset]

MERGED = (
    "the cell is covered by another in a merged range, so that its value cannot be "
    "told: split the range and fill in each row"
)


@pytest.mark.parametrize(
    ("cell", "seen"),
    [
        ('<c r="F2" t="str"><f>IF(1,"","")</f><v></v></c>', None),
        ('<c r="F2" t="str"><f>IF(1,"","")</f><v/></c>', None),
        ('<c r="F2" t="str"><f>"x"</f><v>x</v></c>', "x"),
        ('<c r="F2"><f>1+1</f><v>2</v></c>', "2"),
        ('<c r="F2"><f t="shared" si="0"/><v>3</v></c>', "3"),
        ('<c r="F2" t="b"><f>TRUE()</f><v>1</v></c>', "true"),
        ('<c r="F2" s="1"/>', None),
    ],
)
def test_formula_is_its_stored_result(
    cell: str, seen: str | None, lay: Lay, read: Read
) -> None:
    rows = HEAD + line(2, "R1", *EVENT, "", cell)

    assert notes(read(write_xml(lay() / "records.xlsx", rows))) == [seen]


@pytest.mark.parametrize("prefix", ["", "x"])
@pytest.mark.parametrize(
    "formula",
    [
        "<f>1+1</f>", "<f>1+1</f><v/>", '<f t="shared" si="0" ref="F2:F3">A1</f>',
        '<f t="shared" si="0"/>', '<f t="array" ref="F2">A1:A2</f>',
        '<f t="dataTable" ref="F2" dt2D="0"/>', "<f/>", '<f ca="1">NOW()</f>',
    ],
)  # fmt: skip
def test_rejected_when_a_formula_has_no_result(
    formula: str, prefix: str, lay: Lay, read: Read
) -> None:
    rows = HEAD + line(2, "R1", *EVENT, "", f'<c r="F2">{formula}</c>')
    folder = write_xml(lay() / "records.xlsx", rows, prefix=prefix)

    assert faults(read(folder)) == [(2, "note", FORMULA)]


@pytest.mark.parametrize("kind", ["array", "dataTable"])
def test_rejected_where_a_formula_of_several_cells_left_one_without_a_result(
    kind: str, lay: Lay, read: Read
) -> None:
    first = f'<c r="F2"><f t="{kind}" ref="F2:F4">A1</f><v>1</v></c>'
    rows = [
        line(2, "R1", *EVENT, "", first),
        line(3, "R2", *EVENT),
        line(4, "R3", *EVENT, "", '<c r="F4"><v>3</v></c>'),
        line(5, "R4", *EVENT),
    ]

    dataset = read(write_xml(lay() / "records.xlsx", HEAD + "".join(rows)))

    assert notes(dataset) == ["1", "3", None]
    assert faults(dataset) == [(3, "note", FORMULA)]


def merged(*refs: str) -> str:
    cells = "".join(f'<mergeCell ref="{ref}"/>' for ref in refs)
    return f'<mergeCells count="{len(refs)}">{cells}</mergeCells>'


@pytest.mark.parametrize("prefix", ["", "x"])
def test_rejected_below_the_first_cell_of_a_merged_range(
    prefix: str, lay: Lay, read: Read
) -> None:
    lines = [
        line(2, "R1", *EVENT, "2026-01-05", "a"),
        line(3, "R2", *EVENT, "", "b"),
        line(4, "R3", *EVENT),
        line(5, "R4", *EVENT, "2026-01-05"),
        line(6, "R5", *EVENT, "2026-01-05", "hidden"),
    ]
    folder = write_xml(
        lay() / "records.xlsx",
        HEAD + "".join(lines),
        below=merged("E2:E4", "E6:F6"),
        prefix=prefix,
    )

    dataset = read(folder)

    assert ids(dataset) == ["R1", "R4"]
    assert rejected(dataset) == [
        (2, 3, "reported_on", "", MERGED),
        (3, 4, "reported_on", "", MERGED),
        (5, 6, "note", "", MERGED),
    ]


def test_merged_ranges_of_the_heading_and_of_unused_columns_reject_nothing(
    lay: Lay, read: Read
) -> None:
    head = line(1, *HEADER, "reported_on", "", "remarks")
    rows = head + line(2, "R1", *EVENT) + line(3, "R2", *EVENT)
    below = merged("E1:F1", "F2:F3", "G2:G3", "H2:H3")

    dataset = read(write_xml(lay() / "records.xlsx", rows, below=below))

    assert ids(dataset) == ["R1", "R2"]
