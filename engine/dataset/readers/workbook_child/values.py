"""Turns what stands in a cell into text as a person reads it, with its flaw."""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol, TypeAlias

_EXACT = 10**15
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")  # ECMA-376, part 1, 22.9.2.19
_MIDNIGHT = re.compile(r"(\d{4}-\d\d-\d\d)T00:00(:00(\.0+)?)?\Z")

# The text of a cell, and its flaw: E, F, M, X or none (see `writing`).
Cell: TypeAlias = tuple[str, str]


class Strings(Protocol):
    """Strings by their places; IndexError where there is none."""

    def __getitem__(self, index: int, /) -> str: ...


@dataclass(frozen=True)
class Values:
    """Reads the values of a workbook.

    Numbers in the styles `moments` are moments, in `spans` lengths of time.
    """

    strings: Strings
    moments: Set[int]
    spans: Set[int]
    is_1904: bool

    def cell(self, kind: str, style: int, text: str) -> Cell:
        """Read the text of a value by the type of its cell; ValueError where it has none."""
        match kind:
            case "n":
                return self._number(style, text)
            case "s":
                return self.strings[_index(text)], ""
            case "e":
                return text, "X"
            case "b":
                return ("false" if text.strip() in {"0", "false"} else "true"), ""
            case "d":
                return _MIDNIGHT.sub(r"\1", text), ""
            case _:
                return decoded(text), ""

    def _number(self, style: int, text: str) -> Cell:
        value = float(text) if {".", "E", "e"} & set(text) else int(text)
        if style in self.spans:
            return _span(value)
        if style in self.moments:
            return _moment(value, self.is_1904)
        shown = _shown(value)
        return shown, "E" if "E" in shown else ""


def decoded(text: str) -> str:
    """Decode `_xHHHH_`, which stands for a character that XML cannot hold."""
    if "_x" not in text:
        return text
    plain = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
    return plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _index(text: str) -> int:
    if (index := int(text)) < 0:
        raise IndexError("list index out of range")
    return index


def _shown(value: float) -> str:
    """Return a number with the fifteen digits that a spreadsheet keeps."""
    if abs(value) >= _EXACT:
        return f"{value:.14E}"
    return f"{value:.15g}".upper()


def _moment(value: float, is_1904: bool) -> Cell:
    """Return the day, day with time or time that a number of days stands for."""
    try:
        days = timedelta(milliseconds=round(value * 86_400_000))
        found = _since_1904(days) if is_1904 else _since_1900(days)
    except (OverflowError, ValueError):
        return _shown(value), "X"
    if days < timedelta(1) and not is_1904:
        return found.time().isoformat(), ""
    return _MIDNIGHT.sub(r"\1", found.isoformat()), ""


def _since_1904(days: timedelta) -> datetime:
    """Count from the first day of 1904; OverflowError for what is before it."""
    if days < timedelta(0):
        raise OverflowError("no such day")
    return datetime(1904, 1, 1) + days  # noqa: DTZ001 — a sheet knows no zone


def _since_1900(days: timedelta) -> datetime:
    """Count from the day before 1900; OverflowError for what is before it.

    So it is for 29 February 1900, the day 60, which spreadsheets have and no calendar.
    """
    if days < timedelta(0) or days.days == 60:
        raise OverflowError("no such day")
    is_early = days.days < 60
    return datetime(1899, 12, 30) + days + timedelta(is_early)  # noqa: DTZ001 — a sheet knows no zone


def _span(value: float) -> Cell:
    """Return a length of time as hours, minutes and seconds."""
    try:
        seconds = round(value * 86_400)
    except (OverflowError, ValueError):
        return _shown(value), "X"
    sign = "-" if seconds < 0 else ""
    minutes, rest = divmod(abs(seconds), 60)
    return f"{sign}{minutes // 60}:{minutes % 60:02}:{rest:02}", ""
