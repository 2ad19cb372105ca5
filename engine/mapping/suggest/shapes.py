"""Says what the values of a column look like: days, ids, numbers, yes and no."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from engine.dataset.names import tidy
from engine.mapping.model import Writing

# From this share of its filled values on, a column is of a kind.
MOST = 0.8
_TIME = r"(?:[T\s]+\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?"
_YEAR_FIRST = re.compile(
    r"(?:\d{4}-\d{1,2}-\d{1,2}|\d{4}/\d{1,2}/\d{1,2}|\d{4}\.\d{1,2}\.\d{1,2}"
    rf"|\d{{4}}年\d{{1,2}}月\d{{1,2}}日|(?:19|20)\d{{6}}){_TIME}"
)
_YEAR_LAST = re.compile(rf"(\d{{1,2}})([-/.])(\d{{1,2}})\2(\d{{4}}){_TIME}")
_MONTH_AND_DAY = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_FOURTEEN = re.compile(
    rf"(?:19|20)\d\d{_MONTH_AND_DAY}(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d)?"
)
# Days from 1982 to 2064, as a spreadsheet numbers them.
_SERIAL = re.compile(r"[3-5]\d{4}(?:\.\d+)?|60000")
_NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?")
_MARKED = re.compile(r"[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_TURNED = re.compile(r"[-+]?(?:\d{1,3}(?:\.\d{3})+|\d+),\d+")
_REGION = re.compile(
    r"(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[12])(?:\d\d){0,2}"
)
# As long as an id of a thing is at least, and made as one.
_ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z\-_/.]{4,}")
_MONTHS = 12


@dataclass(frozen=True)
class Values:
    """The cells of a column as `names.tidy` writes them, empty ones as empty texts."""

    cells: tuple[str, ...]

    @classmethod
    def of(cls, cells: Iterable[str | None]) -> Values:
        """Take the cells of a column as they stand."""
        return cls(tuple(tidy(cell or "") for cell in cells))

    @cached_property
    def filled(self) -> tuple[str, ...]:
        """The values of the cells that are not empty."""
        return tuple(filter(None, self.cells))

    @cached_property
    def distinct(self) -> tuple[str, ...]:
        """The values, each once, in the order in which they come."""
        return tuple(dict.fromkeys(self.filled))

    def share(self, test: Callable[[str], object]) -> float:
        """Return the share of the filled values that pass a test; 0 where none is."""
        passed = sum(1 for value in self.filled if test(value))
        return passed / len(self.filled) if self.filled else 0.0

    def are(self, test: Callable[[str], object]) -> bool:
        """Say whether most of the filled values pass a test."""
        return self.share(test) >= MOST

    @cached_property
    def days(self) -> Days | None:
        """How the values are written as days; None where they are none."""
        return _days(self)

    def day_at(self, row: int) -> str | None:
        """Return the day of a cell as texts that compare; None where it has none."""
        return _comparable(self.cells[row], self.days.order if self.days else None)


@dataclass(frozen=True)
class Days:
    """How days are written: in an order that a mapping has to name, or in none.

    `unclear`: no value shows whether the day or the month stands in front.
    """

    order: Writing | None = None
    unclear: bool = False


def is_number(text: str) -> bool:
    """Say whether a value is a number, with or without marks between its thousands."""
    return _NUMBER.fullmatch(text) is not None or _is_marked(text)


def number_writing(values: Values) -> Writing | None:
    """Return how the numbers are written, where that is not plain digits and a point."""
    marked = [value for value in values.filled if "," in value]
    if not marked:
        return None
    return "1,234.5" if all(map(_MARKED.fullmatch, marked)) else "1.234,5"


def _is_marked(text: str) -> bool:
    return any(form.fullmatch(text) for form in (_MARKED, _TURNED))


def is_region(text: str) -> bool:
    """Say whether a value is a code of two, four or six digits of GB/T 2260."""
    return _REGION.fullmatch(text) is not None


def is_id(text: str) -> bool:
    """Say whether a value may be the id of a thing: no day and no plain words."""
    return (
        _ID.fullmatch(text) is not None
        and any(map(str.isdigit, text))
        and _YEAR_FIRST.fullmatch(text) is None
    )


def _days(values: Values) -> Days | None:
    if values.are(_YEAR_FIRST.fullmatch):
        return Days()
    if values.are(_YEAR_LAST.fullmatch):
        return _order(
            match for match in map(_YEAR_LAST.fullmatch, values.filled) if match
        )
    if values.are(_FOURTEEN.fullmatch):
        return Days("digits")
    return Days("serial") if values.are(_SERIAL.fullmatch) else None


def _comparable(text: str, order: Writing | None) -> str | None:
    """Write a day so that the texts of days compare as the days do."""
    if order in ("digits", "serial"):
        return text[:8] if order == "digits" else text.partition(".")[0]
    numbers = re.findall(r"\d+", text)
    if not numbers:
        return None
    if order is None:
        whole = numbers[0] if len(numbers[0]) == 8 else ""
        parts = [whole[:4], whole[4:6], whole[6:]] if whole else numbers[:3]
    else:
        turned = order == "day-month-year"
        parts = [numbers[2], *(numbers[1::-1] if turned else numbers[:2])]
    return "".join(part.zfill(2) for part in parts)


def _order(found: Iterable[re.Match[str]]) -> Days:
    first = second = False
    for match in found:
        first = first or int(match[1]) > _MONTHS
        second = second or int(match[3]) > _MONTHS
    if second and not first:
        return Days("month-day-year")
    return Days("day-month-year", unclear=not first)
