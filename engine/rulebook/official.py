"""The official text of an instrument: pasted words in, articles and items out.

What is an article is settled by the line it opens: 第七条 or "Article 7". A
number in running text opens nothing, since an article is followed by the next.
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
    """One article as it stands: its number, line, chapter and words.

    `items`: the place of each item in the words, by number; `24(7)` is item 7.
    """

    number: str
    line: int
    chapter: str
    words: str
    items: tuple[tuple[str, int, int], ...] = ()

    def item(self, number: str) -> str | None:
        """The opening words of the article and the one item."""
        for name, start, end in self.items:
            if name == number:
                opening = self.words[: self.items[0][1]].rstrip()
                return f"{opening}\n{self.words[start:end].strip()}"
        return None


@dataclass(frozen=True)
class OfficialText:
    """A text of law taken apart; `opening`: what stands before the first article."""

    opening: str
    passages: tuple[Passage, ...]

    def passage(self, article: str) -> Passage | None:
        """The article, for the number of an item the article it stands in."""
        number = article.partition("(")[0]
        return next((p for p in self.passages if p.number == number), None)

    def words(self, article: str) -> str | None:
        """The words of an article or item; None where the text has no such place."""
        passage = self.passage(article)
        if passage is None:
            return None
        return passage.words if passage.number == article else passage.item(article)

    @property
    def gaps(self) -> tuple[tuple[str, str], ...]:
        """Neighbours between which numbers are left out, as a torn paste leaves them."""
        return tuple(
            (one.number, two.number)
            for one, two in pairwise(self.passages)
            if _whole(two.number) - _whole(one.number) not in (0, 1)
        )

    @property
    def repeats(self) -> tuple[Passage, ...]:
        """Articles whose number stands earlier in the text."""
        numbers = [passage.number for passage in self.passages]
        return tuple(
            passage
            for at, passage in enumerate(self.passages)
            if passage.number in numbers[:at]
        )


def official_file(instrument: Instrument) -> str:
    """Where the adopted text of an instrument stands, relative to the rules."""
    assert instrument.text is not None
    return f"{instrument.id}/{OFFICIAL_FOLDER}/{instrument.text.on}.txt"


def is_official(name: str) -> bool:
    """Say whether a file of the rules is an official text."""
    parts = PurePosixPath(name).parts
    return len(parts) == 3 and parts[1] == OFFICIAL_FOLDER and name.endswith(".txt")


def official_text(rulebook: Rulebook, instrument: Instrument) -> OfficialText | None:
    """The adopted text; None where there is none, or another than was adopted."""
    if instrument.text is None:
        return None
    text = rulebook.files.get(official_file(instrument))
    if text is None or sha256_of(text) != instrument.text.sha256:
        return None
    return split_text(text)


def sha256_of(text: str) -> str:
    """The SHA-256 of a text in UTF-8, as `sha256sum` gives it of the file."""
    return hashlib.sha256(text.encode()).hexdigest()


@lru_cache(maxsize=16)
def split_text(text: str) -> OfficialText:
    """Take a text apart into articles; without one, all of it is the opening."""
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
    """The lines that open an article, each with its number and chapter.

    Where numbers are set off from the words, as in print, only those open one;
    in a text that never does so, each must be the next.
    """
    found = {
        at: match
        for at, line in enumerate(lines)
        if (match := _ZH_ARTICLE.match(line) or _EN_ARTICLE.match(line))
    }
    are_apart = any(_stands_apart(match) for match in found.values())
    chapters = dict(_chapters(lines))
    chapter, before = "", 0
    for at in sorted({*found, *chapters}):
        chapter = chapters.get(at, chapter)
        if (match := found.get(at)) is None:
            continue
        number, part = chinese_number(match[1]), match[2]
        if _stands_apart(match) if are_apart else number == before + 1:
            before = number
            name = f"{number}-{chinese_number(part)}" if part else str(number)
            yield at, name, chapter


def _stands_apart(match: re.Match[str]) -> bool:
    """Say whether a number is set off from what follows, as a heading's is."""
    rest = match["rest"]
    if match.re is _EN_ARTICLE:
        return not rest.strip() or rest[0] in ".:\t" or rest.startswith("  ")
    return not rest or rest[0].isspace() or rest[0] in "：:"


def _chapters(lines: list[str]) -> Iterator[tuple[int, str]]:
    """The lines that name a chapter, each with all the headings it stands under."""
    standing: dict[int, str] = {}
    for at, line in enumerate(lines):
        if match := _CHAPTER.fullmatch(line.rstrip()):
            level = _LEVELS[match["zh"] or match["en"]]
            standing = {k: v for k, v in standing.items() if k < level}
            standing[level] = " ".join(line.split())
            yield at, " · ".join(standing[key] for key in sorted(standing))


def _items(article: str, words: str) -> Iterator[tuple[str, int, int]]:
    """The items of an article, which count up from one; other brackets are none."""
    found: list[re.Match[str]] = []
    for match in _ITEM.finditer(words):
        if chinese_number(match[1]) == len(found) + 1:
            found.append(match)
    starts = [*(match.start() for match in found), len(words)]
    for count, (start, end) in enumerate(pairwise(starts), 1):
        yield f"{article}({count})", start, end


def _whole(number: str) -> int:
    return int(number.partition("-")[0])
