"""Parses plain scalars, and detects those that other YAML programs read otherwise.

YAML 1.1 and 1.2 readers disagree about words such as `no`, `012` and `7.10`.
Where a rule needs a text and some reader would see anything else, the fault asks
the author for quotes.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from engine.errors import Text
from engine.rulebook.model import Span, Unit

NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_TRUTHS = frozenset(
    spelling
    for word in ("true", "false", "yes", "no", "on", "off", "y", "n")
    for spelling in (word, word.capitalize(), word.upper())
)
_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,17})(\.[0-9]{1,12})?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_OCTAL = re.compile(r"[-+]?0[0-7_]+")
_RADIX = re.compile(
    r"[-+]?0(b_*[01][01_]*|o_*[0-7][0-7_]*|x_*[0-9a-fA-F][0-9a-fA-F_]*)"
)
_INTEGER = re.compile(r"[-+]?[0-9][0-9_]*")
_SEXAGESIMAL = re.compile(r"[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?")
_FLOAT = re.compile(
    r"[-+]?([0-9][0-9_]*\.[0-9_]*|\.[0-9][0-9_]*|[0-9]+(?=[eE]))([eE][-+]?[0-9]+)?"
)
_BEGINS_A_NUMBER = frozenset("+-.0123456789")
_NUMBERS = (_RADIX, _OCTAL, _INTEGER, _SEXAGESIMAL, _FLOAT)
_SPELT = 100  # characters; longer numbers are not written out
_SPECIAL = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
_SPAN = re.compile(r"([0-9]{1,6}) (day|working day|month|year)s?")
_TRUTH = Text("真假值（true 或 false）", "true or false")
_A_NUMBER = Text("数字", "a number")
_SIXTIES = Text("六十进制数", "a number to the base 60")
_NOT_FINITE = Text("非有限数", "not a finite number")
_UNITS: dict[str, Unit] = {
    "day": "days",
    "working day": "working days",
    "month": "months",
    "year": "years",
}
# No time limit in this field of law is longer than a century.
_LONGEST: dict[Unit, int] = {
    "days": 36525,
    "working days": 26000,
    "months": 1200,
    "years": 100,
}


def misread(text: str) -> Text | None:
    """Return how other programs read a plain scalar meant as text; None: as text."""
    if text in _TRUTHS:
        return _TRUTH
    if text[:1] not in _BEGINS_A_NUMBER:
        return None
    if len(text) > _SPELT:
        return _A_NUMBER if any(p.fullmatch(text) for p in _NUMBERS) else None
    if _RADIX.fullmatch(text):
        number = int(text.replace("_", ""), 0)
        return Text(f"数字 {number}", f"the number {number}")
    if _OCTAL.fullmatch(text):
        number = int(text.replace("_", ""), 8)
        return Text(f"八进制数 {number}", f"the octal number {number}")
    if _INTEGER.fullmatch(text):
        return _other_number(text, str(int(text.replace("_", ""))))
    if _SEXAGESIMAL.fullmatch(text) and _DATE.fullmatch(text) is None:
        return _SIXTIES
    if _FLOAT.fullmatch(text):
        number_read = repr(float(text.replace("_", ""))).removesuffix(".0")
        return _other_number(text, number_read)
    return _NOT_FINITE if _SPECIAL.fullmatch(text) else None


def _other_number(text: str, number: str) -> Text | None:
    return None if number == text else Text(f" {number}", number)


def looks_like_date(text: str) -> bool:
    """Return whether the text is written YYYY-MM-DD, whether or not the day exists."""
    return _DATE.fullmatch(text) is not None


def to_date(text: str) -> date | None:
    """Read a day written YYYY-MM-DD; None where it is not or the day does not exist."""
    if not looks_like_date(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def to_number(text: str) -> Decimal | None:
    """Read an exact decimal of at most 18 digits before and 12 after the point."""
    return Decimal(text) if _NUMBER.fullmatch(text) else None


def to_bound(text: str) -> Decimal | None:
    """Read a number or a percentage such as `98 %`, which is 0.98."""
    share = text.removesuffix("%").rstrip(" ")
    number = to_number(share)
    return number / 100 if number is not None and share != text else number


def to_span(text: str) -> Span | None:
    """Read `30 days`, `15 working days`, `6 months` or `2 years`."""
    match = _SPAN.fullmatch(text)
    if match is None:
        return None
    count, unit = int(match[1]), _UNITS[match[2]]
    return Span(count, unit) if 0 < count <= _LONGEST[unit] else None
