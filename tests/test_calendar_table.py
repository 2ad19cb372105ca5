"""The holiday table of the rules agrees with two independent tables, day by day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import holidays
import pytest
import yaml

TABLE = Path(__file__).parents[1] / "rules" / "calendar" / "cn-holidays.yaml"
ENTRIES = yaml.safe_load(TABLE.read_text("utf-8"))["years"]
BY_YEAR = {entry["year"]: entry for entry in ENTRIES}


def days_from(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


def days_off(entry: dict) -> set[date]:
    return {day for h in entry["holidays"] for day in days_from(h["from"], h["to"])}


def working_days(entry: dict) -> set[date]:
    year = days_from(date(entry["year"], 1, 1), date(entry["year"], 12, 31))
    weekdays = {day for day in year if day.weekday() < 5}
    return (weekdays - days_off(entry)) | set(entry["workdays"])


def test_years_are_complete_from_2018_to_2026_and_official() -> None:
    assert list(BY_YEAR) == list(range(2018, 2027))
    assert {entry["status"] for entry in ENTRIES} == {"official"}


@pytest.mark.parametrize("year", BY_YEAR)
def test_working_days_agree_with_both_libraries(year: int) -> None:
    all_days = set(days_from(date(year, 1, 1), date(year, 12, 31)))
    china = holidays.country_holidays("CN", years=year)

    ours = working_days(BY_YEAR[year])

    assert ours == {day for day in all_days if chinese_calendar.is_workday(day)}
    assert ours == {day for day in all_days if china.is_working_day(day)}


@pytest.mark.parametrize("year", BY_YEAR)
def test_entry_is_tidy(year: int) -> None:
    entry = BY_YEAR[year]

    assert all(day.weekday() >= 5 for day in entry["workdays"])
    assert not days_off(entry) & set(entry["workdays"])
    assert {day.year for day in days_off(entry) | set(entry["workdays"])} == {year}
    assert all(h["zh"] and h["en"] for h in entry["holidays"])
    assert all(f"{year}年" in source["notice"] for source in entry["source"])
