"""Plain scalars that YAML programs read differently are detected."""

from datetime import date
from decimal import Decimal

import pytest

from engine.rulebook import Span
from engine.rulebook.scalars import misread, to_bound, to_date, to_number, to_span


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("no", "true or false"),
        ("On", "true or false"),
        ("Y", "true or false"),
        ("true", "true or false"),
        ("012", "the octal number 10"),
        ("0x1F", "the number 31"),
        ("08", "8"),
        ("1_000", "1000"),
        ("+5", "5"),
        ("7.10", "7.1"),
        ("7.0", "7"),
        ("1e3", "1000"),
        ("12:30:45", "a number to the base 60"),
        (".inf", "not a finite number"),
    ],
)
def test_misread_where_programs_disagree(text: str, reading: str) -> None:
    found = misread(text)

    assert found is not None
    assert found.en == reading


@pytest.mark.parametrize(
    "text",
    ["18", "7.1", "24(7)", "yes please", "715-9", "1.2.3", "2026-01-01", "-", "e1"],
)
def test_nothing_is_misread_where_all_agree(text: str) -> None:
    assert misread(text) is None


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("30 days", Span(30, "days")),
        ("1 day", Span(1, "days")),
        ("15 working days", Span(15, "working days")),
        ("6 months", Span(6, "months")),
        ("2 years", Span(2, "years")),
        ("0 days", None),
        ("30", None),
        ("101 years", None),
        ("30 Days", None),
    ],
)
def test_spans(text: str, span: Span | None) -> None:
    assert to_span(text) == span


def test_share_is_a_hundredth() -> None:
    assert to_bound("98 %") == to_bound("98%") == to_bound("0.98") == Decimal("0.98")


@pytest.mark.parametrize("text", ["98 percent", "%", "1e2", ""])
def test_no_bound(text: str) -> None:
    assert to_bound(text) is None


def test_numbers_are_exact_and_of_bounded_length() -> None:
    assert to_number("979.90") == Decimal("979.9")
    assert to_number("0.123456789012") == Decimal("0.123456789012")
    assert to_number("0.1234567890123") is None
    assert to_number("1234567890123456789") is None


def test_only_days_that_exist_are_dates() -> None:
    assert to_date("2024-02-29") == date(2024, 2, 29)
    assert to_date("2026-02-30") is None
    assert to_date("20260201") is None
