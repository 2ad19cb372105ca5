"""CSV as it is really sent: broken rows, blank lines, line ends, quotes, encodings."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from engine.dataset import Dataset
from engine.errors import DatasetError
from tests.engine.dataset.queries import GOOD, HEADER, ids, rejected, rows

FEW = "fewer cells than the 4 columns"
MANY = "more cells than the header has columns"
QUOTES = (
    "the quotation marks do not pair: what they enclose may have swallowed lines "
    "that follow"
)
EVENT = (
    "not an event of the vocabulary small; its events: battery.sold, battery.received"
)
LOST = "lost,2026-01-01,A"

Lay = Callable[..., Path]
Read = Callable[..., Dataset]


def places(dataset: Dataset) -> list[tuple[int, int, str]]:
    return [(row, line, reason) for row, line, _, _, reason in rejected(dataset)]


def test_rows_of_the_wrong_width_are_rejected_in_their_place(
    lay: Lay, read: Read
) -> None:
    dataset = read(
        lay(
            records_csv=f"{HEADER}\nR1,{GOOD}\nR2,x\nR3,{GOOD}\nR4,{GOOD},y\nR5,{LOST}\n"
        )
    )

    assert places(dataset) == [(2, 3, FEW), (4, 5, MANY), (5, 6, EVENT)]
    kept = rows(dataset, "SELECT row, record_id FROM records ORDER BY row")
    assert kept == [(1, "R1"), (3, "R3")]
    assert dataset.counts["records"] == {
        "read": 5, "accepted": 2, "rejected": 3, "repeated": 0,
    }  # fmt: skip


def test_blank_lines_are_no_rows_but_count_as_lines(lay: Lay, read: Read) -> None:
    dataset = read(lay(records_csv=f"{HEADER}\n\nR1,x\n\n\nR2,{GOOD}\nR3,{LOST}\n\n"))

    assert places(dataset) == [(1, 3, FEW), (3, 7, EVENT)]
    assert dataset.counts["records"]["read"] == 3


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_in_any_way(end: str, lay: Lay, read: Read) -> None:
    lines = [HEADER, f"R1,{GOOD}", f"R2,{LOST}", f"R3,{GOOD}"]

    dataset = read(lay(records_csv=end.join(lines)))

    assert ids(dataset) == ["R1", "R3"]
    assert places(dataset) == [(2, 3, EVENT)]


def test_lines_end_now_this_way_now_that(lay: Lay, read: Read) -> None:
    dataset = read(lay(records_csv=f"{HEADER}\r\nR1,{GOOD}\nR2,{LOST}\r\nR3,{GOOD}"))

    assert ids(dataset) == ["R1", "R3"]
    assert places(dataset) == [(2, 3, EVENT)]


def test_blank_lines_count_though_lines_end_in_both_ways(lay: Lay, read: Read) -> None:
    # One blank line more and one end of line of another kind less than there are rows.
    dataset = read(lay(records_csv=f"{HEADER}\r\nR1,{GOOD}\n\r\nR2,{LOST}\rR3,{GOOD}"))

    assert places(dataset) == [(2, 4, EVENT)]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("within", ["\n", "\r\n", "\r", "\r\r"])
def test_header_may_have_line_breaks(
    within: str, end: str, lay: Lay, read: Read
) -> None:
    lines = [f'{HEADER},"no{within}te"', f"R1,{GOOD},"]

    dataset = read(lay(records_csv="".join(f"{line}{end}" for line in lines)))

    assert ids(dataset) == ["R1"]


def test_quoted_newlines_leave_lines_exact(lay: Lay, read: Read) -> None:
    dataset = read(
        lay(records_csv=f'{HEADER},note\nR1,{GOOD},"a\n""b""\n"\nR2,{LOST},\nR3,x\n')
    )

    few = "fewer cells than the 5 columns"
    assert places(dataset) == [(2, 5, EVENT), (3, 6, few)]
    assert rows(dataset, 'SELECT "field.note" FROM records') == [('a\n"b"\n',)]


def test_line_is_empty_where_quotes_leave_it_in_doubt(lay: Lay, read: Read) -> None:
    dataset = read(
        lay(records_csv=f'{HEADER},note\nR1,{GOOD},5"\nR2,{GOOD},"a\nb"\nR3,{LOST},\n')
    )

    assert places(dataset) == [(3, None, EVENT)]


@pytest.mark.parametrize("note", ['"ab"c', '"never closed'])
def test_rejected_when_quotes_do_not_pair(note: str, lay: Lay, read: Read) -> None:
    dataset = read(lay(records_csv=f"{HEADER},note\nR1,{GOOD},\nR2,{GOOD},{note}\n"))

    assert places(dataset) == [(2, 3, QUOTES)]
    assert ids(dataset) == ["R1"]


def test_row_beyond_two_million_bytes_is_rejected(lay: Lay, read: Read) -> None:
    long = "x" * 2_100_000
    dataset = read(
        lay(records_csv=f"{HEADER},note\nR1,{GOOD},\nR2,{GOOD},{long}\nR3,{GOOD},\n")
    )

    assert places(dataset) == [(2, 3, "a row of more than 2,000,000 bytes")]
    assert ids(dataset) == ["R1", "R3"]


@pytest.mark.parametrize("content", [HEADER, f"{HEADER}\n"])
def test_header_alone_is_an_empty_table(content: str, lay: Lay, read: Read) -> None:
    dataset = read(lay(records_csv=content))

    assert dataset.counts["records"]["read"] == 0


def test_rows_keep_the_order_of_a_large_file(lay: Lay, read: Read) -> None:
    lines = "".join(f"R{i:06},{GOOD}\n" for i in range(300_000))

    dataset = read(lay(records_csv=f"{HEADER}\n{lines}"))

    query = "SELECT count(*) FROM records WHERE record_id = format('R{:06d}', row - 1)"
    assert rows(dataset, query) == [(300_000,)]


@pytest.mark.parametrize(
    ("octets", "encoding"),
    [
        ("动力电池".encode(), "utf-8"),
        ("动力电池𬭎".encode("gb18030"), "gb18030"),
    ],
)
def test_encoding_is_named(octets: bytes, encoding: str, lay: Lay, read: Read) -> None:
    content = f"{HEADER},note\nR1,{GOOD},".encode() + octets

    dataset = read(lay(records_csv=content))

    assert dataset.encodings == {"records.csv": encoding}
    assert rows(dataset, 'SELECT "field.note"[1:4] FROM records') == [("动力电池",)]


def test_byte_order_mark_is_named_and_dropped(lay: Lay, read: Read) -> None:
    dataset = read(lay(records_csv=f"\ufeff{HEADER}\nR1,{GOOD}\n"))

    assert dataset.encodings == {"records.csv": "utf-8-sig"}
    assert ids(dataset) == ["R1"]


def test_encoding_given_by_hand_is_taken(lay: Lay, read: Read) -> None:
    # These four bytes are sound in both encodings.
    content = f"{HEADER},note\nR1,{GOOD},".encode() + "㰣".encode() + b"a\n"
    assert read(lay(records_csv=content)).encodings == {"records.csv": "utf-8"}

    dataset = read(lay(records_csv=content), encoding="GBK")

    assert dataset.encodings == {"records.csv": "gb18030"}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            b"",
            "records.csv: the first line is empty.\n"
            "  The first line holds the column names, separated by commas.",
        ),
        (
            HEADER.replace(",", ";").encode(),
            "records.csv: the columns are separated by semicolons.\n"
            "  Save the file with commas between the columns.",
        ),
        (
            b"record_id,event,actor\n",
            "records.csv: required column missing: occurred_on, actor_id.\n"
            "  Found: record_id, event, actor.\n"
            "  Required in records: record_id, event, occurred_on, actor_id; "
            "they go by these names or their Chinese ones: "
            "记录编号, 事件, 发生日, 主体.",
        ),
        (
            f"{HEADER},event\n".encode(),
            "records.csv: a column name stands twice in the header: event.\n"
            "  Each name may stand once; rename or remove the others.",
        ),
        (
            HEADER.encode("utf-16"),
            "records.csv: the file is UTF-16, which is not read.\n"
            "  Save it as CSV UTF-8 (or GB18030) and send it again.",
        ),
        (
            b"record_id,event\n\xff\xff",
            "records.csv: the encoding cannot be determined; "
            "it is neither UTF-8 nor GB18030.\n"
            "  line 2, byte 17 is not UTF-8.\n"
            "  line 2, byte 17 is not GB18030.\n"
            "  Save the file as CSV UTF-8, or name its encoding when you open it.",
        ),
    ],
)
def test_error_when_the_file_cannot_be_read(
    content: bytes, message: str, lay: Lay, read: Read
) -> None:
    with pytest.raises(DatasetError) as caught:
        read(lay(records_csv=content))

    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("encoding", "message"),
    [
        (
            "latin-1",
            "encoding latin-1: not known here.  Allowed: utf-8, utf-8-sig, gb18030.",
        ),
        (
            "utf-8",
            "records.csv: line 2, byte 72 is not UTF-8.\n"
            "  Save the file as CSV UTF-8, or name its encoding when you open it.",
        ),
    ],
)
def test_error_when_the_encoding_given_is_wrong(
    encoding: str, message: str, lay: Lay, read: Read
) -> None:
    content = f"{HEADER},note\nR1,{GOOD},电".encode("gb18030")

    with pytest.raises(DatasetError) as caught:
        read(lay(records_csv=content), encoding=encoding)

    assert str(caught.value) == message
