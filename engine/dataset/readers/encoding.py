"""Finds the encoding of a text file by strict decoding, never by guessing.

Files are read in pieces: at most 100 MB are in memory at a time.
"""

from __future__ import annotations

import codecs
import hashlib
import re
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from engine.errors import DatasetError, Message, message

CHUNK = 8 * 1024 * 1024
HEAD = 1024 * 1024
LINE_LIMIT = 2_000_000
_LINE_SHOWN = 400
_INSIDE = re.compile(rb'(?:[^"]++|"")*+')
ACCEPTED = ("utf-8", "utf-8-sig", "gb18030")
_UTF8_MARK = codecs.BOM_UTF8
_OTHER_MARKS = {
    codecs.BOM_UTF32_LE: "UTF-32",
    codecs.BOM_UTF32_BE: "UTF-32",
    codecs.BOM_UTF16_LE: "UTF-16",
    codecs.BOM_UTF16_BE: "UTF-16",
}


@dataclass(frozen=True)
class Scan:
    """What one pass over the bytes of a text file showed.

    `newlines`, `returns` and `pairs` count LF, CR and CR LF; `is_closed`: the last
    line has an end. `endless_quote` is the number of line ends before a quoted cell
    that fills a whole piece of the file, None where there is none.
    """

    encoding: str
    newlines: int
    returns: int
    pairs: int
    is_closed: bool
    has_long_lines: bool
    endless_quote: int | None

    @property
    def is_even(self) -> bool:
        """Whether all lines end in the same way: in LF, in CR LF, or in CR."""
        return 0 in (self.newlines, self.returns) or (
            self.newlines == self.returns == self.pairs
        )

    @property
    def lines(self) -> int:
        """The number of lines, with or without an end of the last one."""
        ends = self.newlines + self.returns - self.pairs
        return ends + (not self.is_closed)


