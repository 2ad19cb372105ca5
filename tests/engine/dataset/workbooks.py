"""Writes workbooks for tests, sound ones and damaged ones."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

import openpyxl

HEADER = ["record_id", "event", "occurred_on", "actor_id"]
SOUND = ["R1", "battery.sold", date(2026, 1, 1), "A"]
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def write(file: Path, **sheets: list[list[Any]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, lines in sheets.items():
        sheet = book.create_sheet(name)
        for line in lines:
            sheet.append(line)
    book.save(file)
    return file.parent


def spoil(file: Path, member: str, old: str, new: str) -> None:
    """Rewrite one member of a workbook."""
    with zipfile.ZipFile(file) as book:
        content = {name: book.read(name) for name in book.namelist()}
    content[member] = content[member].replace(old.encode(), new.encode())
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as book:
        for name, octets in content.items():
            book.writestr(name, octets)


def write_xml(
    file: Path,
    rows: str,
    *,
    below: str = "",
    strings: str = "",
    formats: Mapping[int, str | None] = {},
    is_1904: bool = False,
    prefix: str = "",
    is_strict: bool = False,
) -> Path:
    """Write a workbook by hand, with one sheet of these rows and what stands `below`.

    The style n, from 1, has the n-th of the `formats`, which are numbers with codes.
    Elements have the prefix, where one is given; with `is_strict` all namespaces are
    those of Strict Open XML.
    """
    declared = "".join(
        f'<numFmt numFmtId="{number}" formatCode={quoteattr(code)}/>'
        for number, code in formats.items()
        if code is not None
    )
    styles = "".join(f'<xf numFmtId="{number}"/>' for number in (0, *formats))
    parts = {
        "xl/workbook.xml": f'<workbook xmlns:r="{RELATIONS}"><workbookPr '
        f'date1904="{int(is_1904)}"/><sheets><sheet name="records" sheetId="1" '
        'r:id="rId1"/></sheets></workbook>',
        "xl/worksheets/sheet1.xml": f"<worksheet><sheetData>{rows}</sheetData>{below}"
        "</worksheet>",
        "xl/sharedStrings.xml": f"<sst>{strings}</sst>",
        "xl/styles.xml": f"<styleSheet><numFmts>{declared}</numFmts>"
        f"<cellXfs>{styles}</cellXfs></styleSheet>",
    }
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as book:
        for name, xml in {**parts, **_related()}.items():
            is_part = name in parts
            book.writestr(name, _spelt(xml, prefix if is_part else "", is_strict))
    return file.parent


def _related() -> dict[str, str]:
    """The relations of the package and of the workbook, each a part by its name."""
    parts = {
        "_rels/.rels": {"officeDocument": "xl/workbook.xml"},
        "xl/_rels/workbook.xml.rels": {
            "worksheet": "worksheets/sheet1.xml",
            "sharedStrings": "sharedStrings.xml",
            "styles": "/xl/styles.xml",
        },
    }
    return {
        part: f'<Relationships xmlns="{PACKAGE}">'
        + "".join(
            f'<Relationship Id="rId{n}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
            for n, (kind, target) in enumerate(related.items(), 1)
        )
        + "</Relationships>"
        for part, related in parts.items()
    }


def _spelt(xml: str, prefix: str, is_strict: bool) -> str:
    """Declare the namespace of sheets in a part, under a prefix or as the default."""
    if PACKAGE not in xml:
        declared = f"xmlns:{prefix}" if prefix else "xmlns"
        xml = re.sub(r"^<(\w+)", rf'<\1 {declared}="{MAIN}"', xml)
    if prefix:
        xml = re.sub(r"(</?)(\w+)(?=[\s/>])", rf"\1{prefix}:\2", xml)
    if is_strict:
        xml = xml.replace(MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main")
        strict = "http://purl.oclc.org/ooxml/officeDocument/relationships"
        xml = xml.replace(RELATIONS, strict)
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{xml}'


def text(place: str, content: str) -> str:
    """A cell with an inline string, as XML."""
    return f'<c r="{place}" t="inlineStr"><is><t>{content}</t></is></c>'


def line(number: int, *cells: str) -> str:
    """A row with text in its first columns; a cell that is XML stands as it is."""
    named = [
        cell if cell.startswith("<") else text(f"{letter}{number}", cell)
        for letter, cell in zip("ABCDEFGH", cells, strict=False)
        if cell
    ]
    return f'<row r="{number}">{"".join(named)}</row>'
