"""Finds the numbers that rules and articles state: time limits, shares, sums, days."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from engine.rulebook import AnyOf, Condition, NoneOf, Rule, Span, Text
from engine.rulebook.titles import NUMERAL, chinese_number, stated_spans
from engine.wording.labels import plain
from engine.wording.rules.phrases import spelled

_SHARE = re.compile(
    rf"百分之({NUMERAL})(?:点({NUMERAL}))?"
    r"|([0-9]+(?:\.[0-9]+)?)\s*(?:%|\uff05|per cent|percent)"
)
_AMOUNT = re.compile(
    r"(?:[0-9][0-9,.]*|[零〇一二三四五六七八九两十百千万亿]+)\s*[万亿]?元"
    r"|(?:RMB|CNY|¥)\s*[0-9][0-9,.]*|[0-9][0-9,.]*\s*yuan"
)
_DAY = re.compile(
    rf"([0-9]{{4}}|{NUMERAL})年([0-9]{{1,2}}|{NUMERAL})月([0-9]{{1,2}}|{NUMERAL})日"
    r"|([0-9]{4})-([0-9]{2})-([0-9]{2})"
)
_PER_CENT = Decimal(100)


@dataclass(frozen=True, order=True)
class Quantity:
    """A number with its unit: `days` and other units of time, `%` or `number`.

    `label` is how each language writes it.
    """

    unit: str
    value: str
    label: Text


def of_rule(rule: Rule) -> tuple[Quantity, ...]:
    """Return the numbers of a rule: its time limit, its bounds, those of conditions."""
    form = rule.demand.form
    found = list(_of_condition(rule.where))
    if form.within:
        found.append(_of_span(form.within))
    for condition in form.tested:
        found += _of_condition(condition)
    found += [_of_bound(bound) for bound in form.bounds]
    return tuple(dict.fromkeys(found))


def of_words(words: str) -> tuple[Quantity, ...]:
    """Return the lengths of time and the shares that an article states."""
    spans = sorted(stated_spans(Text(words, words)), key=str)
    found = [_of_span(span) for span in spans]
    found += [_share(value) for value in _shares(words)]
    return tuple(dict.fromkeys(found))


def amounts_of(words: str) -> tuple[str, ...]:
    """Return the sums of money that an article states, as written."""
    return tuple(dict.fromkeys(match[0] for match in _AMOUNT.finditer(words)))


def days_of(words: str) -> tuple[date, ...]:
    """Return the dates that a text states; impossible dates are left out."""
    found = []
    for match in _DAY.finditer(words):
        parts = [chinese_number(part) for part in match.groups() if part]
        try:
            found.append(date(*parts))
        except ValueError:
            continue
    return tuple(dict.fromkeys(found))


def states(words: str, quantity: Quantity) -> bool:
    """Return whether an article states the number."""
    if quantity.unit == "number":
        return bool(
            re.search(rf"(?<![\d.]){re.escape(quantity.value)}(?![\d.])", words)
        )
    return any((q.unit, q.value) == (quantity.unit, quantity.value)
               for q in of_words(words))  # fmt: skip


def _of_span(span: Span) -> Quantity:
    return Quantity(span.unit, str(span.count), spelled(span))


def _of_bound(bound: Decimal) -> Quantity:
    return _share(bound * _PER_CENT) if bound <= 1 else _number(bound)


def _share(value: Decimal) -> Quantity:
    written = plain(value)
    return Quantity("%", written, Text(f"{written} %", f"{written} %"))


def _number(value: Decimal) -> Quantity:
    written = plain(value)
    return Quantity("number", written, Text(written, written))


def _of_condition(condition: Condition) -> Iterator[Quantity]:
    for part in condition.parts:
        if isinstance(part, AnyOf | NoneOf):
            for alternative in part.alternatives:
                yield from _of_condition(alternative)
            continue
        for value in part.values:
            if isinstance(value, Decimal):
                yield _number(value)


def _shares(words: str) -> Iterator[Decimal]:
    for match in _SHARE.finditer(words):
        whole, tenths, digits = match.groups()
        if digits:
            yield Decimal(digits)
        elif tenths:
            places = "".join(str(chinese_number(place)) for place in tenths)
            yield Decimal(f"{chinese_number(whole)}.{places}")
        else:
            yield Decimal(chinese_number(whole))
