"""Texts in charts: how wide they are in print, and how they are shortened."""

from __future__ import annotations

SIZE = 7.5
MARK = "…"
# Widths of the characters from space to tilde in the bold face, in hundredths of the
# size. No character of the regular face is wider.
_ASCII = (
    23, 37, 58, 59, 59, 97, 74, 33, 38, 38, 51, 59, 33, 37, 33, 40, 59, 59, 59, 59, 59,
    59, 59, 59, 59, 59, 33, 33, 59, 59, 59, 52, 101, 65, 69, 66, 72, 62, 59, 72, 76, 33,
    57, 69, 58, 86, 75, 77, 67, 77, 69, 63, 63, 75, 62, 92, 63, 58, 62, 38, 40, 38, 59,
    57, 63, 60, 65, 53, 65, 59, 38, 60, 64, 31, 31, 61, 32, 97, 65, 63, 65, 65, 44, 50,
    43, 64, 58, 87, 57, 58, 52, 38, 30, 38, 59,
)  # fmt: skip
_OTHER_SCRIPTS = 1.08
_HAN = 1.0
_FIRST_HAN = "\u2e80"


def text_width(text: str, size: float = SIZE) -> float:
    """Return an upper bound of the printed width of a text, in the unit of `size`.

    It is that of the report's bold face: exact for Chinese and ASCII characters, and the
    widest character for all others.
    """
    return size * sum(map(_width, text))


def _width(character: str) -> float:
    if " " <= character <= "~":
        return _ASCII[ord(character) - 32] / 100
    return _HAN if character >= _FIRST_HAN else _OTHER_SCRIPTS


def shorten(text: str, room: float, size: float = SIZE) -> str:
    """Return the text, or as much of its start as has room together with a mark.

    The mark alone stands where nothing else has room.
    """
    if text_width(text, size) <= room:
        return text
    left = room - text_width(MARK, size)
    for end, character in enumerate(text):
        left -= text_width(character, size)
        if left < 0:
            return text[:end].rstrip() + MARK
    return text + MARK


def headed(text: str) -> str:
    """Return a text as it begins a line or heads a column."""
    return text[:1].upper() + text[1:]


def number(count: int) -> str:
    """Return a whole number with its thousands set apart."""
    return f"{count:,}"


def percent(rate: float) -> str:
    """Return a rate from 0 to 1 in per cent, with one decimal.

    A rate that is not 0 or 1 is never printed as if it were.
    """
    if 0 < rate < 0.0005:
        return "< 0.1 %"
    if 0.9995 <= rate < 1:
        return "> 99.9 %"
    return f"{100 * rate:.1f} %"
