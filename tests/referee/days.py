"""Counting days: from the day of an event and a `within` to the due day."""

import re
from calendar import monthrange
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

NO_DEADLINE = date.max
ONE_DAY = timedelta(days=1)
WITHIN = re.compile(r"(\d+) (day|working day|month|year)s?")


@dataclass(frozen=True)
class WorkingDays:
    """The official notices: days off, weekend days worked, and the years covered."""

    days_off: Collection[date]
    make_up_days: Collection[date]
    years: Collection[int]

    def is_working(self, day: date) -> bool | None:
        """Tell whether people work that day; None beyond the calendar."""
        if day.year not in self.years:
            return None
        if day in self.make_up_days:
            return True
        return day.weekday() < 5 and day not in self.days_off


def due_day(
    start: date, within: str | None, working_days: WorkingDays, roll_over: bool
) -> date | None:
    """Return the last day in time; None where it lies beyond the calendar."""
    if within is None:
        return NO_DEADLINE
    count, unit = parts_of(within)
    if unit == "working day":
        return nth_working_day(start, count, working_days)
    if unit == "day":
        due = start + count * ONE_DAY
    else:
        due = months_on(start, count * (12 if unit == "year" else 1))
    return next_working_day(due, working_days) if roll_over else due


def parts_of(within: str) -> tuple[int, str]:
    """Split `15 working days` into its number and its unit."""
    match = WITHIN.fullmatch(within)
    if match is None:
        raise ValueError(f"within: {within!r} is no span of days, months or years")
    return int(match[1]), match[2]


def nth_working_day(start: date, count: int, working_days: WorkingDays) -> date | None:
    """Walk to the n-th working day after the start, which is not counted itself."""
    day = start
    while count > 0:
        day += ONE_DAY
        is_working = working_days.is_working(day)
        if is_working is None:
            return None
        count -= is_working
    return day


def months_on(start: date, count: int) -> date:
    """Return the same day so many months on, or that month's last day."""
    year, month = divmod(start.year * 12 + start.month - 1 + count, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def next_working_day(day: date, working_days: WorkingDays) -> date | None:
    """Return the day itself where people work, else the next one on which they do."""
    while not working_days.is_working(day):
        if working_days.is_working(day) is None:
            return None
        day += ONE_DAY
    return day
