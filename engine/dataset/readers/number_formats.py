"""Tells from the number format of a cell whether its number is a moment."""

from __future__ import annotations

import re
from enum import Enum, auto

# Formats that have no code in a workbook (ECMA-376, part 1, 18.8.30): 27 to 36 and 50
# to 58 are days and times in the Chinese, Japanese and Korean editions of Excel.
_MOMENTS = frozenset([*range(14, 23), *range(27, 37), 45, 47, *range(50, 59)])
_SPANS = frozenset([46])
# What a code shows as it stands: quoted text, escaped, padding and repeated signs.
_LITERAL = re.compile(r'"[^"]*"?|\\.|_.|\*.', re.DOTALL)
_SPAN = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)
_BRACKETS = re.compile(r"\[[^\]]*\]?")
# Days by the year (y, or e and b of the East Asian calendars), month, day or weekday
# (aaa), times by hours and seconds; E+00 is an exponent.
_PLACEHOLDER = re.compile(r"[ymdhsb]|e(?![+-])|aaa", re.IGNORECASE)
_GENERAL = re.compile("general|g/通用格式", re.IGNORECASE)


class Meaning(Enum):
    """What the number of a cell stands for."""

    NUMBER = auto()
    MOMENT = auto()
    SPAN = auto()


def meaning(number: int, codes: dict[int, str]) -> Meaning:
    """Return what a format stands for; `codes` are those that the workbook declares."""
    if number in codes:
        return meaning_of_code(codes[number])
    if number in _SPANS:
        return Meaning.SPAN
    return Meaning.MOMENT if number in _MOMENTS else Meaning.NUMBER


def meaning_of_code(code: str) -> Meaning:
    """Return what a format code stands for, by its section for positive numbers."""
    section = _LITERAL.sub("", code).partition(";")[0]
    if _SPAN.search(section):
        return Meaning.SPAN
    plain = _GENERAL.sub("", _BRACKETS.sub("", section))
    return Meaning.MOMENT if _PLACEHOLDER.search(plain) else Meaning.NUMBER
