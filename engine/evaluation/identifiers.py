"""The named formats of identifiers as column expressions.

Each function takes a text column and returns a boolean column: true where the text
has the form, false where it has not, null where that cannot be said.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from operator import add

import ibis

from engine.tables.store import Column

_USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_VIN_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
# Position in this text, modulo 10, is the value ISO 3779 gives a character.
_VIN_VALUES = "0123456789.ABCDEFGH..JKLMN.P.R..STUVWXYZ"
_BATTERY_CODE = (
    "[0-9A-Z]{3}[PMC][A-GZ][0-9A-Z]{9}[1-9A-HJ-NPR-Y][1-9ABC][1-9A-HJ-NPR-Y][0-9]{7}"
)


def is_gbt34014(text: Column) -> Column:
    """Check a battery code by GB/T 34014: 24 characters.

    A reuse code (ends in R and the kind) is unknown.
    """
    whole = (text.length() == 24) & text.re_search(f"^{_BATTERY_CODE}$")
    reused = text.right(2).isin(["RP", "RM", "RC"])
    return ibis.cases(
        (whole, True), (reused, ibis.null("boolean")), (text.notnull(), False)
    )


def is_uscc(text: Column) -> Column:
    """Check a unified social credit code by GB 32100.

    It has 18 characters, of which the last one checks the others.
    """
    total = _weighted(
        text, _USCC_WEIGHTS, lambda c: ibis.literal(_USCC_ALPHABET).find(c)
    )
    check = ibis.literal(_USCC_ALPHABET).find(text.substr(17, 1))
    spelled = text.re_search("^[0-9A-HJ-NPQRTUWXY]{18}$") & (text.length() == 18)
    return spelled & ((total + check) % 31 == 0)


def is_vin(text: Column) -> Column:
    """Check a vehicle identification number by GB 16735.

    It has 17 characters, of which the ninth checks the others.
    """
    values = ibis.literal(_VIN_VALUES)
    total = _weighted(text, _VIN_WEIGHTS, lambda c: values.find(c) % 10)
    check = ibis.literal("0123456789X").find(text.substr(8, 1))
    spelled = text.re_search("^[0-9A-HJ-NPR-Z]{17}$") & (text.length() == 17)
    return spelled & (total % 11 == check)


FORMATS: dict[str, Callable[[Column], Column]] = {
    "gbt34014": is_gbt34014,
    "uscc": is_uscc,
    "vin": is_vin,
}


def _weighted(
    text: Column, weights: tuple[int, ...], value_of: Callable[[Column], Column]
) -> Column:
    return reduce(
        add, (value_of(text.substr(n, 1)) * weight for n, weight in enumerate(weights))
    )
