"""The characters that the shipped fonts have, and a visible mark for all others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont

from reports.long_texts import shortened

FOLDER = Path(__file__).parent / "shared" / "fonts"
# The two weights in which reports are set, and one face of the further characters of names.
WEIGHTS = ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf")
MORE = "ReportSansMore-Regular.ttf"
# What English text is set in, with quotation marks as wide as they are there.
LATIN = ("ReportSansLatin-Regular.ttf", "ReportSansLatin-Bold.ttf")
FACES = (*WEIGHTS, *LATIN, MORE)


@cache
def printable() -> frozenset[str]:
    """Return the characters that both weights or the further face have, and the line break."""
    codes = set.intersection(*map(_codes, WEIGHTS)) | _codes(MORE)
    return frozenset(map(chr, codes)) | {"\n"}


def _codes(face: str) -> set[int]:
    with TTFont(FOLDER / face, lazy=True) as font:
        return set(font.getBestCmap())


def unprintable(text: str) -> list[str]:
    """Return the characters of a text without a glyph, each once, in their order."""
    return [char for char in dict.fromkeys(text) if char not in printable()]


def mark(character: str) -> str:
    """Return the mark of a character without a glyph, such as `[U+20BB7]`."""
    return f"[U+{ord(character):04X}]"


class Marker:
    """Copies values with every character without a glyph replaced by its mark.

    A name in the data must not stop a report, and must not be printed as a box. Texts
    that paper has no room for are shortened.
    `marked` counts how often each character was replaced.
    """

    def __init__(self) -> None:
        self.marked: Counter[str] = Counter()

    def __call__(self, value: Any) -> Any:
        """Return a copy of the value with all texts in it marked."""
        if isinstance(value, str):
            return self._text(value)
        if isinstance(value, Mapping):
            return {self(key): self(item) for key, item in value.items()}
        if isinstance(value, list | tuple):
            return [self(item) for item in value]
        return value

    def _text(self, text: str) -> str:
        # Tabs and line breaks inside a cell print as a space, as on a screen.
        text = shortened(text.translate({9: " ", 10: " ", 13: " "}))
        for character in unprintable(text):
            self.marked[character] += text.count(character)
            text = text.replace(character, mark(character))
        return text