def file_hash(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal, as sha256sum prints it."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def scan(path: Path, label: str, forced: str | None = None) -> Scan:
    """Find the encoding: byte order mark, then strict UTF-8, then strict GB18030.

    `label` names the file in messages; a `forced` encoding is the only one tried.
    DatasetError where the file is in none of these.
    """
    if forced is not None:
        return _decode_or_refuse(path, label, _known(forced))
    with path.open("rb") as stream:
        head = stream.read(4)
    for mark, name in _OTHER_MARKS.items():
        if head.startswith(mark):
            raise DatasetError("dataset.encoding-other", file=label, encoding=name)
    if head.startswith(_UTF8_MARK):
        return _decode_or_refuse(path, label, "utf-8-sig")
    utf8 = _decode(path, "utf-8")
    if isinstance(utf8, Scan):
        return utf8
    gb18030 = _decode(path, "gb18030")
    if isinstance(gb18030, Scan):
        return gb18030
    raise DatasetError(
        "dataset.encoding-unclear", file=label, utf8=utf8, gb18030=gb18030
    )


def head(path: Path, label: str, forced: str | None = None) -> tuple[str, str]:
    """Return how a text file begins, and its encoding as these bytes show it.

    That is the first HEAD bytes, in which a later one may not be what they seem to be.
    For `label`, `forced` and what is raised see `scan`.
    """
    with path.open("rb") as stream:
        begun, is_whole = stream.read(HEAD), not stream.read(1)
    names = ("utf-8", "gb18030") if forced is None else (_known(forced),)
    for name in names:
        codec = codecs.getincrementaldecoder(name.removesuffix("-sig"))()
        with suppress(UnicodeDecodeError):
            text = codec.decode(begun, final=is_whole)
            return text.removeprefix(_UTF8_MARK.decode()), name
    return "", scan(path, label, forced).encoding


def plain(found: Scan, path: Path, copy: Path) -> Path:
    """Return a scanned file, or a copy of it in UTF-8 with even lines.

    The name of a copy begins with that of `copy`.
    """
    read = path
    if found.encoding == "gb18030":
        read = to_utf8(path, found.encoding, copy.with_name(f"{copy.name}.utf8"))
    if not found.is_even or found.has_long_lines:
        uneven, read = read, even(read, copy.with_name(f"{copy.name}.even"))
        if uneven != path:
            uneven.unlink()
    return read


def to_utf8(source: Path, encoding: str, target: Path) -> Path:
    """Write a UTF-8 copy of a file whose encoding is known; return the copy."""
    with (
        source.open("r", encoding=encoding, newline="") as text,
        target.open("w", encoding="utf-8", newline="") as copy,
    ):
        while chunk := text.read(CHUNK):
            copy.write(chunk)
    return target


def even(source: Path, target: Path) -> Path:
    """Copy a text in UTF-8 so that all lines end in LF; return the copy.

    A line of more than LINE_LIMIT characters is cut to just more than that, with an
    even or odd number of quotation marks as before, so that the lines after it are
    read as they would be.
    """
    with (
        source.open("r", encoding="utf-8", newline=None) as text,
        target.open("w", encoding="utf-8", newline="") as copy,
    ):
        while line := text.readline(LINE_LIMIT):
            if len(line) == LINE_LIMIT and not line.endswith("\n"):
                line = _overlong(line, text)
            copy.write(line)
    return target


def _overlong(begun: str, text: TextIO) -> str:
    """Read to the end of a line that is too long; return a shorter one in its place."""
    marks, part = begun.count('"'), begun
    while not part.endswith("\n") and (part := text.readline(LINE_LIMIT)):
        marks += part.count('"')
    end = "\n" if part.endswith("\n") else ""
    shown, odd = begun[:_LINE_SHOWN].replace('"', ""), '"' * (marks % 2)
    return f"{shown}{'.' * LINE_LIMIT}{odd}{end}"


def _known(name: str) -> str:
    folded = name.lower().replace("_", "-")
    if folded in {"gbk", "gb2312", "cp936"}:
        folded = "gb18030"
    if folded == "utf8":
        folded = "utf-8"
    if folded not in ACCEPTED:
        raise DatasetError("dataset.encoding-unknown", name=name, accepted=ACCEPTED)
    return folded


def _decode_or_refuse(path: Path, label: str, encoding: str) -> Scan:
    scan = _decode(path, encoding)
    if isinstance(scan, Scan):
        return scan
    raise DatasetError("dataset.encoding-wrong", file=label, place=scan)


def _decode(path: Path, encoding: str) -> Scan | Message:
    """Read a file in an encoding; return the place where it is not in it instead."""
    codec = encoding.removesuffix("-sig")
    decoder = codecs.getincrementaldecoder(codec)(errors="strict")
    newlines = returns = pairs = offset = 0
    last, pending, has_long_lines = b"", 0, False
    quotes = _Quotes()
    try:
        with path.open("rb") as stream:
            while chunk := stream.read(CHUNK):
                ends = newlines + returns
                quotes.look_at(chunk, ends)
                newlines += chunk.count(b"\n")
                returns += chunk.count(b"\r")
                pairs += chunk.count(b"\r\n") + (last + chunk[:1] == b"\r\n")
                has_long_lines |= len(chunk) == CHUNK and newlines + returns == ends
                if pending or not chunk.isascii():
                    decoder.decode(chunk)
                    pending = len(decoder.getstate()[0])
                offset, last = offset + len(chunk), chunk[-1:]
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        return _place(path, codec.upper(), offset - pending + error.start)
    is_closed = last in b"\r\n"
    return Scan(
        encoding, newlines, returns, pairs, is_closed, has_long_lines, quotes.endless
    )


@dataclass
class _Quotes:
    """Finds a cell in quotation marks that fills a whole piece of a file.

    `endless` is the number of line ends before the first such piece.
    """

    marks: int = 0
    last: bytes = b""
    endless: int | None = None

    def look_at(self, chunk: bytes, ends: int) -> None:
        """Take the next piece of the file, after so many line ends."""
        is_split = self.last + chunk[:1] == b'""'
        if len(chunk) == CHUNK and (self.marks % 2 or is_split):
            # A doubled mark stands for one mark inside the cell; the border of two
            # pieces may divide it.
            inside = _INSIDE.match(chunk, is_split)
            if inside and inside.end() >= len(chunk) - 1 and self.endless is None:
                self.endless = ends
        self.marks += chunk.count(b'"')
        self.last = chunk[-1:]


def _place(path: Path, codec: str, offset: int) -> Message:
    """Say that the byte at an offset is not in the encoding, with its line."""
    line = 1
    with path.open("rb") as stream:
        for start in range(0, offset, CHUNK):
            line += stream.read(min(CHUNK, offset - start)).count(b"\n")
    return message("dataset.encoding-place", line=line, byte=offset + 1, codec=codec)
