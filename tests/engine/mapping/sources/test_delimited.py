"""Text files: title rows, delimiters, encodings, and the number of every row."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.dataset.raw_table import ReadContext
from engine.errors import DatasetError
from tests.engine.mapping.sources.conftest import Open

WIDE = "more cells than the header has columns"
QUOTES = (
    "the quotation marks do not pair: what they enclose may have swallowed lines "
    "that follow"
)


def test_heads_stand_in_the_first_row_unless_said(opened: Open) -> None:
    found = opened(files={"a_csv": "日期,重量\n2026-5-1,3\n,4\n"})

    assert found.heads == ("日期", "重量")
    assert found.rows == [(2, "2026-5-1", "3"), (3, None, "4")]
    assert (found.table.encoding, found.table.table) == ("utf-8", "opened")


def test_title_rows_may_have_any_number_of_cells(opened: Open) -> None:
    text = '台账\n"制表\n单位：甲",,,,,\n\nday,kg\n2026-05-01,3\n'

    found = opened(files={"a_csv": text}, header=(4,))

    assert found.heads == ("day", "kg")
    assert found.rows == [(5, "2026-05-01", "3")]


def test_rows_below_the_heads_are_skipped(opened: Open) -> None:
    text = "day,mass\n,kg\n-,-\n2026-05-01,3\n"

    assert opened(files={"a_csv": text}, skip=2).rows == [(4, "2026-05-01", "3")]


def test_two_rows_of_heads_are_joined(opened: Open) -> None:
    text = "序号,入库,,,备注\n,日期,重量,日期,\n1,2,3,4,5\n"

    found = opened(files={"a_csv": text}, header=(1, 2))

    assert found.heads == ("序号", "入库/日期", "入库/重量", "入库/日期 (2)", "备注")
    assert found.rows == [(3, "1", "2", "3", "4", "5")]


def test_gb18030_with_semicolons(opened: Open) -> None:
    text = "退役日期;编码\n2026-05-01;甲\n".encode("gb18030")

    found = opened(files={"a_csv": text})

    assert (found.heads, found.table.encoding) == (("退役日期", "编码"), "gb18030")
    assert found.rows == [(2, "2026-05-01", "甲")]


def test_encoding_is_the_one_that_is_said(opened: Open) -> None:
    text = "日期,a\n1,2\n".encode("gb18030")

    assert opened(files={"a_csv": text}, encoding="gb18030").heads == ("日期", "a")
    with pytest.raises(DatasetError, match="is not UTF-8"):
        opened(files={"a_csv": text}, encoding="utf-8")


def test_byte_order_mark_is_no_part_of_a_head(opened: Open) -> None:
    text = b"\xef\xbb\xbf" + '"日期",重量\n1,2\n'.encode()

    for header in ((1,), (1, 2)):
        found = opened(files={"a_csv": text}, header=header)
        assert found.heads[0].startswith("日期")


def test_rows_keep_the_numbers_of_a_spreadsheet(opened: Open) -> None:
    text = 'a,b\n1,2\n\n"x\n\ny",3\n , \n,\n4,5" wide\n\n'

    assert opened(files={"a_csv": text}).rows == [
        (2, "1", "2"),
        (4, "x\n\ny", "3"),
        (7, "4", '5" wide'),
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_end_of_line_is_read(end: str, opened: Open) -> None:
    text = f"title{end}a,b{end}{end}1,2{end}3{end}4,5"

    found = opened(files={"a_csv": text}, header=(2,))

    assert found.rows == [(4, "1", "2"), (5, "3", None), (6, "4", "5")]
    assert found.flaws == {5: ";S;2;3"}


def test_ends_of_lines_may_be_mixed(opened: Open) -> None:
    found = opened(files={"a_csv": "a,b\r\n1,2\n\r\n3,4\r5,6"})

    assert [row[0] for row in found.rows] == [2, 4, 5]


def test_rows_that_cannot_be_split_stay_with_their_reasons(opened: Open) -> None:
    text = 'title\na,b,c\n1,2,3\n1,2\n\n1,2,3,4\n"x"y,2,3\n,,,,,\n4,5,6\n'

    found = opened(files={"a_csv": text}, header=(2,))

    assert [row[0] for row in found.rows] == [3, 4, 6, 7, 9]
    assert found.rows[1:4] == [
        (4, "1", "2", None), (6, "1", "2", "3"), (7, None, None, None),
    ]  # fmt: skip
    assert found.faults == [
        (4, "1,2", "fewer cells than the 3 columns"),
        (6, "1,2,3,4", WIDE),
        (7, '"x"y,2,3', QUOTES),
    ]


def test_fault_of_quotation_marks_shows_the_row_itself(opened: Open) -> None:
    found = opened(files={"a_csv": 'a,b\n1,2\n"x"y,"x"y\n3,4\n'})

    assert found.faults == [(3, '"x"y,"x"y', QUOTES)]


def test_line_that_is_too_long_stays_with_its_reason(opened: Open) -> None:
    text = f"a,b\n1,{'x' * 2_000_001}\n3,4\n"

    found = opened(files={"a_csv": text})

    assert [row[0] for row in found.rows] == [2, 3]
    [(row, value, reason)] = found.faults
    assert (row, len(value), reason) == (2, 200, "a row of more than 2,000,000 bytes")


@pytest.mark.parametrize("text", ["a,b", "a,b\n", "a,b\n\n\n", "a,b\n,\n"])
def test_table_may_have_no_rows(text: str, opened: Open) -> None:
    found = opened(files={"a_csv": text})

    assert (found.heads, found.rows) == (("a", "b"), [])


def test_skipping_past_the_end_leaves_no_rows(opened: Open) -> None:
    assert opened(files={"a_csv": "a,b\n1,2\n"}, skip=9).rows == []


def test_rows_are_read_below_heads_with_marks_that_do_not_pair(opened: Open) -> None:
    found = opened(files={"a_csv": '"a"b,c\n1,2\n3,4\n'})

    assert found.heads == ("ab", "c")
    assert found.rows == [(2, "1", "2"), (3, "3", "4")]


def test_refused_where_quotation_marks_leave_open_what_a_row_is(opened: Open) -> None:
    # DuckDB would read the end of the last line as a row of its own.
    with pytest.raises(DatasetError) as refused:
        opened(files={"a_csv": 'a,b\n1,2\n"b"b,"11b"a,'})

    assert str(refused.value) == (
        "a.csv: the quotation marks in row 3 do not pair, so that the rows behind it "
        "cannot be told apart.\n"
        "  Correct the row: a mark inside a cell is written twice, and the cell in marks."
    )


def test_copies_are_removed(opened: Open, context: ReadContext) -> None:
    found = opened(files={"a_csv": "t\n日期,b\r\n1,2\n".encode("gb18030")}, header=(2,))

    assert found.rows == [(3, "1", "2")]
    assert list(context.scratch.iterdir()) == []


CELLS = st.sampled_from(["", " ", "1", "甲", "x\ny", "x\n\ny", 'a"b', '"', "a;b", "\n"])
ROWS = st.lists(st.lists(CELLS, max_size=4), min_size=1, max_size=12)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    rows=ROWS,
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    above=st.integers(0, 2),
)
def test_every_row_has_the_number_and_cells_that_it_was_written_with(
    rows: list[list[str]], quoting: int, above: int, opened: Open
) -> None:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, quoting=quoting, lineterminator="\n")  # type: ignore[arg-type]
    writer.writerows(
        [*([["title"]] * above), ["a", "b"], ["1", "2"], ["3", "4"], ["5", "6"]]
    )
    writer.writerows(rows)

    found = opened(
        files={"a_csv": stream.getvalue()}, header=(above + 1,), delimiter=","
    )

    expected: dict[int, list[str]] = {}
    for number, row in enumerate(rows, above + 5):
        while len(row) > 2 and not row[-1]:
            row.pop()  # a row may end in delimiters
        # Of a row that cannot be split, a quotation mark is nothing that is filled.
        if any(cell.strip(None if len(row) == 2 else ' \n"') for cell in row):
            expected[number] = row
    later = {number: cells for number, *cells in found.rows if number >= above + 5}
    assert list(later) == list(expected)
    for number, row in expected.items():
        if len(row) == 2:
            assert later[number] == [cell or None for cell in row]
        else:
            assert found.flaws[number].startswith((";S;2;", ";W;")[len(row) > 2])
