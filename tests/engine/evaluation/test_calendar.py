"""Due days are counted as the language says, to the edges of the calendar."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from engine.evaluation.calendar import Calendar, calendar_from, load_calendar
from engine.rulebook import Span
from tests.engine.agreement.words import CALENDAR, YEARS

LEAP_EVE = date(2024, 1, 31)


@pytest.mark.parametrize(
    ("span", "due_on"),
    [
        (Span(30, "days"), date(2024, 3, 1)),
        (Span(1, "months"), date(2024, 2, 29)),
        (Span(13, "months"), date(2025, 2, 28)),
        (Span(1, "years"), date(2025, 1, 31)),
        (Span(1, "working days"), date(2024, 2, 2)),
        (Span(2, "working days"), date(2024, 2, 3)),
    ],
)
def test_due_day_leaves_out_the_day_of_the_event(span: Span, due_on: date) -> None:
    assert CALENDAR.due_on(LEAP_EVE, span) == due_on


def test_due_day_moves_on_only_where_it_rolls_over_and_is_not_worked() -> None:
    span = Span(1, "days")

    assert CALENDAR.due_on(LEAP_EVE, span) == date(2024, 2, 1)
    assert CALENDAR.due_on(LEAP_EVE, span, roll_over=True) == date(2024, 2, 2)


@pytest.mark.parametrize(
    ("day", "count"),
    [(date(2025, 12, 30), 1), (date(2025, 12, 1), 30), (date(2026, 5, 1), 1)],
)
def test_no_due_day_when_the_count_leaves_the_calendar(day: date, count: int) -> None:
    assert CALENDAR.due_on(day, Span(count, "working days")) is None


def test_due_day_when_only_the_day_of_the_event_lies_before_the_calendar() -> None:
    found = CALENDAR.due_on(date(2023, 12, 31), Span(1, "working days"))

    assert found == date(2024, 1, 1)


@pytest.mark.parametrize("unit", ["days", "working days", "months"])
def test_first_day_in_time_is_the_day_after_the_last_too_early_one(unit: str) -> None:
    span = Span(2, unit)  # type: ignore[arg-type]
    for offset in range(120):
        day = date(2024, 2, 1) + timedelta(days=offset)

        since = CALENDAR.since(day, span)

        assert since is not None
        assert (CALENDAR.due_on(since, span) or day) >= day
        assert (CALENDAR.due_on(since - timedelta(days=1), span) or day) < day


def test_no_first_day_in_time_when_the_calendar_begins_too_late() -> None:
    assert CALENDAR.since(date(2024, 1, 2), Span(5, "working days")) is None
    assert Calendar(frozenset(), frozenset(), frozenset()).working_days == []


def test_only_official_years_are_covered() -> None:
    holiday = {"from": date(2026, 1, 1), "to": date(2026, 1, 3)}
    years = [
        {"year": 2026, "status": "official", "holidays": [holiday]},
        {"year": 2027, "status": "estimated"},
    ]

    calendar = calendar_from(years)

    assert calendar.is_working_day(date(2026, 1, 2)) is False
    assert calendar.is_working_day(date(2026, 1, 5)) is True
    assert calendar.is_working_day(date(2027, 1, 4)) is None


def test_shipped_calendar_knows_a_make_up_day() -> None:
    assert load_calendar().is_working_day(date(2018, 9, 29)) is True
    assert len(CALENDAR.working_days) > 200 * len(YEARS)
