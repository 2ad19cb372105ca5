"""Reads an XML document entry by entry: no more than one is in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import NoReturn
from xml.parsers import expat

from engine.dataset.readers.encoding import LINE_LIMIT

_CHUNK = 1024 * 1024
_DEEPEST = 100
# What an element takes beside its text, in characters of the limit.
_ELEMENT = 100


@dataclass
class Element:
    """An element by its local name, with its attributes, its text and its children."""

    name: str
    attributes: dict[str, str]
    text: str = ""
    children: list[Element] = field(default_factory=list)

    def all(self, name: str) -> list[Element]:
        """Return the children of this name."""
        return [child for child in self.children if child.name == name]

    def first(self, name: str) -> Element | None:
        """Return the first child of this name."""
        return next(iter(self.all(name)), None)


def entries(
    path: Path, is_entry: Callable[[Sequence[str]], bool]
) -> Iterator[tuple[tuple[str, ...], Element]]:
    """Yield each element that is an entry, below the names of those around it.

    `is_entry` is asked with the local names from the root down to an element. ValueError
    where the document is broken, declares a document type, or an entry is too long.
    """
    reading = _Reading(is_entry)
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartElementHandler = reading.start
    parser.EndElementHandler = reading.end
    parser.CharacterDataHandler = reading.read
    # Without a document type there is no entity, internal or external.
    parser.StartDoctypeDeclHandler = _refuse
    try:
        with path.open("rb") as stream:
            for chunk in iter(partial(stream.read, _CHUNK), b""):
                parser.Parse(chunk)
                yield from reading.taken()
        parser.Parse(b"", True)
        yield from reading.taken()
    except expat.ExpatError as error:
        raise ValueError(str(error)) from error


def _refuse(*declared: object) -> NoReturn:
    raise ValueError("the XML declares a document type")


class _Reading:
    """The entries as far as the document is read."""

    def __init__(self, is_entry: Callable[[Sequence[str]], bool]) -> None:
        self._is_entry = is_entry
        self._names: list[str] = []
        self._open: list[Element] = []
        self._size = 0
        self._done: list[tuple[tuple[str, ...], Element]] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Begin an element."""
        self._names.append(_local(name))
        if len(self._names) > _DEEPEST:
            raise ValueError("the XML is nested too deeply")
        if not self._open and not self._is_entry(self._names):
            return
        named = {_local(key): value for key, value in attributes.items()}
        self._grow(_ELEMENT + sum(len(k) + len(v) for k, v in named.items()))
        element = Element(self._names[-1], named)
        if self._open:
            self._open[-1].children.append(element)
        self._open.append(element)

    def read(self, text: str) -> None:
        """Take a piece of the text of the innermost element."""
        if self._open:
            self._grow(len(text))
            self._open[-1].text += text

    def end(self, name: str) -> None:
        """End an element."""
        if self._open:
            element = self._open.pop()
            if not self._open:
                self._done.append((tuple(self._names[:-1]), element))
                self._size = 0
        self._names.pop()

    def taken(self) -> list[tuple[tuple[str, ...], Element]]:
        """Return the entries read since the last call."""
        done, self._done = self._done, []
        return done

    def _grow(self, size: int) -> None:
        self._size += size
        if self._size > LINE_LIMIT:
            raise ValueError("an entry of the XML is too long")


def _local(name: str) -> str:
    return name.rpartition("}")[2]
