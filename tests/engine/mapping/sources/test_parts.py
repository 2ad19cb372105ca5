"""The parts of a source: files, sheets, folders and zips."""

from __future__ import annotations

import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from engine.dataset.raw_table import ReadContext
from engine.errors import DatasetError
from engine.mapping.model import Selection
from engine.mapping.sources import Part, open_part
from tests.engine.dataset.workbooks import line, write_xml
from tests.engine.mapping.sources.conftest import Open

Parts = Callable[..., list[Part]]
OLE2 = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)


def names(parts: list[Part]) -> list[tuple[str, str | None, str]]:
    return [(part.file, part.sheet, part.format) for part in parts]


def book(file: Path, **sheets: list[list[object]]) -> Path:
    made = openpyxl.Workbook()
    made.remove(made.active)  # type: ignore[arg-type]
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    file.parent.mkdir(exist_ok=True)
    made.save(file)
    return file


def test_endings_tell_the_format(parts: Parts) -> None:
    endings = ["csv", "tsv", "TXT", "jsonl", "ndjson", "json", "pdf", "parquet"]

    found = parts(**{f"a_{ending}": "a\n" for ending in endings})

    assert names(found) == [
        ("a.TXT", None, "csv"),
        ("a.csv", None, "csv"),
        ("a.json", None, "jsonl"),
        ("a.jsonl", None, "jsonl"),
        ("a.ndjson", None, "jsonl"),
        ("a.parquet", None, "parquet"),
        ("a.pdf", None, ""),
        ("a.tsv", None, "csv"),
    ]


def test_file_is_a_source_of_its_own(parts: Parts, tmp_path: Path) -> None:
    file = tmp_path / "台账.csv"
    file.write_text("a\n")

    assert parts(file) == [Part("台账.csv", None, "csv", file)]


def test_filled_sheets_are_parts_in_their_order(parts: Parts, tmp_path: Path) -> None:
    file = book(tmp_path / "a.xlsx", 入库=[["a"]], 空=[], 出库=[["b"]])

    assert names(parts(file)) == [
        ("a.xlsx", "入库", "xlsx"),
        ("a.xlsx", "出库", "xlsx"),
    ]


def test_workbook_of_empty_sheets_is_listed_and_not_read(
    parts: Parts, tmp_path: Path
) -> None:
    book(tmp_path / "source" / "a.xlsx", 空=[])

    assert names(parts(b_csv="a\n")) == [("a.xlsx", None, ""), ("b.csv", None, "csv")]


def test_folder_is_walked_past_hidden_files(parts: Parts, tmp_path: Path) -> None:
    for name in (
        "b.csv", "2026/五月.csv", "2026/01/a.csv", ".hidden/a.csv", "2026/.a.csv",
        "~$b.xlsx", "__MACOSX/b.csv", "Thumbs.db", "2026/desktop.ini",
    ):  # fmt: skip
        path = tmp_path / "source" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("a\n")

    assert names(parts()) == [
        ("2026/01/a.csv", None, "csv"),
        ("2026/五月.csv", None, "csv"),
        ("b.csv", None, "csv"),
    ]


def test_zip_is_unpacked_with_its_folders(
    parts: Parts, opened: Open, tmp_path: Path
) -> None:
    packed = tmp_path / "sent.ZIP"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("2026/五月.csv", "a,b\n1,2\n")
        archive.writestr("__MACOSX/._五月.csv", "x")
        archive.writestr("readme.md", "x")

    assert names(parts(packed)) == [
        ("2026/五月.csv", None, "csv"),
        ("readme.md", None, ""),
    ]
    assert opened(packed).rows == [(2, "1", "2")]


def test_zip_within_a_folder_is_not_read(parts: Parts) -> None:
    assert names(parts(a_csv="a\n", b_zip="x")) == [
        ("a.csv", None, "csv"),
        ("b.zip", None, ""),
    ]


