"""Reads a JSON text piece by piece: no more than one value is in memory."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import TextIO, TypeVar

from engine.dataset.readers import encoding

PIECE = 1024 * 1024
_BLANK = re.compile(r"[ \t\r\n]*")
_T = TypeVar("_T")


class JsonText:
    """A JSON text as far as it is read, with numbers as they are written.

    It is read in pieces of so many characters. Everything raises ValueError where the
    text is broken or a value is too long, and RecursionError where one is nested too
    deeply.
    """

    def __init__(self, stream: TextIO, piece: int = PIECE) -> None:
        self._stream, self._piece = stream, piece
        self._text, self._at = "", 0
        self._is_whole = False
        self._decoder = json.JSONDecoder(
            parse_float=str, parse_int=str, parse_constant=str
        )

    def next(self) -> str:
        """Return the next character that is not blank; nothing at the end."""
        while True:
            blank = _BLANK.match(self._text, self._at)
            self._at = blank.end() if blank else self._at
            if self._at < len(self._text) or self._is_whole:
                return self._text[self._at : self._at + 1]
            self._read()

    def end(self) -> None:
        """Check that nothing but blanks is left."""
        if self.next():
            raise ValueError("something stands behind the end")

    def each(self, read: Callable[[], _T]) -> Iterator[_T]:
        """Yield what `read` makes of each element of an array; it reads one value."""
        yield from self._items("[]", read)

    def members(self) -> Iterator[str]:
        """Yield each key of an object; its value is to be read before the next."""
        yield from self._items("{}", self._key)

    def written(self) -> str:
        """Return the next value as it is written."""
        return self._take_value()[0]

    def value(self) -> object:
        """Return the next value."""
        return self._take_value()[1]

    def skip(self) -> None:
        """Pass over the next value, however long it is."""
        match self.next():
            case "[":
                for _ in self.each(self.skip):
                    pass
            case "{":
                for _ in self.members():
                    self.skip()
            case _:
                self.value()

    def _key(self) -> str:
        key = self.value()
        self._take(":")
        if not isinstance(key, str):
            raise ValueError("a key is a text")
        return key

    def _items(self, marks: str, read: Callable[[], _T]) -> Iterator[_T]:
        begin, end = marks[0], marks[1]
        self._take(begin)
        while self.next() != end:
            yield read()
            if self.next() != end:
                self._take(",")
                if self.next() == end:
                    raise ValueError("a value is expected")
        self._take(end)

    def _take(self, mark: str) -> None:
        """Pass over a character; another must not come next."""
        if self.next() != mark:
            raise ValueError(f"{mark} is expected")
        self._at += 1

    def _take_value(self) -> tuple[str, object]:
        self.next()
        while True:
            found = None
            try:
                found, end = self._decoder.raw_decode(self._text, self._at)
            except json.JSONDecodeError:
                end = len(self._text)
                if self._is_whole or end - self._at > encoding.LINE_LIMIT:
                    raise
            # What ends with the text may go on: 1 as 12.
            if end < len(self._text) or self._is_whole:
                written, self._at = self._text[self._at : end], end
                return written, found
            self._read()

    def _read(self) -> None:
        piece = self._stream.read(self._piece)
        self._text, self._at = self._text[self._at :] + piece, 0
        self._is_whole = not piece
