"""Which encoding a text file is in: settled by strict decoding, never by guessing.

Files are read in pieces, whatever they hold: at most 100 MB are in memory at a time.
"""

from __future__ import annotations

import codecs
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from engine.errors import DatasetError

CHUNK = 8 * 1024 * 1024
LINE_LIMIT = 2_000_000
_SEEN = 400
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
    """What one pass over the bytes of a text file showed."""

    encoding: str
    newlines: int
    returns: int
    pairs: int
    is_closed: bool
    has_long_lines: bool
    endless_quote: int | None

    @property
    def is_even(self) -> bool:
        """Whether all lines end alike: in LF, in CR LF, or in CR."""
        return 0 in (self.newlines, self.returns) or (
            self.newlines == self.returns == self.pairs
        )

    @property
    def lines(self) -> int:
        """Lines as an editor counts them, with or without a last line end."""
        return (self.newlines or self.returns) + (not self.is_closed)


def file_hash(path: Path) -> str:
    """Hash a file as sha256sum does."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def scan(path: Path, label: str, forced: str | None = None) -> Scan:
    """Find the encoding: byte order mark, then strict UTF-8, then strict GB18030."""
    if forced is not None:
        return _decode(path, label, _known(forced))
    with path.open("rb") as stream:
        head = stream.read(4)
    for mark, name in _OTHER_MARKS.items():
        if head.startswith(mark):
            raise DatasetError(
                f"{label}: the file is {name}, which is not read.\n"
                "  Save it as CSV UTF-8 (or GB18030) and send it again."
            )
    if head.startswith(_UTF8_MARK):
        return _decode(path, label, "utf-8-sig")
    try:
        return _decode(path, label, "utf-8")
    except DatasetError as utf8:
        try:
            return _decode(path, label, "gb18030")
        except DatasetError as gb18030:
            raise DatasetError(
                f"{label}: the encoding cannot be told; it is neither UTF-8 nor "
                f"GB18030.\n  {_place(utf8)}\n  {_place(gb18030)}\n"
                "  Save the file as CSV UTF-8, or name its encoding when you open it."
            ) from None


def to_utf8(source: Path, encoding: str, target: Path) -> Path:
    """Write a UTF-8 copy of a file whose encoding has been settled."""
    with (
        source.open("r", encoding=encoding, newline="") as text,
        target.open("w", encoding="utf-8", newline="") as copy,
    ):
        while chunk := text.read(CHUNK):
            copy.write(chunk)
    return target


def even(source: Path, target: Path) -> Path:
    """Copy a text in UTF-8 so that all lines end in LF and none is endless.

    A line of more than LINE_LIMIT characters becomes one that is just too long,
    with quotation marks that pair as before, so that what follows it is read.
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
    """Read on to the end of a line and stand in for it."""
    marks, part = begun.count('"'), begun
    while not part.endswith("\n") and (part := text.readline(LINE_LIMIT)):
        marks += part.count('"')
    end = "\n" if part.endswith("\n") else ""
    seen, odd = begun[:_SEEN].replace('"', ""), '"' * (marks % 2)
    return f"{seen}{'.' * LINE_LIMIT}{odd}{end}"


def _known(name: str) -> str:
    folded = name.lower().replace("_", "-")
    if folded in {"gbk", "gb2312", "cp936"}:
        folded = "gb18030"
    if folded == "utf8":
        folded = "utf-8"
    if folded not in ACCEPTED:
        raise DatasetError(
            f"encoding {name}: not known here.  Allowed: {', '.join(ACCEPTED)}."
        )
    return folded


def _decode(path: Path, label: str, encoding: str) -> Scan:
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
        place = offset - pending + error.start
        raise _wrong(path, label, codec.upper(), place) from error
    is_closed = last in b"\r\n"
    return Scan(
        encoding, newlines, returns, pairs, is_closed, has_long_lines, quotes.endless
    )


@dataclass
class _Quotes:
    """Tells a cell in quotation marks that goes on through a whole piece of a file.

    `endless` is the count of line ends before the first such piece.
    """

    marks: int = 0
    last: bytes = b""
    endless: int | None = None

    def look_at(self, chunk: bytes, ends: int) -> None:
        is_split = self.last + chunk[:1] == b'""'
        if len(chunk) == CHUNK and (self.marks % 2 or is_split):
            # A doubled mark stands for one and ends nothing; here one may be cut in two.
            inside = _INSIDE.match(chunk, is_split)
            if inside and inside.end() >= len(chunk) - 1 and self.endless is None:
                self.endless = ends
        self.marks += chunk.count(b'"')
        self.last = chunk[-1:]


def _wrong(path: Path, label: str, codec: str, place: int) -> DatasetError:
    line = 1
    with path.open("rb") as stream:
        for start in range(0, place, CHUNK):
            line += stream.read(min(CHUNK, place - start)).count(b"\n")
    return DatasetError(
        f"{label}: line {line:,}, byte {place + 1:,} is not {codec}.\n"
        "  Save the file as CSV UTF-8, or name its encoding when you open it."
    )


def _place(error: DatasetError) -> str:
    return str(error).split("\n", 1)[0].split(": ", 1)[1]
