"""The first rows of a part, and the heads that stand in them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from engine.dataset.raw_table import ReadContext
from engine.errors import DatasetError
from engine.mapping.sources import Part, preview
from tests.engine.dataset.workbooks import line, write_xml
from tests.engine.mapping.sources.conftest import Open

Parts = Callable[..., list[Part]]


def test_rows_of_a_text_file_as_they_stand(parts: Parts, context: ReadContext) -> None:
    text = "台账\n\n入库;;备注\n日期;重量;\n2026-5-1;3,5;\n".encode("gb18030")

    found = preview(context, parts(a_csv=text)[0])

    assert found.rows == [
        ["台账"],
        [],
        ["入库", None, "备注"],
        ["日期", "重量", None],
        ["2026-5-1", "3,5", None],
    ]
    assert (found.delimiter, found.heads, found.merged) == (";", None, ())
    assert found.heads_at((3, 4)) == ("入库/日期", "入库/重量", "备注")
    assert found.heads_at((9,)) == ()


def test_so_many_rows_are_shown_as_are_asked_for(
    parts: Parts, context: ReadContext
) -> None:
    text = "a,b\n" + "1,2\n" * 1_000

    assert len(preview(context, parts(a_csv=text)[0]).rows) == 60
    assert len(preview(context, parts(a_csv=text)[0], 5).rows) == 5


def test_file_is_read_no_further_than_its_first_rows(
    parts: Parts, context: ReadContext
) -> None:
    text = "日,b\n".encode() + b"1,2\n" * 300_000 + b"\xff\xff\xff"

    assert preview(context, parts(a_csv=text)[0]).rows[0] == ["日", "b"]


def test_character_that_is_cut_does_not_matter(
    parts: Parts, context: ReadContext
) -> None:
    text = "a\n" + "日" * 500_000

    assert preview(context, parts(a_csv=text)[0]).rows[0] == ["a"]


def test_file_of_no_known_encoding_is_refused(
    parts: Parts, context: ReadContext
) -> None:
    with pytest.raises(DatasetError, match="the encoding cannot be determined"):
        preview(context, parts(a_csv=b"a\xff\xff\n")[0])


def test_sheet_with_its_merged_ranges(
    parts: Parts, context: ReadContext, opened: Open, tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in [["台账"], [], ["入库", None, "备注"], ["日", "kg"], [1, 2, 3, "x"]]:
        sheet.append(row)
    for merged in ("A1:C1", "A3:B3", "C3:C4"):
        sheet.merge_cells(merged)
    book.save(tmp_path / "a.xlsx")

    found = preview(context, parts(tmp_path / "a.xlsx")[0])

    assert found.rows == [
        ["台账"], [], ["入库", None, "备注"], ["日", "kg"], ["1", "2", "3", "x"]
    ]  # fmt: skip
    assert {(m.top, m.left, m.bottom, m.right) for m in found.merged} == {
        (1, 0, 1, 2), (3, 0, 3, 1), (3, 2, 4, 2)
    }  # fmt: skip
    assert found.heads_at((3, 4)) == ("入库/日", "入库/kg", "备注", "D")
    assert opened(tmp_path / "a.xlsx", header=(3, 4)).heads == found.heads_at((3, 4))
    assert list(context.scratch.iterdir()) == []


def test_sheet_is_read_no_further_than_its_first_rows(
    parts: Parts, context: ReadContext, tmp_path: Path
) -> None:
    # The second megabyte of the sheet and of the strings is broken.
    string = '<c r="A1" t="s"><v>1</v></c>'
    rows = f'<row r="1">{string}</row>' + "".join(
        line(n, "x" * 90) for n in range(2, 20_000)
    )
    strings = "<si><t>first</t></si><si><t>second</t></si>"
    write_xml(
        tmp_path / "a.xlsx",
        rows + "<broken",
        strings=strings + "<si><t>x</t></si>" * 100_000 + "<broken",
    )

    found = preview(context, parts(tmp_path / "a.xlsx")[0], 3)

    assert found.rows == [["second"], ["x" * 90], ["x" * 90]]


@pytest.mark.parametrize(
    ("text", "ending"),
    [
        ('{"b": 1.50, "a": ""}\n\n{"c": true, "a": {"x": 1}}\n[1]\noops\n', "jsonl"),
        ('[{"b": 1.50, "a": ""},\n{"c": true, "a": {"x": 1}}, [1], oops', "json"),
    ],
)
def test_first_objects(
    text: str, ending: str, parts: Parts, context: ReadContext
) -> None:
    found = preview(context, parts(**{f"a_{ending}": text})[0])

    assert found.heads == found.heads_at((1,)) == ("b", "a", "c")
    assert found.rows == [
        ["1.50", None, None], [None, None, "true"], [None, None, None]
    ]  # fmt: skip


def test_first_rows_of_parquet(
    parts: Parts, context: ReadContext, tmp_path: Path
) -> None:
    file = tmp_path / "a.parquet"
    query = "SELECT i AS 号, DATE '2026-05-01' AS 日期 FROM range(9) t(i)"
    context.run(f"COPY ({query}) TO '{file}'")

    found = preview(context, parts(file)[0], 2)

    assert found.heads == ("号", "日期")
    assert found.rows == [["0", "2026-05-01"], ["1", "2026-05-01"]]


def test_part_that_is_not_read_is_refused(parts: Parts, context: ReadContext) -> None:
    with pytest.raises(DatasetError, match=r"b\.pdf: no format that is read"):
        preview(context, parts(a_csv="a\n", b_pdf="x")[1])
