"""JSON that is longer than memory: lists in it are written as they are made."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any


class Streamed:
    """A list in a JSON document whose items are made while it is written.

    With `or_nothing` it is left out, with its key, where there is no item: some
    schemas forbid an empty list.
    """

    def __init__(self, items: Iterable[Any], *, or_nothing: bool = False) -> None:
        self._items = iter(items)
        self._or_nothing = or_nothing

    def __iter__(self) -> Iterator[Any]:
        return self._items

    def is_left_out(self) -> bool:
        """Look at the first item, if the list may be left out at all."""
        if not self._or_nothing:
            return False
        for first in self._items:
            self._items = chain([first], self._items)
            return False
        return True


def write_json_stream(file: Path, document: Mapping[str, Any]) -> None:
    """Write the document; streamed lists are taken in the order they stand in it."""
    with file.open("w", encoding="utf-8", newline="\n") as stream:
        stream.writelines(_parts(document))
        stream.write("\n")


def _parts(value: Any) -> Iterator[str]:
    """Yield the text of a value: whole, or in pieces where a list in it is streamed."""
    if isinstance(value, Streamed):
        yield from _joined("[", (_parts(item) for item in value), "]")
        return
    try:
        text = json.dumps(value, ensure_ascii=False)
    except TypeError:
        yield from _pieces(value)
    else:
        yield text


def _pieces(value: Any) -> Iterator[str]:
    """Yield the text of a mapping or list that could not be written whole."""
    if isinstance(value, Mapping):
        yield from _joined("{", _members(value), "}")
    elif isinstance(value, list | tuple):
        yield from _joined("[", (_parts(item) for item in value), "]")
    else:
        raise TypeError(f"{value!r} cannot be written as JSON.")


def _members(value: Mapping[str, Any]) -> Iterator[Iterator[str]]:
    for key, inner in value.items():
        if not (isinstance(inner, Streamed) and inner.is_left_out()):
            yield chain([json.dumps(key), ": "], _parts(inner))


def _joined(start: str, pieces: Iterable[Iterator[str]], end: str) -> Iterator[str]:
    yield start
    for number, piece in enumerate(pieces):
        yield ",\n" if number else "\n"
        yield from piece
    yield f"\n{end}"
