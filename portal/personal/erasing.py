"""Writes the files of a dataset again without values that are erased.

Tables of text, JSON, workbooks, Parquet, and zips of them; in each the values stand as
they were written: also in full width, or with invisible characters between.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from engine.dataset.readers.encoding import scan
from portal.personal.rewriting import REWRITTEN, rewrite_file, rewrite_parquet

_TEXTS = (".csv", ".tsv", ".txt", ".json", ".jsonl", ".yaml", ".yml")
_WORKBOOKS = (".xlsx", ".xlsm")
_MARKUP = (".xml", ".rels", ".vml")
_INVISIBLE = "[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]*"
_FULL_WIDTH = 0xFEE0
_ESCAPED = re.compile(r"(?<!\\)\\u([0-9a-fA-F]{4})")
_TAG = re.compile(r"<[^>]*>")


class Eraser:
    """Replaces values by their stand-ins, and counts how often."""

    def __init__(self, values: Mapping[str, str]) -> None:
        """Take the stand-in of each value."""
        self.values = dict(values)
        longest_first = sorted(values, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(_pattern_of, longest_first)))
        self.count = 0

    def text(self, text: str) -> str:
        """Replace the values in a text."""
        return self._pattern.sub(self._stand_in, text)

    def cell(self, column: str, value: str) -> str:
        """Replace the values in a cell of any column."""
        return self.text(value)

    def stands_in(self, text: str) -> bool:
        """Return whether a value still stands in a text, in any case of its letters."""
        return re.search(self._pattern.pattern, text, re.IGNORECASE) is not None

    def _stand_in(self, found: re.Match[str]) -> str:
        self.count += 1
        return self.values[_plain(found[0])]


def erase_file(file: Path, out: Path, eraser: Eraser) -> None:
    """Write a file of a dataset again; one of another sort is copied."""
    suffix = file.suffix.lower()
    if suffix in _TEXTS:
        _erase_text(file, out, eraser)
    elif suffix == ".parquet":
        rewrite_parquet(file, out, eraser.cell)
    elif suffix in _WORKBOOKS:
        _erase_zip(file, out, lambda inner: _erase_markup(inner, eraser))
    elif suffix == ".zip":
        _erase_zip(file, out, lambda inner: _erase_member(inner, eraser))
    else:
        shutil.copyfile(file, out)


def erase_results(folder: Path, out: Path, eraser: Eraser) -> dict[str, int]:
    """Write a folder of results again; return what was replaced in each file.

    Reports are left out: what is printed cannot be taken out of them.
    """
    out.mkdir(parents=True)
    found = {}
    for file in sorted(folder.iterdir()):
        before = eraser.count
        if file.suffix in REWRITTEN:
            rewrite_file(file, out / file.name, eraser.cell, eraser.cell)
        elif file.suffix != ".pdf":
            erase_file(file, out / file.name, eraser)
        if eraser.count > before:
            found[file.name] = eraser.count - before
    return found


def still_in(file: Path, eraser: Eraser) -> bool:
    """Return whether a value still stands in a file that was written again.

    In a workbook a text may be cut in pieces by its markup; in another case of its
    letters a value is another one to the engine, but not to people.
    """
    suffix = file.suffix.lower()
    if suffix in _TEXTS:
        return eraser.stands_in(_decoded(file)[0])
    if suffix in _WORKBOOKS:
        with ZipFile(file) as book:
            parts = [n for n in book.namelist() if n.endswith(_MARKUP)]
            texts = (book.read(name).decode("utf-8", "replace") for name in parts)
            return any(eraser.stands_in(_TAG.sub("", text)) for text in texts)
    return False


def _erase_text(file: Path, out: Path, eraser: Eraser) -> None:
    text, encoding = _decoded(file)
    if file.suffix.lower() in (".json", ".jsonl"):
        text = _ESCAPED.sub(_unescaped, text)
    out.write_bytes(eraser.text(text).encode(encoding))


def _decoded(file: Path) -> tuple[str, str]:
    encoding = scan(file, file.name).encoding
    return file.read_bytes().decode(encoding), encoding


def _unescaped(found: re.Match[str]) -> str:
    sign = chr(int(found[1], 16))
    is_plain = sign.isprintable() and sign not in '"\\'
    return sign if is_plain else found[0]


def _erase_zip(file: Path, out: Path, erase: Callable[[Path], None]) -> None:
    """Write a zip again, each member passed through a file beside it."""
    inner = out.with_name(f"{out.name}.member")
    inner.mkdir()
    with ZipFile(file) as read, ZipFile(out, "w", ZIP_DEFLATED) as write:
        for member in read.infolist():
            if member.is_dir():
                continue
            name = member.filename.rsplit("/", 1)[-1] or "member"
            place = inner / name
            with read.open(member) as source, place.open("wb") as target:
                shutil.copyfileobj(source, target)
            erase(place)
            write.write(place, member.filename)
            place.unlink()
    shutil.rmtree(inner)


def _erase_member(file: Path, eraser: Eraser) -> None:
    fresh = file.with_name(f"fresh-{file.name}")
    erase_file(file, fresh, eraser)
    fresh.replace(file)


def _erase_markup(file: Path, eraser: Eraser) -> None:
    if file.suffix.lower() in _MARKUP:
        text = file.read_text(encoding="utf-8")
        file.write_text(eraser.text(text), encoding="utf-8")


def _pattern_of(value: str) -> str:
    signs = _INVISIBLE.join(map(_sign, value))
    before = r"(?<![0-9A-Za-z])" if value[0].isascii() and value[0].isalnum() else ""
    after = r"(?![0-9A-Za-z])" if value[-1].isascii() and value[-1].isalnum() else ""
    return before + signs + after


def _sign(sign: str) -> str:
    if sign.isascii() and sign.isprintable() and sign != " ":
        return f"[{re.escape(sign)}{chr(ord(sign) + _FULL_WIDTH)}]"
    return re.escape(sign)


def _plain(found: str) -> str:
    """Return a value as it was asked for: in half width, without invisible characters."""
    bare = re.sub(_INVISIBLE, "", found)
    return "".join(
        chr(ord(sign) - _FULL_WIDTH) if 0xFF01 <= ord(sign) <= 0xFF5E else sign
        for sign in bare
    )
