"""Days: from a day and a span to the last day that is in time.

The calendar of working days is data (`rules/calendar/`), dated and with its source.
Beyond the years that it covers a day is None.
"""

from __future__ import annotations

import calendar as gregorian
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path

import yaml
from yaml import YAMLError

from engine.errors import Fault, Message, RuleFileError, Text, message
from engine.rulebook import Span, shipped_rules
from engine.rulebook.tree import read_tree

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Calendar:
    """Which days are working days, for the years that official notices cover.

    `days_off`: days declared holidays; `make_up_days`: weekend days worked; `names`:
    the holidays' names, by day.
    """

    years: frozenset[int]
    days_off: frozenset[date]
    make_up_days: frozenset[date]
    names: Mapping[date, Text] = field(default_factory=dict, compare=False)

    def is_working_day(self, day: date) -> bool | None:
        """Say whether the day is worked; None outside the covered years."""
        if day.year not in self.years:
            return None
        if day in self.make_up_days:
            return True
        return day.weekday() < 5 and day not in self.days_off

    @cached_property
    def working_days(self) -> list[date]:
        """Every working day of the covered years, in order."""
        return [
            day
            for year in sorted(self.years)
            for day in _days_of(year)
            if self.is_working_day(day)
        ]

    @cached_property
    def _position(self) -> dict[date, int]:
        """For each covered day, how many working days lie on or before it."""
        position: dict[date, int] = {}
        count = 0
        for year in sorted(self.years):
            for day in _days_of(year):
                count += bool(self.is_working_day(day))
                position[day] = count
        return position

    def nth_working_day_after(self, day: date, count: int) -> date | None:
        """Return the count-th working day after the day; None where not covered."""
        first = day + ONE_DAY
        if first.year not in self.years:
            return None
        index = self._position[first] - bool(self.is_working_day(first)) + count - 1
        if index >= len(self.working_days):
            return None
        found = self.working_days[index]
        # Days of a gap between covered years must not be skipped.
        if any(year not in self.years for year in range(first.year, found.year)):
            return None
        return found

    def due_on(self, day: date, span: Span, *, roll_over: bool = False) -> date | None:
        """Return the last day in time; the day of the event is not counted.

        Days: day + n. Working days: the n-th working day after. Months and
        years: the same day n months on, or that month's last day. With
        `roll_over` a due day that is not worked moves to the next that is.
        None where the answer lies beyond the calendar.
        """
        if span.unit == "working days":
            return self.nth_working_day_after(day, span.count)
        due: date | None = _plain_due_on(day, span)
        while roll_over and due is not None and not self.is_working_day(due):
            due = None if self.is_working_day(due) is None else due + ONE_DAY
        return due

    def since(self, day: date, span: Span) -> date | None:
        """Return the day after the last one from which `day` would surely be too late.

        From any earlier day it is too late as well. None where no day is sure.
        """
        start = day
        if span.unit == "working days":
            if not self.working_days:
                return None
            start = min(day, self.working_days[-1])
        elif span.unit == "days":
            start -= timedelta(days=span.count)
        else:
            start = _add_months(day, -_months(span))
        while not self._is_too_late(day, start, span):
            if span.unit == "working days" and start.year < min(self.years):
                return None
            start -= ONE_DAY
        while self._is_too_late(day, start + ONE_DAY, span):
            start += ONE_DAY
        return start + ONE_DAY

    def _is_too_late(self, day: date, start: date, span: Span) -> bool:
        due = self.due_on(start, span)
        return due is not None and due < day


def load_calendar(rules: Path | None = None) -> Calendar:
    """Load every table of `calendar/` under the rules folder.

    A rule pack without a calendar of its own counts by the shipped one.
    """
    folder = (rules or shipped_rules()) / "calendar"
    if not folder.is_dir():
        folder = shipped_rules() / "calendar"
    return _calendar(
        {file.name: file.read_text("utf-8") for file in folder.glob("*.yaml")}
    )


def calendar_of_files(files: Mapping[str, str]) -> Calendar:
    """Build the calendar a rulebook's files carry; the shipped one where they have none."""
    tables = {n: text for n, text in files.items() if n.startswith("calendar/")}
    return _calendar(tables) if tables else load_calendar()


def _calendar(texts: Mapping[str, str]) -> Calendar:
    """Build a calendar from the texts of its tables; RuleFileError where one is none."""
    years: list[Mapping[str, object]] = []
    for name, text in sorted(texts.items()):
        years += _years(name, text)
    return calendar_from(years)


def _years(name: str, text: str) -> list[Mapping[str, object]]:
    faults: list[Fault] = []

    def report(line: int, found: Message) -> None:
        faults.append(Fault(name, line, found))

    read_tree(text, report)
    try:
        years: list[Mapping[str, object]] = (
            [] if faults else yaml.safe_load(text)["years"]
        )
        calendar_from(years)
    except (
        AttributeError,
        LookupError,
        OverflowError,
        TypeError,
        ValueError,
        YAMLError,
    ):
        report(1, message("evaluation.not-a-calendar"))
    if faults:
        raise RuleFileError(faults)
    return years


def calendar_from(years: Iterable[Mapping[str, object]]) -> Calendar:
    """Build the calendar from the official years of a table."""
    covered: set[int] = set()
    off: dict[date, Text | None] = {}
    worked: set[date] = set()
    for entry in years:
        if entry["status"] != "official":
            continue
        covered.add(int(str(entry["year"])))
        off.update(_expand(entry.get("holidays")))
        worked.update(day for day, _ in _expand(entry.get("workdays")))
    names = {day: name for day, name in off.items() if name}
    return Calendar(frozenset(covered), frozenset(off), frozenset(worked), names)


def _expand(
    entries: object, name: Text | None = None
) -> Iterable[tuple[date, Text | None]]:
    """Yield the single days of a list of days, ranges and named holidays, with names."""
    for entry in entries if isinstance(entries, list) else []:
        if isinstance(entry, date):
            yield entry, name
            continue
        is_named = "zh" in entry and "en" in entry
        own = Text(str(entry["zh"]), str(entry["en"])) if is_named else name
        if "days" in entry:
            yield from _expand(entry["days"], own)
        elif "on" in entry:
            yield entry["on"], own
        else:
            day = entry["from"]
            while day <= entry["to"]:
                yield day, own
                day += ONE_DAY


def _days_of(year: int) -> Iterable[date]:
    first = date(year, 1, 1)
    return (
        first + timedelta(days=n) for n in range((date(year, 12, 31) - first).days + 1)
    )


def _plain_due_on(day: date, span: Span) -> date | None:
    try:
        if span.unit == "days":
            return day + timedelta(days=span.count)
        return _add_months(day, _months(span))
    except (OverflowError, ValueError):
        return None


def _months(span: Span) -> int:
    return span.count * (12 if span.unit == "years" else 1)


def _add_months(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = gregorian.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))
