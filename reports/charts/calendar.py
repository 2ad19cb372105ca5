"""A calendar of due days: a grid for each month that has any."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from engine.errors import Language, Text
from engine.wording.terms import VERDICTS
from reports.charts.canvas import BASELINE, ROW, Canvas, Series
from reports.charts.day_axis import month_number, month_start
from reports.charts.figure import WIDTH, Chart, Column, Kind, Table
from reports.charts.texts import headed
from reports.charts.words import (
    COUNTED,
    no_chart,
    not_shown,
    say,
    table_of,
    verdict_counts,
)

LIMIT, LISTED = 12, 40
_GAP = 22.0
_NARROWEST = 101.0
_LINE = 14.0
_WEEK = 7

_ALTERNATIVE = Text(
    "日历：{title}。{count:,} 个到期事项，最早 {first}，最晚 {last}（{sums}）。",
    "Calendar: {title}. {count:,} due {count:day|days}, the first {first},"
    " the last {last} ({sums}).",
)
_WEEKDAYS = Text("一二三四五六日", "MTWTFSS")
_LAST_DAY, _DUTY = Text("最后一日", "Last day"), Text("义务", "Duty")
_VERDICT, _LEFT = Text("结论", "Verdict"), Text("距评估日", "From the day of the check")
_AS_OF = Text("评估日 {day}", "as of {day}")
_AHEAD = Text("还有 {days:,} 日", "{days:,} {days:day|days} left")
_PAST = Text("已过 {days:,} 日", "{days:,} {days:day|days} ago")
_TODAY = Text("当日", "the same day")


@dataclass(frozen=True)
class DueDay:
    """What is due on a day, and its verdict."""

    day: date
    label: str
    verdict: str


def calendar(
    title: str,
    due: Sequence[DueDay],
    language: Language,
    *,
    as_of: date,
    limit: int = LIMIT,
    listed_most: int = LISTED,
    empty: str = "",
    width: float = WIDTH,
) -> Chart:
    """Return the months that have due days, with the sign of the gravest verdict each.

    At most `limit` months are drawn, the earliest, and as many as `listed_most` of their
    due days are in the table.
    `empty` stands in place of a chart without due days.
    """
    if not due:
        return no_chart("calendar", title, language, width, empty)
    due = sorted(due, key=lambda one: (one.day, COUNTED.index(one.verdict)))
    months = sorted({month_number(one.day) for one in due})
    drawn = months[:limit]
    layout = _Layout(Canvas(width), language, as_of)
    shown = [one for one in due if month_number(one.day) in set(drawn)]
    height = layout.draw(drawn, shown)
    listed_days = shown[:listed_most]
    return layout.canvas.chart(
        "calendar",
        height,
        layout.table(title, listed_days),
        language,
        title=title,
        alternative=layout.alternative(title, due),
        note=not_shown(len(due) - len(listed_days), language).strip(),
    )


class _Layout:
    """Months beside and below each other, a line a week."""

    def __init__(self, canvas: Canvas, language: Language, as_of: date) -> None:
        self.canvas = canvas
        self.language = language
        self.as_of = as_of
        self.across = max(int((canvas.width + _GAP) / (_NARROWEST + _GAP)), 1)
        self.month_width = (canvas.width - _GAP * (self.across - 1)) / self.across
        self.cell = self.month_width / _WEEK

    def draw(self, months: Sequence[int], due: Sequence[DueDay]) -> float:
        """Place everything and return the height."""
        signs: dict[date, str] = {}
        for one in due:
            signs.setdefault(one.day, one.verdict)
        y = 0.0
        for start in range(0, len(months), self.across):
            row = months[start : start + self.across]
            for place, month in enumerate(row):
                self._month(month, place * (self.month_width + _GAP), y, signs)
            y += _LINE * (2 + max(map(_weeks, row))) + ROW / 2
        return y + self.canvas.key(self._key(due, months), 0, y + ROW / 2)

    def _month(self, month: int, x: float, y: float, signs: dict[date, str]) -> None:
        first = month_start(month)
        name = f"{first.year:04}-{first.month:02}"
        self.canvas.text(name, x, y + _LINE / 2 + BASELINE, "strong")
        low = y + 2 * _LINE
        self.canvas.stroke("axis", (x, low), (x + self.month_width, low))
        for place, letter in enumerate(_WEEKDAYS.in_language(self.language)):
            at = x + self.cell * (place + 0.5)
            self.canvas.text(letter, at, low - _LINE / 2 + BASELINE, "quiet", "middle")
        for number in range(_length(month)):
            day = date.fromordinal(first.toordinal() + number)
            place = first.weekday() + number
            at = x + self.cell * (place % _WEEK + 0.5)
            self._day(day, at, low + _LINE * (place // _WEEK + 0.5), signs.get(day))

    def _day(self, day: date, x: float, y: float, verdict: str | None) -> None:
        if day == self.as_of:
            half = self.cell / 2 - 2
            self.canvas.stroke("as_of_day", (x - half, y + 6), (x + half, y + 6))
        if verdict:
            self.canvas.mark(f"day-{verdict}", x, y)
        tone = {None: "quiet", "breach": "on-breach"}.get(verdict, "strong")
        self.canvas.text(str(day.day), x, y + BASELINE, tone, "middle")

    def _key(self, due: Sequence[DueDay], months: Sequence[int]) -> list[Series]:
        found = {one.verdict for one in due}
        entries = [
            Series(f"day-{verdict}", VERDICTS[verdict].in_language(self.language))
            for verdict in COUNTED
            if verdict in found
        ]
        if month_number(self.as_of) in months:
            words = say(_AS_OF, self.language, day=self.as_of.isoformat())
            entries.append(Series("as_of_day", words))
        return entries

    def table(self, title: str, due: Sequence[DueDay]) -> Table:
        """Return the list of due days."""
        heads = (_LAST_DAY, _DUTY, _VERDICT, _LEFT)
        kinds: tuple[Kind, ...] = ("day", "words", "words", "words")
        columns = [
            Column(head.in_language(self.language), kind)
            for head, kind in zip(heads, kinds, strict=True)
        ]
        rows = [
            [
                one.day.isoformat(),
                one.label,
                headed(VERDICTS[one.verdict].in_language(self.language)),
                self._distance(one.day),
            ]
            for one in due
        ]
        return table_of(title, columns, rows, self.language)

    def _distance(self, day: date) -> str:
        days = (day - self.as_of).days
        if days == 0:
            return _TODAY.in_language(self.language)
        return say(_AHEAD if days > 0 else _PAST, self.language, days=abs(days))

    def alternative(self, title: str, due: Sequence[DueDay]) -> str:
        """Return the first and the last due day in words."""
        return say(
            _ALTERNATIVE,
            self.language,
            title=title,
            count=len(due),
            first=due[0].day.isoformat(),
            last=due[-1].day.isoformat(),
            sums=verdict_counts([one.verdict for one in due], self.language),
        )


def _length(month: int) -> int:
    """Return the days of a month."""
    year, of_year = divmod(month, 12)
    return monthrange(year, of_year + 1)[1]


def _weeks(month: int) -> int:
    """Return in how many weeks a month lies."""
    return -(-(month_start(month).weekday() + _length(month)) // _WEEK)
