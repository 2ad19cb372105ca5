"""Words a ratio and its bounds: as per cent up to 1, and as plain numbers beyond."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from engine.rulebook import Text
from engine.wording.labels import plain

_PLACES = range(2, 30)


def bound_words(bound: Decimal) -> str:
    """Write a bound up to 1 as per cent, and a larger one as the rule writes it."""
    return f"{plain(bound * 100)} %" if bound <= 1 else f"{bound:f}"


def ratio_words(top: Decimal, bottom: Decimal, bounds: Sequence[Decimal]) -> str | None:
    """Write what one sum is of the other, in the unit of the bounds; None of nothing.

    Rounded to two places, or to as many as keep it on its side of each bound.
    """
    if not bottom:
        return None
    in_per_cent = all(bound <= 1 for bound in bounds)
    scale = 100 if in_per_cent else 1
    exact = Fraction(top) / Fraction(bottom) * scale
    limits = [Fraction(bound) * scale for bound in bounds]
    rounded = next(
        (
            near
            for near in (round(exact, places) for places in _PLACES)
            if all(_side(near, limit) == _side(exact, limit) for limit in limits)
        ),
        exact,
    )
    text = plain(Decimal(rounded.numerator) / Decimal(rounded.denominator))
    return f"{text} %" if in_per_cent else text


def records_words(count: int, first: str, last: str) -> Text:
    """Word how many records a sum is of, and which are the first and the last."""
    if count == 1:
        return Text(f"1条记录，{first}", f"1 record, {first}")
    return Text(
        f"{count}条记录，{first}至{last}", f"{count} records, {first} to {last}"
    )


def _side(value: Fraction, limit: Fraction) -> int:
    return (value > limit) - (value < limit)
