"""Ratios are printed on the side of their bounds on which they are."""

from __future__ import annotations

from decimal import Decimal

import pytest

from engine.wording.ratios import bound_words, ratio_words

BOUND = [Decimal("0.98")]


@pytest.mark.parametrize(
    ("top", "bottom", "words"),
    [
        ("98", "100", "98 %"),
        ("2", "3", "66.67 %"),
        ("97.9999", "100", "97.9999 %"),
        ("0.979999999999", "1", "97.9999999999 %"),
        ("9800000001", "10000000000", "98.00000001 %"),
        ("0", "1", "0 %"),
    ],
)
def test_share_is_rounded_but_never_onto_or_across_its_bound(
    top: str, bottom: str, words: str
) -> None:
    assert ratio_words(Decimal(top), Decimal(bottom), BOUND) == words


def test_ratio_with_a_bound_beyond_one_is_a_plain_number() -> None:
    assert ratio_words(Decimal(4401), Decimal(2), [Decimal(2200)]) == "2200.5"
    assert bound_words(Decimal(2200)) == "2200"


def test_nothing_is_no_share_of_nothing() -> None:
    assert ratio_words(Decimal(1), Decimal(0), BOUND) is None
