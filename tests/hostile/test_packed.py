"""Hostile zips and workbooks are refused before they cost time or memory."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from tests.hostile.conftest import HEADER, MANIFEST, RECORDS

Lay = Callable[..., Path]
Refusal = Callable[[Path], str]
Rejects = Callable[[Path], list[tuple[str, ...]]]
Member = tuple[str | zipfile.ZipInfo, bytes]

WIDE = "more cells than the header has columns"
MISSING = "a value is required here"
SHEET = "xl/worksheets/sheet1.xml"


def member(
    name: str, mode: int = 0, method: int = zipfile.ZIP_DEFLATED
) -> zipfile.ZipInfo:
    made = zipfile.ZipInfo(name)
    made.create_system, made.external_attr = 3, mode << 16
    made.compress_type = method
    return made


def pack(file: Path, *members: Member) -> Path:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("dataset.yaml", MANIFEST)
        packed.writestr("records.csv", RECORDS)
        for name, content in members:
            packed.writestr(name, content)
    return file


@pytest.mark.parametrize(
    ("packed", "message"),
    [
        (member("../entities.csv"),
         "../entities.csv points outside the zip; make the zip from a folder."),
        (member("/etc/entities.csv"),
         "/etc/entities.csv points outside the zip; make the zip from a folder."),
        (member("entities.csv", stat.S_IFLNK),
         "entities.csv is a link inside the zip; put the file there."),
        (member("entities.csv", stat.S_IFCHR),
         "entities.csv is a device inside the zip; put a file there."),
        (member("entities.csv", stat.S_IFIFO),
         "entities.csv is a device inside the zip; put a file there."),
        (member("entities.parquet/" + "a" * 300 + ".parquet"),
         f"entities.parquet/{'a' * 23}… is a name of more than 200 bytes; shorten it."),
        (member("records.csv"), "records.csv stands twice in the zip; keep one of them."),
        (member("entities.csv", method=zipfile.ZIP_LZMA),
         "sent.zip: entities.csv is packed in another way than zips commonly are.\n"
         "  Make the zip with the usual method (deflate)."),
    ],
)  # fmt: skip
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_refused_when_a_member_is_hostile(
    packed: zipfile.ZipInfo, message: str, tmp_path: Path, refusal: Refusal
) -> None:
    assert refusal(pack(tmp_path / "sent.zip", (packed, b"entity_id\n"))) == message


@pytest.mark.parametrize("turned", [False, True])
def test_refused_when_a_member_is_file_and_folder(
    turned: bool, tmp_path: Path, refusal: Refusal
) -> None:
    both = [("entities.parquet", b""), ("entities.parquet/a.parquet", b"")]

    assert refusal(pack(tmp_path / "sent.zip", *both[:: -1 if turned else 1])) == (
        "entities.parquet is both a file and a folder in the zip; keep one of them."
    )


def test_refused_when_a_zip_is_a_bomb(tmp_path: Path, refusal: Refusal) -> None:
    bomb = pack(tmp_path / "sent.zip", ("entities.csv", bytes(10**8)))

    assert refusal(bomb) == (
        "sent.zip: unpacks to more than 500 times its size, which no table does.\n"
        "  Send the folder itself."
    )


def test_refused_when_members_share_their_bytes(
    tmp_path: Path, refusal: Refusal
) -> None:
    # Overlapping members each claim the same packed bytes, which looks like a small ratio.
    names = [f"entities.parquet/{n}.parquet" for n in range(900)]
    packed = pack(tmp_path / "sent.zip", (names[0], bytes(10**6)))
    octets = bytearray(packed.read_bytes())
    end = octets.rindex(b"PK\5\6")
    entry = octets[octets.rindex(b"PK\1\2") : end]
    copies = b"".join(
        entry[:28] + struct.pack("<H", len(name)) + entry[30:46] + name.encode()
        for name in names[1:]
    )
    count, size = 2 + len(names), len(octets) - end
    octets[end + 8 : end + 12] = struct.pack("<2H", count, count)
    length = int.from_bytes(octets[end + 12 : end + 16], "little") + len(copies)
    octets[end + 12 : end + 16] = struct.pack("<L", length)
    packed.write_bytes(octets[:-size] + copies + octets[-size:])

    assert refusal(packed).startswith(
        "sent.zip: unpacks to more than 500 times its size"
    )


def test_refused_when_a_zip_lists_millions(tmp_path: Path, refusal: Refusal) -> None:
    entry = b"PK\1\2" + bytes(42)
    size = len(entry) * 200_000
    end = b"PK\5\6" + struct.pack("<4H2LH", 0, 0, 9, 9, size, 0, 0)
    (tmp_path / "sent.zip").write_bytes(entry * 200_000 + end)

    assert refusal(tmp_path / "sent.zip") == (
        "sent.zip: a list of contents of more than 8,388,608 bytes; "
        "at most 10,000 entries are unpacked."
    )


def test_refused_when_the_table_in_a_zip_is_a_zip(
    tmp_path: Path, refusal: Refusal
) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as nested:
        nested.writestr(member("records.csv"), "é" * 10_000)

    message = refusal(pack(tmp_path / "sent.zip", ("entities.csv", inner.getvalue())))

    assert message.startswith(
        "entities.csv: the encoding cannot be determined; it is neither UTF-8 nor GB18030.\n"
    )


def test_refused_when_a_zip_has_a_password(tmp_path: Path, refusal: Refusal) -> None:
    packed = pack(tmp_path / "sent.zip")
    octets = packed.read_bytes()
    # The flag of encryption in the first entry of the list of contents.
    at = octets.index(b"PK\1\2") + 8
    packed.write_bytes(octets[:at] + b"\1" + octets[at + 1 :])

    assert refusal(packed) == (
        "dataset.yaml is encrypted.  Make the zip without a password."
    )


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda octets: octets[: len(octets) // 2], "File is not a zip file"),
        (
            lambda octets: octets.replace("é".encode(), b"\xff\xff"),
            "'utf-8' codec can't decode byte 0xff in position 0: invalid start byte",
        ),
    ],
)
def test_refused_when_a_zip_is_broken(
    spoil: Callable[[bytes], bytes], reason: str, tmp_path: Path, refusal: Refusal
) -> None:
    packed = pack(tmp_path / "sent.zip", ("é", b""))
    packed.write_bytes(spoil(packed.read_bytes()))

    assert refusal(packed) == (
        f"sent.zip: not a readable zip ({reason}).\n"
        "  Send a folder, or a zip of one, that holds dataset.yaml and records."
    )


def workbook(
    folder: Path, change: tuple[str, str] | None = None, **cells: object
) -> Path:
    """Save a workbook with one sound row, cells set, and its XML changed."""
    book = openpyxl.Workbook()
    book.active.title = "records"
    book.active.append([*HEADER.split(","), "deposit"])
    book.active.append(["R1", "book.lent", date(2025, 3, 1), "L1", 7])
    for place, value in cells.items():
        book.active[place] = value
    book.save(folder / "records.xlsx")
    if change:
        _change(folder / "records.xlsx", *change)
    return folder


def _change(file: Path, old: str, new: str) -> None:
    with zipfile.ZipFile(file) as book:
        members = {name: book.read(name) for name in book.namelist()}
    assert old.encode() in members[SHEET]
    members[SHEET] = members[SHEET].replace(old.encode(), new.encode(), 1)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in members.items():
            book.writestr(name, content)


def test_rejected_when_a_formula_has_no_result(lay: Lay, rejects: Rejects) -> None:
    assert [found[:2] for found in rejects(workbook(lay(), E2="=1+1"))] == [
        ("1", "deposit")
    ]


def test_rejected_when_a_cell_stands_in_the_last_corner(
    lay: Lay, rejects: Rejects
) -> None:
    found = rejects(workbook(lay(), XFD1048576="x"))

    required = [("2", column, "", MISSING) for column in HEADER.split(",")]
    assert found == [("2", "", "", WIDE), *required]


def test_rejected_when_a_number_stands_for_a_day(lay: Lay, rejects: Rejects) -> None:
    book = workbook(lay(), C3=45_000, A3="R2", B3="book.lent", D3="L1")

    assert [found[:3] for found in rejects(book)] == [("2", "occurred_on", "45000")]


@pytest.mark.parametrize(
    ("written", "seen"), [("1e400", "INF"), ("1e300", "1.00000000000000E+300")]
)
def test_rejected_when_a_number_of_a_sheet_is_beyond_all_bounds(
    written: str, seen: str, lay: Lay, rejects: Rejects
) -> None:
    book = workbook(lay(), ("<v>7</v>", f"<v>{written}</v>"))

    assert [found[1:3] for found in rejects(book)] == [("deposit", seen)]


ROW = '<row r="{0}"><c r="A{0}"><v>1</v></c></row></sheetData>'


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("</sheetData>", ROW.format(999_999_999_999),
         "below row 2 of sheet records: row 999999999999 is out of order"),
        ("</sheetData>", ROW.format(1),
         "below row 2 of sheet records: row 1 is out of order"),
        ("</sheetData>", ROW.format(3).replace("A3", "ZZZZ3"),
         "below row 2 of sheet records: 'ZZZZ' is not a valid column name. "
         "Column names are from A to ZZZ"),
        ('r="B2"', 'r="A2"',
         "below row 1 of sheet records: a cell stands there twice"),
        ("<v>7</v>", "<v>seven</v>",
         "below row 1 of sheet records: could not convert string to float: 'seven'"),
        ("<v>7</v>", "<v>NaN</v>",
         "below row 1 of sheet records: invalid literal for int() with base 10: 'NaN'"),
    ],
)  # fmt: skip
def test_refused_when_a_sheet_is_hostile(
    old: str, new: str, reason: str, lay: Lay, refusal: Refusal
) -> None:
    assert refusal(workbook(lay(), (old, new))) == (
        f"records.xlsx: not a readable workbook (ValueError: {reason}).\n"
        "  Save it again as .xlsx, or send the table as CSV."
    )


def test_refused_when_the_header_goes_to_the_last_column(
    lay: Lay, refusal: Refusal
) -> None:
    assert refusal(workbook(lay(), XFD1="x")) == (
        "records.xlsx, sheet records: 16,384 columns; at most 2,000 are read."
    )
