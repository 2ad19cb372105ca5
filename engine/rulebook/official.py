"""Splits the official text of an instrument into articles and items.

An article begins on a line that opens with its number: 第七条 or "Article 7". A
reference in running text begins no article: it is not set off from the words that
follow, or its number is not the next one.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from pathlib import PurePosixPath

from engine.rulebook.model import Instrument, Rulebook
from engine.rulebook.titles import NUMERAL, chinese_number

OFFICIAL_FOLDER = "text"
_NUMBER = rf"[0-9]{{1,4}}|{NUMERAL}"
_ZH_ARTICLE = re.compile(rf"\s*第\s*({_NUMBER})\s*条(?:之({NUMERAL}))?(?P<rest>.*)")
_EN_ARTICLE = re.compile(
    r"\s*Article\s+([0-9]{1,4})(?:-([0-9]{1,4}))?(?P<rest>(?![\w(]).*)"
)
_CHAPTER = re.compile(
    rf"\s*(?:第\s*(?:{_NUMBER})\s*(?P<zh>[编章节])(?:\s.*)?"
    r"|(?P<en>Part|Chapter|Section)\s+(?:[0-9]+|[IVXLC]+)\b.*)(?<![。；，.;,])$"
)
_LEVELS = {"编": 0, "Part": 0, "章": 1, "Chapter": 1, "节": 2, "Section": 2}
_ITEM = re.compile(
    rf"(?:^|(?<=[：；。:;.]))\s*[（(]\s*({_NUMBER})\s*[）)]", re.MULTILINE
)


@dataclass(frozen=True)
class Passage:
    """One article of the text.

    `number` is `24`, or `24-1` for 第二十四条之一. `line` is its first line in the
    file, `chapter` the headings above it. `items` gives the number of each item, such
    as `24(7)`, with its start and end in `words`.
    """

    number: str
    line: int
    chapter: str
    words: str
    items: tuple[tuple[str, int, int], ...] = ()

    def item(self, number: str) -> str | None:
        """Return the words before the first item and those of one item; None if absent."""
        for name, start, end in self.items:
            if name == number:
                introduction = self.words[: self.items[0][1]].rstrip()
                return f"{introduction}\n{self.words[start:end].strip()}"
        return None


@dataclass(frozen=True)
class OfficialText:
    """A text of law split into articles; `opening` precedes the first article."""

    opening: str
    passages: tuple[Passage, ...]

    def passage(self, article: str) -> Passage | None:
        """Return the article of a number such as `24` or `24(7)`; None if absent."""
        number = article.partition("(")[0]
        return next((p for p in self.passages if p.number == number), None)

    def words(self, article: str) -> str | None:
        """Return the words of an article or item; None where the text has no such place."""
        passage = self.passage(article)
        if passage is None:
            return None
        return passage.words if passage.number == article else passage.item(article)

    @property
    def gaps(self) -> tuple[tuple[str, str], ...]:
        """Pairs of adjacent articles between which numbers are missing."""
        return tuple(
            (one.number, two.number)
            for one, two in pairwise(self.passages)
            if _whole(two.number) - _whole(one.number) not in (0, 1)
        )

    @property
    def repeats(self) -> tuple[Passage, ...]:
        """The articles whose number occurs earlier in the text."""
        numbers = [passage.number for passage in self.passages]
        return tuple(
            passage
            for at, passage in enumerate(self.passages)
            if passage.number in numbers[:at]
        )


def official_file(instrument: Instrument) -> str:
    """Return the file of the adopted text, relative to the rules folder."""
    assert instrument.text is not None
    return f"{instrument.id}/{OFFICIAL_FOLDER}/{instrument.text.on}.txt"


def is_official(name: str) -> bool:
    """Return whether a file of the rules is an official text."""
    parts = PurePosixPath(name).parts
    return len(parts) == 3 and parts[1] == OFFICIAL_FOLDER and name.endswith(".txt")


def official_text(rulebook: Rulebook, instrument: Instrument) -> OfficialText | None:
    """Return the adopted text; None where there is none or its hash differs."""
    if instrument.text is None:
        return None
    text = rulebook.files.get(official_file(instrument))
    if text is None or sha256_of(text) != instrument.text.sha256:
        return None
    return split_text(text)


def sha256_of(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8, in hex, as `sha256sum` prints it."""
    return hashlib.sha256(text.encode()).hexdigest()


@lru_cache(maxsize=16)
def split_text(text: str) -> OfficialText:
    """Split a text into articles; a text without articles is all opening."""
    lines = text.split("\n")
    openings = list(_openings(lines))
    starts = [*(line for line, _, _ in openings), len(lines)]
    chapters = dict(_chapters(lines))
    passages = []
    for (start, number, chapter), end in zip(openings, starts[1:], strict=True):
        kept = [line for at, line in enumerate(lines[start:end], start)
                if at not in chapters]  # fmt: skip
        passage = Passage(number, start + 1, chapter, "\n".join(kept).strip())
        items = tuple(_items(number, passage.words))
        passages.append(replace(passage, items=items))
    opening = "\n".join(lines[: starts[0]]).strip()
    return OfficialText(opening, tuple(passages))


def _openings(lines: list[str]) -> Iterator[tuple[int, str, str]]:
    """Yield the index, number and chapter of each line that begins an article.

    Where some numbers are set off from the words, as in print, only those begin an
    article. Otherwise each number must be the successor of the one before.
    """
    found = {
        at: match
        for at, line in enumerate(lines)
        if (match := _ZH_ARTICLE.match(line) or _EN_ARTICLE.match(line))
    }
    set_off = any(_is_set_off(match) for match in found.values())
    chapters = dict(_chapters(lines))
    chapter, before = "", 0
    for at in sorted({*found, *chapters}):
        chapter = chapters.get(at, chapter)
        if (match := found.get(at)) is None:
            continue
        number, part = chinese_number(match[1]), match[2]
        if _is_set_off(match) if set_off else number == before + 1:
            before = number
            name = f"{number}-{chinese_number(part)}" if part else str(number)
            yield at, name, chapter


def _is_set_off(match: re.Match[str]) -> bool:
    """Return whether a number is set off from what follows, as in a heading."""
    rest = match["rest"]
    if match.re is _EN_ARTICLE:
        return not rest.strip() or rest[0] in ".:\t" or rest.startswith("  ")
    return not rest or rest[0].isspace() or rest[0] in "：:"


def _chapters(lines: list[str]) -> Iterator[tuple[int, str]]:
    """Yield the index of each heading with all headings above it, joined by ` · `."""
    headings: dict[int, str] = {}
    for at, line in enumerate(lines):
        if match := _CHAPTER.fullmatch(line.rstrip()):
            level = _LEVELS[match["zh"] or match["en"]]
            headings = {k: v for k, v in headings.items() if k < level}
            headings[level] = " ".join(line.split())
            yield at, " · ".join(headings[key] for key in sorted(headings))


def _items(article: str, words: str) -> Iterator[tuple[str, int, int]]:
    """Yield the items of an article; their numbers count up from one."""
    found: list[re.Match[str]] = []
    for match in _ITEM.finditer(words):
        if chinese_number(match[1]) == len(found) + 1:
            found.append(match)
    starts = [*(match.start() for match in found), len(words)]
    for count, (start, end) in enumerate(pairwise(starts), 1):
        yield f"{article}({count})", start, end


def _whole(number: str) -> int:
    return int(number.partition("-")[0])
