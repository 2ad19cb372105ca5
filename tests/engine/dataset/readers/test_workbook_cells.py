"""What stands in a cell of a sheet: days, texts, and rows as programs write them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from engine.dataset import Dataset
from tests.engine.dataset.noted_sheet import EVENT, FORMULA, HEAD, faults, notes
from tests.engine.dataset.queries import ids, rejected, rows
from tests.engine.dataset.workbooks import line, text, write_xml

Lay = Callable[..., Path]
Read = Callable[..., Dataset]

SPELT = [
    {},
    {"prefix": "x"},
    {"is_strict": True},
    {"prefix": "x", "is_strict": True},
]


def reported(dataset: Dataset) -> list[date | None]:
    query = "SELECT reported_on FROM records ORDER BY row"
    return [day for (day,) in rows(dataset, query)]


@pytest.mark.parametrize("spelt", SPELT)
def test_cells_are_read_however_the_xml_is_spelt(
    spelt: dict[str, object], lay: Lay, read: Read
) -> None:
    folder = write_xml(
        lay() / "records.xlsx",
        HEAD
        + line(2, "R1", *EVENT, '<c r="E2" s="1"><v>46174</v></c>',
               '<c r="F2" t="s"><v>0</v></c>')
        + line(3, "R2", *EVENT, '<c r="E3" t="d"><v>2026-06-01T00:00:00</v></c>')
        + line(4, "R3", *EVENT, '<c r="E4"><f>DATE(2026,5,20)</f></c>'),
        strings="<si><t>shared</t></si>",
        formats={14: None},
        **spelt,
    )  # fmt: skip

    dataset = read(folder)

    assert reported(dataset) == [date(2026, 6, 1), date(2026, 6, 1)]
    assert notes(dataset) == ["shared", None]
    assert faults(dataset) == [(4, "reported_on", FORMULA)]


@pytest.mark.parametrize(
    "number", [14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58]
)
def test_days_in_the_formats_of_chinese_excel(
    number: int, lay: Lay, read: Read
) -> None:
    cell = '<c r="E2" s="1"><v>46174</v></c>'
    folder = write_xml(
        lay() / "records.xlsx",
        HEAD + line(2, "R1", *EVENT, cell),
        formats={number: None},
    )

    assert reported(read(folder)) == [date(2026, 6, 1)]


@pytest.mark.parametrize(
    ("code", "serial", "seen"),
    [
        ('[$-804]yyyy"年"m"月"d"日";@', "46174", "2026-06-01"),
        ("yyyy-mm-dd hh:mm", "46174.9375", "2026-06-01T22:30:00"),
        ("yyyy-mm-dd", "46174.999999999", "2026-06-02"),
        ("yyyy-mm-dd", "59", "1900-02-28"),
        ("yyyy-mm-dd", "61", "1900-03-01"),
        ("h:mm", "0.4375", "10:30:00"),
        ("[h]:mm", "1.5", "36:00:00"),
        ('0"d"', "46174", "46174"),
    ],
)
def test_numbers_as_their_format_shows_them(
    code: str, serial: str, seen: str, lay: Lay, read: Read
) -> None:
    folder = write_xml(
        lay() / "records.xlsx",
        HEAD + line(2, "R1", *EVENT, "", f'<c r="F2" s="1"><v>{serial}</v></c>'),
        formats={176: code},
    )

    assert notes(read(folder)) == [seen]


@pytest.mark.parametrize("serial", ["-1", "60", "2958466", "1e300"])
def test_rejected_when_a_number_is_no_day(serial: str, lay: Lay, read: Read) -> None:
    folder = write_xml(
        lay() / "records.xlsx",
        HEAD + line(2, "R1", *EVENT, f'<c r="E2" s="1"><v>{serial}</v></c>'),
        formats={14: None},
    )

    why = "an error value of the spreadsheet"
    assert faults(read(folder)) == [(2, "reported_on", why)]


def test_days_are_counted_from_1904_where_the_workbook_says_so(
    lay: Lay, read: Read
) -> None:
    cells = [f'<c r="E{n}" s="1"><v>{v}</v></c>' for n, v in ((2, 44712), (3, 0))]
    lines = [line(n, f"R{n}", *EVENT, cell) for n, cell in enumerate(cells, 2)]
    folder = write_xml(
        lay() / "records.xlsx", HEAD + "".join(lines), formats={31: None}, is_1904=True
    )

    assert reported(read(folder)) == [date(2026, 6, 1), date(1904, 1, 1)]


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("a_x000D_", "a\r"),
        ("_x0046_01", "F01"),
        ("_x005F_x000D_", "_x000D_"),
        ("_x0041__x0042_", "AB"),
        ("_xD83D__xDE00_", "\U0001f600"),
        ("_xD83D_a", "\ufffda"),
        ("_x00_", "_x00_"),
        ("a &#x4e2d; b", "a 中 b"),
    ],
)
def test_escapes_are_decoded(written: str, seen: str, lay: Lay, read: Read) -> None:
    folder = write_xml(
        lay() / "records.xlsx",
        HEAD
        + line(2, "R1", *EVENT, "", f"{written}|")
        + line(3, "R2", *EVENT, "", '<c r="F3" t="s"><v>0</v></c>')
        + line(4, "R3", *EVENT, "", f'<c r="F4" t="str"><v>{written}|</v></c>'),
        strings=f"<si><t>{written}|</t></si>",
    )

    assert notes(read(folder)) == [f"{seen}|"] * 3


def test_runs_are_joined_and_phonetic_ones_left_out(lay: Lay, read: Read) -> None:
    runs = (
        "<r><rPr><b/></rPr><t>电</t></r><r><t>池</t></r>"
        '<rPh sb="0" eb="1"><t>diàn</t></rPh><phoneticPr fontId="1"/>'
    )
    inline = f'<c r="F3" t="inlineStr"><is>{runs}</is></c>'
    folder = write_xml(
        lay() / "records.xlsx",
        HEAD
        + line(2, "R1", *EVENT, "", '<c r="F2" t="s"><v>0</v></c>')
        + line(3, "R2", *EVENT, "", inline),
        strings=f"<si>{runs}</si>",
    )

    assert notes(read(folder)) == ["电池", "电池"]


def test_rows_without_a_filled_cell_are_passed_over(lay: Lay, read: Read) -> None:
    empty = '<c r="F{0}" t="str"><f>IF(A{0}="","","O")</f><v></v></c>'
    lines = [
        line(2, "R1", *EVENT),
        line(3, empty.format(3)),
        '<row r="4" ht="30"/>',
        line(5, '<c r="A5" s="0"/>', "", "  "),
        line(6, "\u3000", "\u00a0"),
        line(7, "R2", *EVENT),
    ]

    dataset = read(write_xml(lay() / "records.xlsx", HEAD + "".join(lines)))

    assert ids(dataset) == ["R1", "R2"]
    assert dataset.counts["records"]["read"] == 2


@pytest.mark.parametrize("number", [' r="2"', ""])
def test_rows_of_one_cell_each_are_one_row(number: str, lay: Lay, read: Read) -> None:
    cells = [text(f"{column}2", value) for column, value in
             zip("ABCDE", ["R1", *EVENT, "2026-01-05"], strict=True)]  # fmt: skip
    rows = HEAD + "".join(f"<row{number}>{cell}</row>" for cell in cells)

    dataset = read(write_xml(lay() / "records.xlsx", rows))

    assert reported(dataset) == [date(2026, 1, 5)]
    assert rejected(dataset) == []


def test_rows_and_cells_without_places_follow_one_another(lay: Lay, read: Read) -> None:
    plain = "".join(
        f'<c t="inlineStr"><is><t>{value}</t></is></c>' for value in ["R1", *EVENT]
    )
    rows = HEAD + f"<row>{plain}</row>" + line(4, "R2", *EVENT)

    dataset = read(write_xml(lay() / "records.xlsx", rows))

    query = "SELECT record_id, actor_id FROM records ORDER BY row"
    assert [tuple(row) for row in dataset.connection.execute(query).fetchall()] == [
        ("R1", "A"), ("R2", "A")
    ]  # fmt: skip


def test_errors_and_texts_like_them(lay: Lay, read: Read) -> None:
    rows = (
        HEAD
        + line(2, "R1", *EVENT, "", '<c r="F2" t="e"><v>#N/A</v></c>')
        + line(3, "R2", *EVENT, "", "#N/A")
    )

    dataset = read(write_xml(lay() / "records.xlsx", rows))

    assert notes(dataset) == ["#N/A"]
    assert faults(dataset) == [(2, "note", "an error value of the spreadsheet")]
