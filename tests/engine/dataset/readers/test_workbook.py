"""XLSX: cells as a person reads them, and refused workbooks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from engine.dataset import Dataset
from engine.errors import DatasetError
from tests.engine.dataset.queries import ids, rejected, rows, stored
from tests.engine.dataset.workbooks import HEADER, SOUND, spoil, write

LOST = (
    "the spreadsheet keeps this as a number in scientific notation, so the code "
    "itself is lost: format the column as text and enter it again"
)

OLE2 = bytes.fromhex("d0cf11e0a1b11ae1")

Lay = Callable[..., Path]
Read = Callable[..., Dataset]


@pytest.mark.parametrize(
    ("cell", "column", "value"),
    [
        (datetime(2026, 1, 2, 10, 30), "measured_on", date(2026, 1, 2)),  # noqa: DTZ001 — a sheet knows no zone
        ("2026-01-05", "measured_on", date(2026, 1, 5)),
        (0.1 + 0.2, "mass", Decimal("0.3")),
        (1e16, "mass", Decimal(10**16)),
        (True, "is_whole", True),
        (1, "is_whole", True),
        ("否", "is_whole", False),
        (42, "region", "42"),
        ("0420", "note", "0420"),
        ("1E5", "note", "1E5"),
        (123456789012345, "note", "123456789012345"),
        (1.5, "note", "1.5"),
        (date(2026, 1, 2), "note", "2026-01-02"),
    ],
)
def test_value_as_shown(
    cell: object, column: str, value: object, lay: Lay, read: Read
) -> None:
    folder = write(
        lay() / "records.xlsx", Sheet1=[[*HEADER, column], [*SOUND, cell], [None]]
    )

    assert rows(read(folder), f"SELECT {stored(column)} FROM records") == [(value,)]


@pytest.mark.parametrize(
    ("cell", "column", "shown", "reason"),
    [
        (914201007145678901234, "note", "9.14201007145679E+20", LOST),
        (0.0000001, "note", "1E-07", LOST),
        (45000, "measured_on", "45000", "not a date: write YYYY-MM-DD"),
        ("#N/A", "mass", "#N/A", "an error value of the spreadsheet"),
        ("=1+1", "mass", "",
         "a formula without a stored result: open and save the workbook in a "
         "spreadsheet program, or enter the value itself"),
    ],
)  # fmt: skip
def test_rejected_when_the_sheet_lost_the_value(
    cell: object, column: str, shown: str, reason: str, lay: Lay, read: Read
) -> None:
    lines = [[*HEADER, column], [], [*SOUND, cell]]
    folder = write(lay() / "records.xlsx", Sheet1=lines)

    assert rejected(read(folder)) == [(1, 3, column, shown, reason)]


def test_rejected_when_cells_go_beyond_the_header(lay: Lay, read: Read) -> None:
    folder = write(lay() / "records.xlsx", S=[HEADER, [*SOUND, None, "x"]])

    reason = "more cells than the header has columns"
    assert rejected(read(folder)) == [(1, 2, "", "", reason)]


def test_one_workbook_with_a_sheet_per_table(lay: Lay, read: Read) -> None:
    folder = write(
        lay() / "return.xlsx",
        records=[HEADER, SOUND],
        entities=[["entity_id", "roles"], ["A", "maker;user"]],
        remarks=[["free text"]],
    )

    dataset = read(folder)

    assert dataset.present == {"entities"}
    assert dataset.encodings == {"return.xlsx": "xlsx"}
    assert rows(dataset, "SELECT roles FROM entities") == [(["maker", "user"],)]


def test_own_file_comes_before_a_sheet(lay: Lay, read: Read) -> None:
    folder = lay(entities_csv="entity_id\nB\n")
    write(folder / "x.xlsx", records=[HEADER, SOUND], entities=[["entity_id"], ["A"]])

    assert rows(read(folder), "SELECT entity_id FROM entities") == [("B",)]


def test_empty_sheets_are_passed_over(lay: Lay, read: Read) -> None:
    folder = write(lay() / "records.xlsx", Sheet1=[], Sheet2=[HEADER, SOUND])

    assert read(folder).counts["records"]["accepted"] == 1


def test_cells_far_away_do_no_harm(lay: Lay, read: Read) -> None:
    folder = write(lay() / "records.xlsx", S=[HEADER, SOUND])
    book = openpyxl.load_workbook(folder / "records.xlsx")
    book.active["XFD1048576"] = 1
    book.save(folder / "records.xlsx")

    assert read(folder).counts["records"] == {
        "read": 2, "accepted": 1, "rejected": 1, "repeated": 0,
    }  # fmt: skip


def test_entities_in_xml_are_refused(lay: Lay, read: Read) -> None:
    folder = write(lay() / "records.xlsx", S=[HEADER, SOUND])
    doctype = '<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet'
    member = "xl/worksheets/sheet1.xml"
    spoil(folder / "records.xlsx", member, "<worksheet", doctype)

    with pytest.raises(DatasetError, match="the XML declares an entity, a"):
        read(folder)


def test_bombs_are_refused(lay: Lay, read: Read) -> None:
    folder = write(lay() / "records.xlsx", S=[HEADER, SOUND])
    member = "xl/worksheets/sheet1.xml"
    spoil(folder / "records.xlsx", member, "<sheetData>", " " * 10**8 + "<sheetData>")

    with pytest.raises(DatasetError) as caught:
        read(folder)

    assert str(caught.value) == (
        "records.xlsx: unpacks to more than 500 times its size, which no table does.\n"
        "  Send the folder itself."
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            OLE2 + bytes(100) + "Workbook".encode("utf-16-le"),
            "records.xlsx: a workbook of the old format (.xls), which is not read.\n"
            "  Open it in a spreadsheet program and save it as .xlsx; another name "
            "alone does not help.",
        ),
        (
            OLE2 + bytes(2**20 - 20) + "EncryptedPackage".encode("utf-16-le"),
            "records.xlsx: the workbook is encrypted with a password.\n"
            "  Remove the password in a spreadsheet program and save it as .xlsx.",
        ),
        (
            b"record_id,event",
            "records.xlsx: no workbook but text (CSV or the like) with the name of one.\n"
            "  Give the name the ending .csv, or save it as .xlsx in a spreadsheet program.",
        ),
    ],
)
def test_error_when_it_is_no_workbook(
    content: bytes, message: str, lay: Lay, read: Read
) -> None:
    with pytest.raises(DatasetError) as caught:
        read(lay(records_xlsx=content))

    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("sheets", "message"),
    [
        (
            {"a": [HEADER, SOUND], "b": [["x"]]},
            "records.xlsx: which sheet is records?  It has a, b.\n"
            "  Name the sheet records, or keep one filled sheet.",
        ),
        (
            {"a": []},
            "records.xlsx: the first row is empty.\n  It holds the column names.",
        ),
    ],
)
def test_error_when_the_sheet_is_not_clear(
    sheets: dict[str, list[list[Any]]], message: str, lay: Lay, read: Read
) -> None:
    with pytest.raises(DatasetError) as caught:
        read(write(lay() / "records.xlsx", **sheets))

    assert str(caught.value) == message


def test_error_when_two_workbooks_have_the_table(lay: Lay, read: Read) -> None:
    folder = write(lay() / "a.xlsx", records=[HEADER, SOUND])
    write(folder / "b.xlsx", records=[HEADER, SOUND])

    with pytest.raises(DatasetError) as caught:
        read(folder)

    assert str(caught.value) == (
        "records: two go by this name; keep one of them.\n"
        "  a.xlsx, sheet records\n  b.xlsx, sheet records"
    )
    assert caught.value.in_language("zh") == (
        "records：有两处用了这个名称；请只保留一处。\n"
        "  a.xlsx，工作表 records\n  b.xlsx，工作表 records"
    )


def test_error_when_two_sheets_of_a_workbook_have_the_table(
    lay: Lay, read: Read
) -> None:
    folder = write(lay() / "a.xlsx", records=[HEADER, SOUND])
    spoil(folder / "a.xlsx", "xl/workbook.xml", "</sheets>",
          '<sheet name=" Records" sheetId="9" r:id="rId1" xmlns:r="http://schemas.'
          'openxmlformats.org/officeDocument/2006/relationships"/></sheets>')  # fmt: skip

    with pytest.raises(DatasetError) as caught:
        read(folder)

    assert str(caught.value) == (
        "records: two go by this name; keep one of them.\n"
        "  a.xlsx, sheet records\n  a.xlsx, sheet  Records"
    )


@pytest.mark.parametrize("name", ["Records", " records ", "\uff32ecords", "记录"])
@pytest.mark.parametrize("file", ["return.xlsx", "records.xlsx", "Return.XLSM"])
def test_sheet_is_found_whatever_its_case_width_and_blanks(
    name: str, file: str, lay: Lay, read: Read
) -> None:
    sheets = {name: [HEADER, SOUND], "Other": [["x"]]}

    dataset = read(write(lay() / file, **sheets))

    assert ids(dataset) == ["R1"]
    assert [w.en for w in dataset.warnings] == [
        f"{file}, sheet Other is not read: no table has this name"
    ]


def test_warned_of_sheets_that_are_not_read(lay: Lay, read: Read) -> None:
    folder = lay(entities_csv="entity_id\nA\n")
    sheets = {"records": [HEADER, SOUND], "entities": [["x"]], "credential": [["x"]],
              "填报说明": [["x"]], "Sheet9": []}  # fmt: skip
    write(folder / "return.xlsx", **sheets)
    write(folder / "vehicle.xlsx", Sheet1=[["vin"]])

    assert [(w.code, w.zh, w.en) for w in read(folder).warnings] == [
        (
            "file-not-read",
            "未读取 return.xlsx，工作表 entities：同一张表已读取 entities.csv",
            "return.xlsx, sheet entities was not read, since entities.csv holds the "
            "same table",
        ),
        (
            "not-a-table",
            "未读取 return.xlsx，工作表 credential：没有叫这个名称的表；近似词：credentials",
            "return.xlsx, sheet credential is not read: no table has this name; did "
            "you mean credentials?",
        ),
        (
            "not-a-table",
            "未读取 vehicle.xlsx：没有叫这个名称的表；近似词：vehicles",
            "vehicle.xlsx is not read: no table has this name; did you mean vehicles?",
        ),
        (
            "not-a-table",
            "未读取 return.xlsx，工作表 填报说明：没有叫这个名称的表",
            "return.xlsx, sheet 填报说明 is not read: no table has this name",
        ),
    ]


def test_page_of_help_and_lists_of_a_template_are_passed_over(
    lay: Lay, read: Read
) -> None:
    known = {name: [["x"]] for name in ("说明", "Help", "代码", "Codes")}
    alike = {"codes ": [["x"]]}
    folder = write(lay() / "r.xlsx", records=[HEADER, SOUND], **known, **alike)

    assert [w.en for w in read(folder).warnings] == [
        "r.xlsx, sheet codes  is not read: no table has this name"
    ]
