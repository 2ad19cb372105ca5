"""Reads what a workbook says of itself: its sheets, its shared strings and its styles.

Nothing of a sheet is read. A list of parts has at most 4 MB, the styles 64 MB.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError
from zipfile import ZipFile, is_zipfile

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from engine.dataset import archive
from engine.dataset.readers.number_formats import Meaning, meaning
from engine.dataset.readers.workbook_kind import require_parts, require_workbook
from engine.errors import DatasetError, Message

_LIMIT = 4 * 1024**2
_STYLES_LIMIT = 64 * 1024**2
_VALUE = re.compile(rb"<(\w+:)?(v|is|f)[\s>]")
_CHUNK = 1024 * 1024
# A sheet is looked through for its first value as far as so many chunks; the name of an
# element has at most so many bytes.
_PIECES, _LONGEST = 64, 64


@dataclass(frozen=True)
class Index:
    """The parts of a workbook: its worksheets by name, shared strings and styles.

    `is_1904`: its days are counted from 1904, as on early Macintoshes.
    """

    sheets: dict[str, str]
    strings: str | None
    styles: str | None
    is_1904: bool


@dataclass(frozen=True)
class Styles:
    """The styles of cells, by number, in which a number is a moment or length of time."""

    moments: list[int]
    spans: list[int]


def read_index(path: Path) -> Index:
    """Return the parts of a workbook; DatasetError where it cannot be read."""
    require_workbook(path)
    with _opened(path) as book:
        require_parts(path, book)
        part = _workbook_part(book)
        related = _related(book, part)
        parts = dict(related.values())
        sheets: dict[str, str] = {}
        is_1904 = False
        for node in _elements(book, part):
            match _local(node.tag):
                case "workbookPr":
                    is_1904 = node.get("date1904") in {"1", "true"}
                case "sheet":
                    kind, target = related[_relation(node)]
                    name = node.get("name", "")
                    if name in sheets:
                        raise ValueError(f"two sheets are named {name}")
                    if kind == "worksheet":
                        sheets[name] = target
    return Index(sheets, parts.get("sharedStrings"), parts.get("styles"), is_1904)


def read_styles(path: Path, part: str | None) -> Styles:
    """Return which styles show moments; DatasetError where they cannot be read."""
    codes: dict[int, str] = {}
    formats: list[int] = []
    with _opened(path) as book:
        if part is not None and part in book.namelist():
            for within, node in _style_elements(book, part):
                if within == "numFmts":
                    codes[int(node.get("numFmtId", ""))] = node.get("formatCode", "")
                elif within == "cellXfs":
                    formats.append(int(node.get("numFmtId", 0)))
    meanings = {number: meaning(number, codes) for number in set(formats)}
    return Styles(
        [i for i, f in enumerate(formats) if meanings[f] is Meaning.MOMENT],
        [i for i, f in enumerate(formats) if meanings[f] is Meaning.SPAN],
    )


def is_filled(path: Path, part: str) -> bool:
    """Return whether a sheet has a value or formula, or too much to look for one."""
    tail = b""
    with _opened(path) as book, book.open(part) as stream:
        for _ in range(_PIECES):
            chunk = stream.read(_CHUNK)
            if not chunk or _VALUE.search(tail + chunk):
                return bool(chunk)
            tail = chunk[-_LONGEST:]
    return True


def unreadable(path: Path, reason: Message | str) -> DatasetError:
    """Return the error to raise for a workbook that cannot be read."""
    return DatasetError("dataset.workbook-unreadable", file=path.name, reason=reason)


@contextmanager
def _opened(path: Path) -> Iterator[ZipFile]:
    try:
        with archive.opened(path) as book:
            yield book
    except (*archive.BROKEN, LookupError, ParseError, DefusedXmlException) as error:
        if not is_zipfile(path):
            raise DatasetError("dataset.workbook-cut-off", file=path.name) from error
        raise unreadable(path, str(error)) from error


def _workbook_part(book: ZipFile) -> str:
    """Return the part that lists the sheets, by the relations of the package."""
    if "_rels/.rels" in book.namelist():
        for kind, target in _related(book, "").values():
            if kind == "officeDocument":
                return target
    return "xl/workbook.xml"


def _related(book: ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """Return the kinds and parts to which a part is related, by their ids."""
    folder, name = posixpath.split(part)
    related = {}
    for node in _elements(book, posixpath.join(folder, "_rels", f"{name}.rels")):
        if _local(node.tag) == "Relationship" and node.get("TargetMode") != "External":
            target = posixpath.join("/", folder, node.get("Target", ""))
            kind = node.get("Type", "").rpartition("/")[2]
            related[node.get("Id", "")] = kind, posixpath.normpath(target).lstrip("/")
    return related


def _relation(node: Element) -> str:
    return next((v for key, v in node.items() if _local(key) == "id"), "")


def _elements(book: ZipFile, part: str) -> Iterator[Element]:
    with book.open(part) as stream:
        root: Element = ElementTree.fromstring(stream.read(_LIMIT))
    return root.iter()


def _style_elements(book: ZipFile, part: str) -> Iterator[tuple[str, Element]]:
    """Yield the elements of the styles with the names of those that they stand in."""
    if book.getinfo(part).file_size > _STYLES_LIMIT:
        raise ValueError(f"styles of more than {_STYLES_LIMIT:,} bytes")
    within: list[str] = []
    with book.open(part) as stream:
        for event, node in ElementTree.iterparse(stream, ("start", "end")):
            if event == "start":
                yield within[-1] if within else "", node
                within.append(_local(node.tag))
            else:
                within.pop()
                node.clear()


def _local(name: str) -> str:
    return name.rpartition("}")[2]
