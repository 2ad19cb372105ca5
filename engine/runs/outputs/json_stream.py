"""Writes JSON documents with lists that are longer than memory, item by item."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path


class Streamed:
    """A list of a JSON document, made while the document is written; read once.

    With `or_nothing` an empty list is left out together with its key: some schemas
    forbid empty lists.
    """

    def __init__(self, items: Iterable[object], *, or_nothing: bool = False) -> None:
        self._items = iter(items)
        self._or_nothing = or_nothing

    def __iter__(self) -> Iterator[object]:
        return self._items

    def is_left_out(self) -> bool:
        """Whether the list is empty and may be left out; reads the first item ahead."""
        if not self._or_nothing:
            return False
        for first in self._items:
            self._items = chain([first], self._items)
            return False
        return True


def write_json_stream(file: Path, document: Mapping[str, object]) -> None:
    """Write the document as UTF-8; streamed lists are read in the order they appear."""
    with file.open("w", encoding="utf-8", newline="\n") as stream:
        stream.writelines(_parts(document))
        stream.write("\n")


def _parts(value: object) -> Iterator[str]:
    """Yield the text of a value: at once, or in pieces where a list in it is streamed."""
    if isinstance(value, Streamed):
        yield from _joined("[", (_parts(item) for item in value), "]")
        return
    try:
        text = json.dumps(value, ensure_ascii=False)
    except TypeError:
        yield from _pieces(value)
    else:
        yield text


def _pieces(value: object) -> Iterator[str]:
    """Yield the text of a mapping or list that holds a streamed list."""
    if isinstance(value, Mapping):
        yield from _joined("{", _members(value), "}")
    elif isinstance(value, list | tuple):
        yield from _joined("[", (_parts(item) for item in value), "]")
    else:
        raise TypeError(f"{value!r} cannot be written as JSON.")


def _members(value: Mapping[str, object]) -> Iterator[Iterator[str]]:
    for key, inner in value.items():
        if not (isinstance(inner, Streamed) and inner.is_left_out()):
            yield chain([json.dumps(key), ": "], _parts(inner))


def _joined(start: str, pieces: Iterable[Iterator[str]], end: str) -> Iterator[str]:
    yield start
    for number, piece in enumerate(pieces):
        yield ",\n" if number else "\n"
        yield from piece
    yield f"\n{end}"
