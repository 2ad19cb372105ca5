"""Finds the lengths of time that a title states, in digits or words, zh or en."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.errors import Text
from engine.rulebook.model import Span, Unit

_DIGITS = {
    **{character: number for number, character in enumerate("零一二三四五六七八九")},
    "两": 2,
    "\u3007": 0,  # the round zero of years, escaped since it looks like an O
}
_CHARACTERS = "零一二三四五六七八九"
_NUMERALS = "".join(_DIGITS) + "十百千"
_DIGIT = f"[{''.join(_DIGITS)}]"
_BELOW_THOUSAND = (
    rf"(?:{_DIGIT}?百零?(?:{_DIGIT}?十)?{_DIGIT}?|{_DIGIT}?十{_DIGIT}?|{_DIGIT}+)"
)
# Matches a numeral below ten thousand: 二十四, 一千零五, or digit by digit.
NUMERAL = rf"(?:{_DIGIT}千(?:零?{_BELOW_THOUSAND})?|{_BELOW_THOUSAND})"
# After 月, 年 or 第 a number is part of a date or an ordinal.
_ZH = re.compile(
    rf"(?<![月年第\d{_NUMERALS}])([0-9]{{1,9}}|{NUMERAL})\s*(个?工作日|个月|[日天年])(?!份)"
)
_ZH_UNITS: dict[str, Unit] = {
    "工作日": "working days",
    "个工作日": "working days",
    "个月": "months",
    "日": "days",
    "天": "days",
    "年": "years",
}
_SMALL = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen",
    "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = (
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
)  # fmt: skip
_EN_NUMBERS = {word: n for n, word in enumerate(_SMALL)} | {
    word: 20 + 10 * n for n, word in enumerate(_TENS)
}
_EN = re.compile(
    rf"\b([0-9]{{1,9}}|{'|'.join(_EN_NUMBERS)})[ -](working day|day|month|year)s?\b",
    re.IGNORECASE,
)
_EN_UNITS: dict[str, Unit] = {
    "working day": "working days",
    "day": "days",
    "month": "months",
    "year": "years",
}
# A larger number before 年 is a calendar year such as 2026年.
_MOST_YEARS = 100


def stated_spans(title: Text) -> set[Span]:
    """Return the lengths of time that a title states; dates are left out."""
    return {
        span
        for span in (*_in_chinese(title.zh), *_in_english(title.en))
        if span.unit != "years" or span.count <= _MOST_YEARS
    }


def _in_chinese(text: str) -> Iterator[Span]:
    for match in _ZH.finditer(text):
        yield Span(chinese_number(match[1]), _ZH_UNITS[match[2]])


def _in_english(text: str) -> Iterator[Span]:
    for match in _EN.finditer(text):
        word = match[1].lower()
        count = int(word) if word.isdigit() else _EN_NUMBERS[word]
        yield Span(count, _EN_UNITS[match[2].lower()])


def chinese_number(text: str) -> int:
    """Parse digits or a Chinese numeral below ten thousand: 三十, 一千二百四十二."""
    if text.isascii():
        return int(text)
    if not {"十", "百", "千"} & set(text):  # Digit by digit, as a year.
        return int("".join(str(_DIGITS[character]) for character in text))
    thousands, _, below = text.rpartition("千")
    hundreds, hundred, rest = below.rpartition("百")
    tens, ten, ones = rest.rpartition("十")
    count = _digit(thousands, 0) * 1000
    count += _digit(hundreds, 1) * 100 if hundred else 0
    count += _digit(tens, 1) * 10 if ten else 0
    return count + _digit(ones, 0)


def _digit(text: str, otherwise: int) -> int:
    return _DIGITS[text[-1]] if text else otherwise


def chinese_numeral(number: int) -> str:
    """Write a number below ten thousand as in Chinese law: 三十, 一百零五."""
    if not 0 < number < 10_000:
        return str(number)
    written, gap = "", False
    for place, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // place % 10
        if digit:
            written += ("零" if gap and written else "") + _CHARACTERS[digit] + unit
        gap = not digit
    return written.removeprefix("一") if 10 <= number < 20 else written
