"""What the shipped faces can print, and a visible mark for what they cannot."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont

FOLDER = Path(__file__).parent / "shared" / "fonts"
FACES = ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf")


@cache
def printable() -> frozenset[str]:
    """Return every character that all shipped faces have, and the line break."""
    codes = set.intersection(*map(_codes, FACES))
    return frozenset(map(chr, codes)) | {"\n"}


def _codes(face: str) -> set[int]:
    with TTFont(FOLDER / face, lazy=True) as font:
        return set(font.getBestCmap())


def unprintable(text: str) -> list[str]:
    """Return the characters of a text that would print as a box, in order, once."""
    return [char for char in dict.fromkeys(text) if char not in printable()]


def mark(character: str) -> str:
    """Return what stands in for a character without a glyph: `[U+20BB7]`."""
    return f"[U+{ord(character):04X}]"


class Marker:
    """Copies plain values with every character that has no glyph made visible.

    A name that came with the data must not stop an inspection, and must not
    silently become a box; `marked` counts what was replaced for the report.
    """

    def __init__(self) -> None:
        self.marked: Counter[str] = Counter()

    def __call__(self, value: Any) -> Any:
        """Return the value with its texts marked, however deeply they lie."""
        if isinstance(value, str):
            return self._text(value)
        if isinstance(value, Mapping):
            return {self(key): self(item) for key, item in value.items()}
        if isinstance(value, list | tuple):
            return [self(item) for item in value]
        return value

    def _text(self, text: str) -> str:
        # Tabs and line breaks inside a cell print as a space, as on a screen.
        text = text.translate({9: " ", 10: " ", 13: " "})
        for character in unprintable(text):
            self.marked[character] += text.count(character)
            text = text.replace(character, mark(character))
        return text
