"""Columns over time: counts by month, or by years where there are many months."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from engine.errors import Language, Text
from reports.charts.canvas import BASELINE, ROW, Canvas, Series, label_room
from reports.charts.column_table import Bin, table_of_bins
from reports.charts.day_axis import month_number
from reports.charts.figure import WIDTH, Chart
from reports.charts.scales import Scale, nice_ticks
from reports.charts.texts import number, shorten, text_width
from reports.charts.words import named_counts, no_chart, say

HEIGHT = 100.0
_GAP = 6.0
_MOST = 60
_WIDEST = 26.0
# The months of one column, the first that makes no more than _MOST columns.
_MONTHS = (1, *(12 * years for years in (1, 2, 5, 10, 20, 50, 100, 200)))

_ALTERNATIVE = Text(
    "柱状图：{title}。{first} 至 {last}，合计 {total:,}（{sums}）；"
    "最多：{highest}，{most:,}。",
    "Column chart: {title}. {first} to {last}, {total:,} in all ({sums});"
    " highest: {highest}, {most:,}.",
)


@dataclass(frozen=True)
class DayCounts:
    """Counts of a day, by the look of a series; one not given is 0."""

    day: date
    counts: Mapping[str, int]


def columns(
    title: str,
    counted: Sequence[DayCounts],
    series: Sequence[Series],
    language: Language,
    *,
    empty: str = "",
    width: float = WIDTH,
) -> Chart:
    """Return a column for each month from the first to the last, stacked by series.

    Counts of one month are added up. Where there are more than 60 months, a column is
    that of one or more years. `empty` stands in place of a chart without counts.
    ValueError for a count below 0.
    """
    if not counted:
        return no_chart("columns", title, language, width, empty)
    layout = _Layout(Canvas(width), series, language)
    layout.bins = _bins(counted, series)
    height = layout.draw()
    return layout.canvas.chart(
        "columns",
        height,
        table_of_bins(title, layout.bins, series, language),
        language,
        title=title,
        alternative=layout.alternative(title),
    )


def _bins(counted: Sequence[DayCounts], series: Sequence[Series]) -> list[Bin]:
    sums: Counter[tuple[int, str]] = Counter()
    for one in counted:
        for look, count in one.counts.items():
            if count < 0:
                raise ValueError(f"{one.day}: a count below 0")
            sums[month_number(one.day), look] += count
    months = [month_number(one.day) for one in counted]
    size = next(s for s in _MONTHS if max(months) // s - min(months) // s < _MOST)
    grouped: Counter[tuple[int, str]] = Counter()
    for (month, look), count in sums.items():
        grouped[month // size, look] += count
    return [
        Bin(place * size, size, tuple(grouped[place, one.look] for one in series))
        for place in range(min(months) // size, max(months) // size + 1)
    ]


class _Layout:
    """Counts at the left, columns beside each other, months and years below."""

    bins: list[Bin]

    def __init__(
        self, canvas: Canvas, series: Sequence[Series], language: Language
    ) -> None:
        self.canvas = canvas
        self.series = series
        self.language = language

    def draw(self) -> float:
        """Place everything and return the height."""
        totals = [sum(one.counts) for one in self.bins]
        ticks = nice_ticks(max(totals))
        top = self._key() + ROW
        scale = Scale(top + HEIGHT, top, ticks[-1])
        start = self._grid(ticks, scale)
        self.slot = (self.canvas.width - start) / len(self.bins)
        self.start = start
        for place, one in enumerate(self.bins):
            self._column(place, one, scale)
        if all(text_width(number(n)) + 2 <= self.slot for n in totals):
            for place, total in enumerate(totals):
                if total:
                    y = scale.at(total) - 3
                    self._below(number(total), place, y, "ink")
        return self._names(top + HEIGHT)

    def _key(self) -> float:
        if len(self.series) == 1:
            return 0.0
        sums = map(sum, zip(*(one.counts for one in self.bins), strict=True))
        shown = [one for one, total in zip(self.series, sums, strict=True) if total]
        return self.canvas.key(shown, 0, ROW / 2, of_blocks=True)

    def _grid(self, ticks: Sequence[int], scale: Scale) -> float:
        """Draw the axis of counts; return where the columns start."""
        most = self.canvas.width / 4
        room = label_room([number(tick) for tick in ticks], most)
        for tick in ticks:
            y = scale.at(tick)
            line = (room + _GAP, y), (self.canvas.width, y)
            self.canvas.stroke("axis" if tick == 0 else "grid", *line)
            text = shorten(number(tick), most)
            self.canvas.text(text, room, y + BASELINE, "quiet", "end")
        return room + _GAP

    def _column(self, place: int, one: Bin, scale: Scale) -> None:
        width = min(0.72 * self.slot, _WIDEST)
        x, y = self._middle(place) - width / 2, scale.start
        parts = scale.parts(one.counts)
        for series, height in zip(self.series, parts, strict=True):
            if height:
                y -= height
                self.canvas.block(series.look, x, y, width, height)

    def _middle(self, place: int) -> float:
        return self.start + self.slot * (place + 0.5)

    def _below(self, text: str, place: int, y: float, tone: str = "quiet") -> None:
        self.canvas.text(text, self._middle(place), y, tone, "middle")

    def _names(self, low: float) -> float:
        """Name months and years as far as there is room; return the height."""
        y = low + ROW / 2 + BASELINE + 1
        if self.bins[0].months == 1:
            if self.slot >= text_width("12") + 2:
                for place, one in enumerate(self.bins):
                    self._below(str(one.month % 12 + 1), place, y)
                y += ROW - 3
            places = [
                p for p, one in enumerate(self.bins) if p == 0 or not one.month % 12
            ]
        else:
            places = list(range(len(self.bins)))
        free = 0.0
        for place in places:
            text = f"{self.bins[place].month // 12:04}"
            half = text_width(text) / 2
            x = min(max(self._middle(place), half), self.canvas.width - half)
            if x - half >= free:
                self.canvas.text(text, x, y, "quiet", "middle")
                free = x + half + _GAP
        return y + ROW / 2 - BASELINE

    def alternative(self, title: str) -> str:
        """Return the span, the sums and the highest column in words."""
        highest = max(self.bins, key=lambda one: sum(one.counts))
        sums = [sum(one) for one in zip(*(b.counts for b in self.bins), strict=True)]
        return say(
            _ALTERNATIVE,
            self.language,
            title=title,
            first=self.bins[0].name,
            last=self.bins[-1].name,
            total=sum(sums),
            sums=named_counts(self.series, sums, self.language),
            highest=highest.name,
            most=sum(highest.counts),
        )
