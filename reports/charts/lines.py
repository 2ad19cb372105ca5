"""Lines over days: how counts or rates went from run to run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import ceil
from typing import Literal

from engine.errors import Language, Text
from reports.charts.canvas import BASELINE, ROW, Canvas, Series, label_room
from reports.charts.day_axis import DayAxis
from reports.charts.figure import WIDTH, Chart, Column, Point, Table
from reports.charts.scales import Scale, nice_ticks
from reports.charts.texts import headed, number, percent, shorten, text_width
from reports.charts.words import NOT_KNOWN, listed, no_chart, say, table_of

Unit = Literal["count", "rate"]

HEIGHT = 110.0
_GAP = 8.0
# Labels at the ends of the lines are at least this far apart.
_APART = 10.0
_NAMES = 0.3

_ALTERNATIVE = Text(
    "折线图：{title}。{first} 至 {last}，共 {points:,} 个时点：{changes}。",
    "Line chart: {title}. {first} to {last}, {points:,} {points:day|days}: {changes}.",
)
_CHANGE = Text("{name}由 {first} 至 {last}", "{name} from {first} to {last}")
_DAY = Text("日期", "Day")


@dataclass(frozen=True)
class DayValues:
    """Values of a day, by the look of a series; one not given is not known.

    Counts are whole numbers, rates are from 0 to 1.
    """

    day: date
    values: Mapping[str, float]


def lines(
    title: str,
    points: Sequence[DayValues],
    series: Sequence[Series],
    language: Language,
    *,
    unit: Unit = "count",
    empty: str = "",
    width: float = WIDTH,
) -> Chart:
    """Return a line for each series, with its name and last value at its end.

    A line has a gap where a value is not known. `empty` stands in place of a chart
    without values. ValueError for a value below 0, or a rate above 1.
    """
    points = sorted(points, key=lambda point: point.day)
    shown = [one for one in series if any(one.look in p.values for p in points)]
    if not shown:
        return no_chart("lines", title, language, width, empty)
    for point in points:
        limit = max(point.values.values(), default=0)
        if min(point.values.values(), default=0) < 0 or (unit == "rate" and limit > 1):
            raise ValueError(f"{point.day}: a value that is no {unit}")
    layout = _Layout(Canvas(width), points, shown, language, unit)
    height = layout.draw()
    return layout.canvas.chart(
        "lines",
        height,
        layout.table(title),
        language,
        title=title,
        alternative=layout.alternative(title),
    )


class _Layout:
    """Values at the left, lines over days, names at the ends of the lines."""

    def __init__(
        self,
        canvas: Canvas,
        points: Sequence[DayValues],
        series: Sequence[Series],
        language: Language,
        unit: Unit,
    ) -> None:
        self.canvas = canvas
        self.points = points
        self.series = series
        self.language = language
        self.unit = unit

    def draw(self) -> float:
        """Place everything and return the height."""
        highest = max(value for point in self.points for value in point.values.values())
        top = highest if self.unit == "count" else ceil(100 * highest)
        ticks = nice_ticks(int(top))
        self.scale = Scale(ROW / 2 + HEIGHT, ROW / 2, ticks[-1])
        texts = [number(t) if self.unit == "count" else f"{t} %" for t in ticks]
        names = [self._name(one) for one in self.series]
        self.name_room = label_room(names, _NAMES * self.canvas.width)
        left = label_room(texts, self.canvas.width / 4)
        right = self.canvas.width - self.name_room - 2 * _GAP
        for tick, text in zip(ticks, texts, strict=True):
            y = self.scale.at(tick)
            look = "axis" if tick == 0 else "grid"
            self.canvas.stroke(look, (left + _GAP, y), (right + _GAP, y))
            text = shorten(text, self.canvas.width / 4)
            self.canvas.text(text, left, y + BASELINE, "quiet", "end")
        span = self.points[0].day, self.points[-1].day
        self.axis = DayAxis.over([span], left + 2 * _GAP, right)
        self._days(right)
        for one in self.series:
            self._line(one)
        return max(ROW * 1.5 + HEIGHT, self._end_names(right + 2 * _GAP))

    def _days(self, right: float) -> None:
        free, low = 0.0, self.scale.start
        for tick in self.axis.ticks():
            half = text_width(tick.label) / 2
            if tick.at - half >= free and tick.at + half <= self.canvas.width:
                self.canvas.stroke("axis", (tick.at, low), (tick.at, low + 2.5))
                y = low + ROW / 2 + BASELINE + 1
                self.canvas.text(tick.label, tick.at, y, "quiet", "middle")
                free = tick.at + half + _GAP

    def _at(self, point: DayValues, one: Series) -> Point:
        value = point.values[one.look]
        shown = value if self.unit == "count" else 100 * value
        return self.axis.at(point.day), self.scale.at(shown)

    def _line(self, one: Series) -> None:
        for before, after in pairwise(self.points):
            if one.look in before.values and one.look in after.values:
                ends = self._at(before, one), self._at(after, one)
                self.canvas.stroke(f"line-{one.look}", *ends)
        for point in self.points:
            if one.look in point.values:
                self.canvas.mark(one.look, *self._at(point, one))

    def _known(self, one: Series) -> list[DayValues]:
        return [point for point in self.points if one.look in point.values]

    def _worded(self, value: float) -> str:
        return number(int(value)) if self.unit == "count" else percent(value)

    def _name(self, one: Series) -> str:
        last = self._known(one)[-1].values[one.look]
        return f"{headed(one.name)} {self._worded(last)}"

    def _end_names(self, x: float) -> float:
        """Name the lines at their ends, moved apart; return where the names end."""
        ends = sorted(
            (
                self._at(self._known(one)[-1], one)[1],
                self._at(self._known(one)[-1], one)[0],
                place,
            )
            for place, one in enumerate(self.series)
        )
        free = 0.0
        lowest = self.scale.start
        for rank, (y, end, place) in enumerate(ends):
            # Those below need room, too.
            room = lowest - _APART * (len(ends) - 1 - rank)
            at = max(min(y, room), free)
            free = at + _APART
            self.canvas.stroke("guide", (end, y), (x - 2, at))
            one = self.series[place]
            text = shorten(self._name(one), self.name_room)
            tone = "breach" if one.look == "breach" else "ink"
            self.canvas.text(text, x, at + BASELINE, tone)
        return free + ROW / 2

    def table(self, title: str) -> Table:
        """Return the values of all days."""
        columns = [Column(_DAY.in_language(self.language), "day")]
        columns += [Column(headed(one.name), "number") for one in self.series]
        rows = [
            [point.day.isoformat(), *(self._cell(point, one) for one in self.series)]
            for point in self.points
        ]
        return table_of(title, columns, rows, self.language)

    def _cell(self, point: DayValues, one: Series) -> str:
        if one.look not in point.values:
            return NOT_KNOWN
        return self._worded(point.values[one.look])

    def alternative(self, title: str) -> str:
        """Return the first and the last value of each series in words."""
        changes = [
            say(
                _CHANGE,
                self.language,
                name=one.name,
                first=self._cell(self._known(one)[0], one),
                last=self._cell(self._known(one)[-1], one),
            )
            for one in self.series
        ]
        return say(
            _ALTERNATIVE,
            self.language,
            title=title,
            first=self.points[0].day.isoformat(),
            last=self.points[-1].day.isoformat(),
            points=len(self.points),
            changes=listed(changes, self.language),
        )
