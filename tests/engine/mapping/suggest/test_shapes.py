"""What the values of a column look like."""

from __future__ import annotations

import pytest

from engine.mapping.suggest.shapes import (
    Days,
    Values,
    is_id,
    is_number,
    is_region,
    number_writing,
)


@pytest.mark.parametrize(
    ("texts", "days"),
    [
        (["2026-05-01", "2026/5/1", "2026.5.1", "2026年5月1日", "20260501"], Days()),
        (["2026-05-01 09:30:11", "2026-05-01T09:30:11+08:00"], Days()),
        (["13/05/2026", "02/05/2026"], Days("day-month-year")),
        (["05/13/2026", "05/02/2026"], Days("month-day-year")),
        (["04.05.2026", "05.06.2026"], Days("day-month-year", unclear=True)),
        (["20260501093000"], Days("digits")),
        (["46143", "46144.5"], Days("serial")),
        (["2026-05-01"] * 4 + ["n/a"], Days()),
        (["2026-05-01"] * 3 + ["n/a"], None),
        (["1", "2"], None),
        ([], None),
    ],
)
def test_days(texts: list[str], days: Days | None) -> None:
    assert Values.of(texts).days == days


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        (["2026-5-9"], ["2026/10/01"]),
        (["20260509"], ["2026年10月1日"]),
        (["31/05/2026"], ["01/06/2026", "30/06/2026"]),
        (["05/31/2026"], ["06/01/2026", "06/30/2026"]),
        (["20260501093000"], ["20260502000000"]),
        (["46143"], ["46144"]),
    ],
)
def test_days_compare_whatever_their_writing(
    earlier: list[str], later: list[str]
) -> None:
    first, second = Values.of(earlier).day_at(0), Values.of(later).day_at(0)

    assert first is not None
    assert second is not None
    assert first < second


def test_cell_without_a_day_has_none() -> None:
    assert Values.of(["2026-05-01", None]).day_at(1) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", True), ("-1.5", True), ("1,234.5", True), ("1.234,5", True),
        ("12,5", True), ("1e3", True), ("12kg", False), ("", False), ("1,23,4", False),
    ],
)  # fmt: skip
def test_number(text: str, number: bool) -> None:
    assert is_number(text) is number


@pytest.mark.parametrize(
    ("texts", "writing"),
    [
        (["1", "2.5"], None),
        (["1,234", "12"], "1,234.5"),
        (["1,234.50"], "1,234.5"),
        (["1.234,5", "1,234"], "1.234,5"),
        (["12,5"], "1.234,5"),
    ],
)
def test_marks_in_numbers(texts: list[str], writing: str | None) -> None:
    assert number_writing(Values.of(texts)) == writing


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("42", True),
        ("4201", True),
        ("420106", True),
        ("99", False),
        ("421", False),
        ("湖北", False),
    ],
)
def test_region(text: str, region: bool) -> None:
    assert is_region(text) is region


@pytest.mark.parametrize(
    ("text", "an_id"),
    [
        ("WD420106", True),
        ("100202", True),
        ("1002", False),
        ("2026-05-01", False),
        ("虚构公司", False),
        ("Invented", False),
    ],
)
def test_id(text: str, an_id: bool) -> None:
    assert is_id(text) is an_id


def test_values_are_tidy_and_keep_their_rows() -> None:
    values = Values.of([" a ", None, "\uff41", ""])

    assert values.cells == ("a", "", "a", "")
    assert values.distinct == ("a",)
    assert values.share("a".__eq__) == 1.0
