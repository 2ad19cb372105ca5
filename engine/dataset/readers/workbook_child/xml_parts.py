"""Reads parts of a workbook element by element: texts, shared strings, merged ranges.

Elements are known by their names in the namespace of sheets, whatever its prefix.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import NoReturn, TypeAlias
from xml.parsers import expat

from .ranges import Range
from .values import decoded

_MAIN = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",  # Strict Open XML
)
_CHUNK = 1024 * 1024

Starts: TypeAlias = Mapping[str, Callable[[Mapping[str, str]], None]]
Ends: TypeAlias = Mapping[str, Callable[[], None]]


class Text:
    """Collects the text of a value, or of the runs of a string but for phonetic ones."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._is_open = False
        self._phonetic = 0
        self.starts: Starts = {
            "v": self._open, "t": self._open,
            "rPh": lambda attributes: self._in_phonetic(1),
        }  # fmt: skip
        self.ends: Ends = {
            "v": self._close, "t": self._close, "rPh": lambda: self._in_phonetic(-1),
        }  # fmt: skip

    def read(self, text: str) -> None:
        """Take a piece of text where one is collected."""
        if self._is_open:
            self._parts.append(text)

    def taken(self) -> str:
        """Return what was collected, and begin anew."""
        text = "".join(self._parts)
        self._parts.clear()
        return text

    def _open(self, attributes: Mapping[str, str]) -> None:
        self._is_open = not self._phonetic

    def _close(self) -> None:
        self._is_open = False

    def _in_phonetic(self, step: int) -> None:
        self._phonetic += step


def parse(
    book: zipfile.ZipFile, part: str, starts: Starts, ends: Ends, text: Text
) -> Iterator[None]:
    """Call what is given for each element; yield after each piece of the part.

    ValueError where the XML declares an entity.
    """
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    on_start, on_end = _by_namespace(starts), _by_namespace(ends)

    def start(name: str, attributes: dict[str, str]) -> None:
        if called := on_start.get(name):
            called(attributes)

    def end(name: str) -> None:
        if called := on_end.get(name):
            called()

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text.read
    parser.EntityDeclHandler = _refuse_entity
    with book.open(part) as stream:
        for chunk in iter(partial(stream.read, _CHUNK), b""):
            parser.Parse(chunk)
            yield
    parser.Parse(b"", True)
    yield


def _by_namespace(
    calls: Mapping[str, Callable[..., None]],
) -> dict[str, Callable[..., None]]:
    return {f"{main}}}{name}": call for main in _MAIN for name, call in calls.items()}


def _refuse_entity(name: str, *rest: object) -> NoReturn:
    raise ValueError(f"the XML declares an entity, {name[:20]}")


class SharedStrings:
    """The shared strings of a workbook, which cells name by their places.

    They are read as far as one is asked for.
    """

    def __init__(self, book: zipfile.ZipFile, part: str | None) -> None:
        self._read: list[str] = []
        self._pieces: Iterator[None] = iter(())
        if part is not None and part in book.namelist():
            text = Text()
            ends = {**text.ends, "si": lambda: self._take(text)}
            self._pieces = parse(book, part, text.starts, ends, text)

    def __getitem__(self, index: int) -> str:
        """Return the string at a place; IndexError where there is none."""
        while index >= len(self._read):
            if next(self._pieces, self) is self:
                raise IndexError("list index out of range")
        return self._read[index]

    def all(self) -> list[str]:
        """Read all of them."""
        for _ in self._pieces:
            pass
        return self._read

    def _take(self, text: Text) -> None:
        self._read.append(decoded(text.taken()))


def merged_ranges(book: zipfile.ZipFile, part: str) -> list[Range]:
    """Return the merged ranges of a sheet, which stand below its rows.

    A sheet that does not mention any as text is not parsed for them.
    """
    found: list[Range] = []
    if _mentions(book, part, b"mergeCell"):
        starts: Starts = {"mergeCell": lambda seen: found.append(Range.of(seen["ref"]))}
        for _ in parse(book, part, starts, {}, Text()):
            pass
    return found


def _mentions(book: zipfile.ZipFile, part: str, word: bytes) -> bool:
    """Return whether a part may hold a word: it does, or its bytes are not UTF-8."""
    tail = b""
    with book.open(part) as stream:
        for chunk in iter(partial(stream.read, _CHUNK), b""):
            if word in tail + chunk or b"\0" in chunk:
                return True
            tail = chunk[1 - len(word) :]
    return False
