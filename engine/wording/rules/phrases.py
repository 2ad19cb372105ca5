"""Joins words into phrases, in both languages at once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from engine.rulebook import Span, Text
from engine.rulebook.titles import chinese_numeral

NOTHING = Text("", "")
_ZH_UNITS = {"days": "日", "working days": "个工作日", "months": "个月", "years": "年"}
# Beginnings that are pronounced with a vowel first, so that they take "an".
_VOWELS = re.compile(r"[aeio]|u(?!ti|ni|s[aeiu])|[AEFHILMNORSX](?=[A-Z]|\b)|8|11\b")


def both(*parts: Text) -> Text:
    """Join parts as they are."""
    return Text("".join(p.zh for p in parts), "".join(p.en for p in parts))


def joined(texts: Iterable[Text], zh: str, en: str) -> Text:
    """Join texts with a separator of each language."""
    found = list(texts)
    return Text(zh.join(t.zh for t in found), en.join(t.en for t in found))


def one_of(texts: Iterable[Text]) -> Text:
    """List alternatives: 甲、乙或者丙; A, B or C."""
    return _listed(list(texts), "或者", " or ")


def all_of(texts: Iterable[Text]) -> Text:
    """List texts that apply together: 甲、乙和丙; A, B and C."""
    return _listed(list(texts), "和", " and ")


def _listed(texts: list[Text], zh: str, en: str) -> Text:
    if len(texts) < 2:
        return both(*texts)
    first, last = joined(texts[:-1], "、", ", "), texts[-1]
    return Text(first.zh + zh + last.zh, first.en + en + last.en)


def quoted(text: Text) -> Text:
    """Put a name of the vocabulary in quotation marks."""
    return Text(f"“{text.zh}”", f"“{text.en}”")


def lowered(text: Text) -> Text:
    """Write a name as within a sentence: in lower case, except acronyms and proper names."""
    first, _, rest = text.en.partition(" ")
    if re.search(r"[A-Z0-9]", first[1:] + rest[:1]):
        return text
    return Text(text.zh, text.en[:1].lower() + text.en[1:])


def with_article(text: Text) -> Text:
    """Put the indefinite article before a name: a seller, an NEV maker."""
    name = lowered(text)
    return Text(name.zh, f"{'an' if _VOWELS.match(name.en) else 'a'} {name.en}")


def capital(text: Text) -> Text:
    """Write a phrase as the beginning of a sentence."""
    return Text(text.zh, text.en[:1].upper() + text.en[1:])


def spelled(span: Span) -> Text:
    """Word a length of time as Chinese law does, in Chinese numerals: 三十日, 30 days."""
    zh = f"{chinese_numeral(span.count)}{_ZH_UNITS[span.unit]}"
    return Text(zh, str(span) if span.count != 1 else str(span).removesuffix("s"))


def day(on: date) -> Text:
    """Word a day: 2026年4月1日 and 2026-04-01."""
    return Text(f"{on.year}年{on.month}月{on.day}日", on.isoformat())


def numbered(texts: list[Text], depth: int = 0) -> Text:
    """Number clauses within a sentence; those of a nested list get letters."""
    marks = [_mark(place, depth) for place in range(len(texts))]
    items = [both(mark, text) for mark, text in zip(marks, texts, strict=True)]
    return joined(items, "；", "; ")


def _mark(place: int, depth: int) -> Text:
    if depth % 2 == 0:
        return Text(f"（{chinese_numeral(place + 1)}）", f"({place + 1}) ")
    letter = f"{chr(ord('a') + place % 26)}" * (place // 26 + 1)
    return Text(f"{place + 1}.", f"({letter}) ")
