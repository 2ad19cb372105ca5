"""Lengths of time are found in titles, in digits or words; dates are left out."""

import re

import pytest

from engine.rulebook import Span, Text
from engine.rulebook.titles import (
    NUMERAL,
    chinese_number,
    chinese_numeral,
    stated_spans,
)


@pytest.mark.parametrize(
    ("zh", "spans"),
    [
        ("接收后三十日内报送", {Span(30, "days")}),
        ("接收后30日内报送", {Span(30, "days")}),
        ("十五个工作日内报送", {Span(15, "working days")}),
        ("六个月内公开", {Span(6, "months")}),
        ("两年内不得申请", {Span(2, "years")}),
        ("2026年4月1日起施行", set()),
        ("二〇二六年", set()),
        ("三月三十一日前报送", set()),
        ("三十日内报送，一日不迟", {Span(30, "days"), Span(1, "days")}),
        ("第三十日", set()),
        ("不得转让", set()),
    ],
)
def test_lengths_in_chinese(zh: str, spans: set[Span]) -> None:
    assert stated_spans(Text(zh, "")) == spans


@pytest.mark.parametrize(
    ("en", "spans"),
    [
        ("Reported within 30 days", {Span(30, "days")}),
        ("Reported within thirty days", {Span(30, "days")}),
        ("Within 15 working days", {Span(15, "working days")}),
        ("A 6-month limit", {Span(6, "months")}),
        ("Not within two years", {Span(2, "years")}),
        ("From 1 April 2026", set()),
    ],
)
def test_lengths_in_english(en: str, spans: set[Span]) -> None:
    assert stated_spans(Text("", en)) == spans


@pytest.mark.parametrize(
    ("text", "number"),
    [("十", 10), ("十五", 15), ("二十", 20), ("九十九", 99), ("一百二十", 120),
     ("一百零五", 105), ("二〇二六", 2026), ("两", 2), ("40", 40)],
)  # fmt: skip
def test_chinese_numerals(text: str, number: int) -> None:
    assert chinese_number(text) == number


@pytest.mark.parametrize(
    ("number", "written"),
    [(1, "一"), (10, "十"), (15, "十五"), (20, "二十"), (105, "一百零五"),
     (110, "一百一十"), (1002, "一千零二"), (9999, "九千九百九十九"), (10000, "10000"),
     (0, "0")],
)  # fmt: skip
def test_number_is_written_as_law_writes_it(number: int, written: str) -> None:
    assert chinese_numeral(number) == written


def test_a_written_number_is_matched_whole() -> None:
    numeral = re.compile(NUMERAL)

    assert all(numeral.fullmatch(chinese_numeral(n)) for n in range(1, 10_000))


def test_a_written_number_reads_as_itself() -> None:
    assert [chinese_number(chinese_numeral(n)) for n in range(1, 10_000)] == list(
        range(1, 10_000)
    )


@pytest.mark.parametrize("title", ["十百日内", "百百日内", "一十十日内", "千百日内"])
def test_what_is_no_numeral_states_nothing(title: str) -> None:
    assert stated_spans(Text(title, "")) == set()


def test_a_number_too_long_to_mean_days_states_nothing() -> None:
    digits = "9" * 5000

    assert stated_spans(Text(f"{digits}日内", f"within {digits} days")) == set()
