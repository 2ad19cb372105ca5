"""Provinces by name, and what is none by its digits."""

from __future__ import annotations

import pytest

from engine.wording.provinces import PROVINCES, province_name


def test_all_provinces_have_two_digits_and_a_name_of_their_own():
    assert len(PROVINCES) == 34
    assert all(len(code) == 2 and code.isdecimal() for code in PROVINCES)
    assert len({text.zh for text in PROVINCES.values()}) == 34


@pytest.mark.parametrize(
    ("region", "zh"),
    [("340102", "安徽省"), ("34", "安徽省"), ("990000", "99"), ("", "")],
)
def test_name_is_by_the_first_two_digits(region, zh):
    assert province_name(region).zh == zh
