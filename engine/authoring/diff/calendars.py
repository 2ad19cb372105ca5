"""Compares the calendars of working days of two rulebooks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from engine.authoring.diff.changes import Change, became, labelled, same, worded
from engine.evaluation.calendar import Calendar, calendar_of_files
from engine.rulebook import Rulebook, Text

_CALENDAR = Text("工作日历", "Calendar of working days")
_WORKED, _OFF = Text("工作日", "working day"), Text("休息日", "day off")


def calendar_changes(before: Rulebook, after: Rulebook) -> Iterator[Change]:
    """Yield the change of the working days; else that of the notes in the tables."""
    old, new = (calendar_of_files(book.files) for book in (before, after))
    details = tuple(_calendar(old, new))
    if details:
        yield Change("calendar", "calendar", _CALENDAR, _years(old, new), details)
    elif _tables(before) != _tables(after):
        yield Change("layout", "calendar", _CALENDAR)


def _tables(book: Rulebook) -> list[str]:
    return [text for name, text in book.files.items() if name.startswith("calendar/")]


def _calendar(old: Calendar, new: Calendar) -> Iterator[Text]:
    for year in sorted(new.years - old.years):
        yield worded("authoring.diff.year-added", year=year)
    for year in sorted(old.years - new.years):
        yield worded("authoring.diff.year-removed", year=year)
    for day in _moved(old, new):
        was, is_now = (_WORKED if c.is_working_day(day) else _OFF for c in (old, new))
        yield labelled(same(day), became(was, is_now))


def _moved(old: Calendar, new: Calendar) -> list[date]:
    """Return the days, in years that both cover, that are worked in only one."""
    named = {*old.days_off, *old.make_up_days, *new.days_off, *new.make_up_days}
    return [
        day
        for day in sorted(named)
        if day.year in old.years & new.years
        and old.is_working_day(day) != new.is_working_day(day)
    ]


def _years(old: Calendar, new: Calendar) -> Text:
    """Word the years in which counts of working days may differ."""
    years = {*(old.years ^ new.years), *(day.year for day in _moved(old, new))}
    listed = [str(year) for year in sorted(years)]
    return Text("、".join(f"{year}年" for year in listed), f"in {', '.join(listed)}")