@pytest.mark.parametrize(
    ("name", "mode", "message"),
    [
        ("../a.csv", 0, "../a.csv points outside the zip; make the zip from a folder."),
        ("/a.csv", 0, "/a.csv points outside the zip; make the zip from a folder."),
        ("a.csv", stat.S_IFLNK, "a.csv is a link inside the zip; put the file there."),
        (
            "x/" + "a" * 300,
            0,
            f"x/{'a' * 38}… is a name of more than 200 bytes; shorten it.",
        ),
    ],
)
def test_hostile_zip_is_refused(
    name: str, mode: int, message: str, parts: Parts, tmp_path: Path
) -> None:
    member = zipfile.ZipInfo(name)
    member.create_system, member.external_attr = 3, mode << 16
    with zipfile.ZipFile(tmp_path / "sent.zip", "w") as archive:
        archive.writestr(member, "a\n")

    with pytest.raises(DatasetError) as refused:
        parts(tmp_path / "sent.zip")

    assert str(refused.value) == message


def test_zip_that_is_a_bomb_is_refused(parts: Parts, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "sent.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", bytes(10**8))

    with pytest.raises(DatasetError, match="more than 500 times its size"):
        parts(tmp_path / "sent.zip")


def test_nothing_is_left_out_silently_when_a_workbook_is_broken(parts: Parts) -> None:
    with pytest.raises(DatasetError, match=r"b\.xlsx: the workbook has no end"):
        parts(a_csv="a\n", b_xlsx="PK\3\4broken")


@pytest.mark.parametrize(
    ("files", "found"),
    [({}, "no file"), ({"a_pdf": "x", "b_docx": "x"}, "a.pdf, b.docx")],
)
def test_source_without_any_table_is_refused(
    files: dict[str, str], found: str, parts: Parts, tmp_path: Path
) -> None:
    with pytest.raises(DatasetError) as refused:
        parts(**files)

    assert str(refused.value) == (
        f"{tmp_path / 'source'}: it has no table that can be read, only: {found}.\n"
        "  Tables are .xlsx, .csv, .tsv, .txt, .jsonl, .json and .parquet files, or a "
        "folder or zip of them."
    )


def test_source_that_is_not_there_is_refused(parts: Parts, tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="nothing"):
        parts(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (OLE2, "a workbook of the old format (.xls), which is not read.\n"),
        (
            b"\n <html><table>",
            "no workbook but a web page or XML with the name of one, as some systems "
            "export it.\n",
        ),
    ],
)
def test_old_workbook_is_listed_and_refused_when_it_is_opened(
    content: bytes, what: str, parts: Parts, context: ReadContext
) -> None:
    [part] = parts(a_xls=content)

    assert part.format == "xls"
    with pytest.raises(DatasetError) as refused:
        open_part(context, part, Selection(1), "opened")
    assert str(refused.value) == (
        f"a.xls: {what}"
        "  Open it in a spreadsheet program and save it as .xlsx; another name alone "
        "does not help."
    )


def test_old_ending_of_another_format_does_not_matter(
    parts: Parts, opened: Open, tmp_path: Path
) -> None:
    file = book(tmp_path / "a.xlsx", 入库=[["a"], [1]]).rename(tmp_path / "a.xls")

    assert opened(file).rows == [(2, "1")]
    assert opened(files={"b_xls": "a\tb\n1\t2\n"}).rows == [(2, "1", "2")]


def test_part_of_no_format_is_refused(parts: Parts, context: ReadContext) -> None:
    part = parts(a_csv="a\n", b_pdf="x")[1]

    with pytest.raises(DatasetError) as refused:
        open_part(context, part, Selection(1), "opened")

    assert str(refused.value) == (
        "b.pdf: no format that is read.\n  Save it as .xlsx or .csv."
    )


@pytest.mark.parametrize("place", [1_000, 1_048_575, 1_048_576, 3_000_000])
def test_sheet_is_a_part_however_late_its_first_value_stands(
    place: int, parts: Parts, tmp_path: Path
) -> None:
    file = tmp_path / "source" / "a.xlsx"
    file.parent.mkdir()
    write_xml(file, line(2, "x"))
    with zipfile.ZipFile(file) as archive:
        at = archive.read("xl/worksheets/sheet1.xml").index(b"<is>")

    write_xml(file, " " * (place - at) + line(2, "x"))
    assert parts(b_csv="a\n")[0].format == "xlsx"

    write_xml(file, '<row r="1"><c r="A1"/></row>' + " " * place)
    assert parts(b_csv="a\n")[0].format == ""
