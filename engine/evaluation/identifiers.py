"""The named formats of identifiers as column expressions, and what a text lacks of one.

Each function of `FORMATS` takes a text column and returns a boolean column: true where
the text has the form, false where it has not, null where that cannot be said.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from operator import add

import ibis

from engine.evaluation.sentence_columns import sentence
from engine.rulebook import Text
from engine.rulebook.identifiers import (
    BATTERY_CODE,
    USCC_ALPHABET,
    USCC_WEIGHTS,
    VIN_CHECKS,
    VIN_VALUES,
    VIN_WEIGHTS,
)
from engine.tables.store import Column
from engine.wording import identifiers as words
from engine.wording.terms import Language, pick

_DIGITS, _CAPITALS = "0123456789", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_VIN_ALPHABET = "0123456789ABCDEFGHJKLMNPRSTUVWXYZ"
# The characters of years and days in a battery code.
_DATE_ALPHABET = "123456789ABCDEFGHJKLMNPRSTUVWXY"


def is_gbt34014(text: Column) -> Column:
    """Check a battery code by GB/T 34014: 24 characters.

    A reuse code (ends in R and the kind) is unknown.
    """
    whole = (text.length() == 24) & text.re_search(f"^{BATTERY_CODE}$")
    return ibis.cases(
        (whole, True), (_is_reused(text), ibis.null("boolean")), (text.notnull(), False)
    )


def is_uscc(text: Column) -> Column:
    """Check a unified social credit code by GB 32100.

    It has 18 characters, of which the last one checks the others.
    """
    total = _uscc_total(text)
    check = ibis.literal(USCC_ALPHABET).find(text.substr(17, 1))
    spelled = text.re_search("^[0-9A-HJ-NPQRTUWXY]{18}$") & (text.length() == 18)
    return spelled & ((total + check) % 31 == 0)


def is_vin(text: Column) -> Column:
    """Check a vehicle identification number by GB 16735.

    It has 17 characters, of which the ninth checks the others.
    """
    check = ibis.literal(VIN_CHECKS).find(text.substr(8, 1))
    spelled = text.re_search("^[0-9A-HJ-NPR-Z]{17}$") & (text.length() == 17)
    return spelled & (_vin_total(text) % 11 == check)


FORMATS: dict[str, Callable[[Column], Column]] = {
    "gbt34014": is_gbt34014,
    "uscc": is_uscc,
    "vin": is_vin,
}


@dataclass(frozen=True)
class _Spelling:
    """What a format asks of each character of a text, in their order.

    `check`: the place of the check character, counted from 0, and what it should be.
    """

    places: tuple[str, ...]
    check: tuple[int, Callable[[Column], Column]] | None = None


_SPELLINGS = {
    "gbt34014": _Spelling(
        (
            *[_DIGITS + _CAPITALS] * 3, "PMC", "ABCDEFGZ", *[_DIGITS + _CAPITALS] * 9,
            _DATE_ALPHABET, "123456789ABC", _DATE_ALPHABET, *[_DIGITS] * 7,
        )
    ),
    "uscc": _Spelling(
        (USCC_ALPHABET,) * 18,
        (17, lambda text: ibis.literal(USCC_ALPHABET).substr(
            (31 - _uscc_total(text) % 31) % 31, 1)),
    ),
    "vin": _Spelling(
        (_VIN_ALPHABET,) * 17,
        (8, lambda text: ibis.literal(VIN_CHECKS).substr(_vin_total(text) % 11, 1)),
    ),
}  # fmt: skip


def misspelling(name: str, text: Column, language: Language) -> Column:
    """Word the first thing in which a text departs from a format; null where none is.

    Its length, else its first character that the format does not allow there, else its
    check character. A text of which the format says nothing is worded as that.
    """
    spelling = _SPELLINGS[name]
    fits, count = FORMATS[name](text), len(spelling.places)
    branches = [
        (fits, ibis.null("string")),
        (fits.isnull(), _filled(words.REUSE_CODE, language)),
        (
            text.length() != count,
            _filled(words.WRONG_LENGTH, language, length=count, found=text.length()),
        ),
    ]
    for place, allowed in enumerate(spelling.places):
        found = text.substr(place, 1)
        listed = pick(words.characters(allowed), language)
        wrong = _filled(
            words.WRONG_CHARACTER,
            language,
            place=place + 1,
            found=found,
            allowed=listed,
        )
        branches.append((ibis.literal(allowed).find(found) < 0, wrong))
    if spelling.check:
        place, expected = spelling.check
        wrong = _filled(
            words.WRONG_CHECK, language, place=place + 1, found=text.substr(place, 1),
            expected=expected(text),
        )  # fmt: skip
        branches.append((~fits, wrong))
    return ibis.cases((text.isnull(), ibis.null("string")), *branches)


def _filled(template: Text, language: Language, **values: object) -> Column:
    """Fill a sentence from columns and plain values."""
    columns = {
        name: value if isinstance(value, ibis.Expr) else ibis.literal(value)
        for name, value in values.items()
    }
    return sentence(pick(template, language), columns)


def _is_reused(text: Column) -> Column:
    return text.right(2).isin(["RP", "RM", "RC"])


def _uscc_total(text: Column) -> Column:
    alphabet = ibis.literal(USCC_ALPHABET)
    return _weighted(text, USCC_WEIGHTS, alphabet.find)


def _vin_total(text: Column) -> Column:
    values = ibis.literal(VIN_VALUES)
    return _weighted(text, VIN_WEIGHTS, lambda c: values.find(c) % 10)


def _weighted(
    text: Column, weights: tuple[int, ...], value_of: Callable[[Column], Column]
) -> Column:
    return reduce(
        add, (value_of(text.substr(n, 1)) * weight for n, weight in enumerate(weights))
    )
