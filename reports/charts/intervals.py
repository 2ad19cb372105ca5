"""Rates as dots with their Wilson intervals, on one axis from 0 per cent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.errors import Language, Text
from reports.charts.canvas import BASELINE, ROW, Canvas, label_room
from reports.charts.figure import WIDTH, Chart, Column, Table
from reports.charts.rates import Interval, wilson
from reports.charts.scales import Scale
from reports.charts.texts import percent, shorten, text_width
from reports.charts.words import (
    NOT_KNOWN,
    OF,
    RATE,
    no_chart,
    not_shown,
    say,
    table_of,
)

LIMIT = 30
_GAP = 9.0
_CAP = 2.4
# Less than this has room for the ends alone.
_MORE_TICKS = 100.0
# The ends that an axis may have, in per cent, each with how many parts it has.
_ENDS = {5: 5, 10: 5, 20: 4, 40: 4, 60: 3, 100: 4}
_NAMES, _FIGURES = 0.38, 0.25

_ALTERNATIVE = Text(
    "比率图：{title}。{rows:,} 行；最高：{name}，{figures}，{rate}（95% 区间 {span}）。",
    "Chart of rates: {title}. {rows:,} {rows:row|rows}; highest: {name}, {figures},"
    " {rate} (95% interval {span}).",
)
_INTERVAL = Text("95% 区间", "95% interval")
_SPAN = Text("{low} 至 {high}", "{low} to {high}")
_NOTE = Text(
    "点为比率，横线为 95% 威尔逊区间：数目越少，区间越宽。",
    "Dot: the rate. Line: its 95% Wilson interval, the wider the fewer the cases.",
)
_OVERALL = Text("总体 {rate}", "overall {rate}")


@dataclass(frozen=True)
class Rate:
    """How many of some cases are of one kind: 3 of 57 duties."""

    label: str
    successes: int
    trials: int


def intervals(
    title: str,
    rates: Sequence[Rate],
    language: Language,
    *,
    category: str,
    counted: str,
    overall: Rate | None = None,
    limit: int = LIMIT,
    keep_order: bool = False,
    empty: str = "",
    width: float = WIDTH,
) -> Chart:
    """Return a dot with its interval for each rate.

    Rates are sorted by the lower limit of their interval, so that 1 of 1 does not come
    before 30 of 60, unless they are to `keep_order`; those without cases come last. At
    most `limit` are shown. `category` heads the names in the table and `counted` the
    figures, such as "breaches of duties judged"; `overall` is drawn as a line across.
    `empty` stands in place of a chart without rates. ValueError for a rate that is none.
    """
    if not rates:
        return no_chart("intervals", title, language, width, empty)
    placed = [(rate, wilson(rate.successes, rate.trials)) for rate in rates]
    if not keep_order:
        placed.sort(key=_surest_first)
    layout = _Layout(Canvas(width), language)
    height = layout.draw(placed[:limit], overall)
    return layout.canvas.chart(
        "intervals",
        height,
        layout.table(title, category, counted, placed[:limit]),
        language,
        title=title,
        alternative=layout.alternative(title, placed),
        note=_NOTE.in_language(language) + not_shown(len(placed) - limit, language),
    )


_Placed = tuple[Rate, Interval]


def _surest_first(placed: _Placed) -> tuple[bool, float, float]:
    rate, interval = placed
    return (rate.trials == 0, -interval.low, -interval.rate)


def _axis_end(placed: Sequence[_Placed], overall: Rate | None) -> int:
    """Return the per cent that the axis ends at: low rates are not told apart on 100."""
    highest = [interval.high for rate, interval in placed if rate.trials]
    if overall and overall.trials:
        highest.append(overall.successes / overall.trials)
    return next(end for end in _ENDS if 100 * max(highest, default=1.0) <= end)


class _Layout:
    """Names at the left, figures behind them, the axis from there to the right."""

    def __init__(self, canvas: Canvas, language: Language) -> None:
        self.canvas = canvas
        self.language = language

    def draw(self, placed: Sequence[_Placed], overall: Rate | None) -> float:
        """Place everything and return the height."""
        scale = self._place_columns(placed, overall)
        top = ROW if overall and overall.trials else 0.0
        low = top + ROW * len(placed)
        self._axis(scale, top, low)
        if overall and overall.trials:
            self._overall(overall, scale, top, low)
        for place, (rate, interval) in enumerate(placed):
            middle = top + ROW * (place + 0.5)
            self._words(rate, middle)
            if rate.trials:
                self._interval(interval, scale, middle)
        return low + ROW

    def _place_columns(self, placed: Sequence[_Placed], overall: Rate | None) -> Scale:
        width = self.canvas.width
        names = [rate.label for rate, _ in placed]
        figures = [self.of(rate) for rate, _ in placed]
        self.name_room = label_room(names, _NAMES * width)
        self.figure_room = label_room(figures, _FIGURES * width)
        self.figure_edge = self.name_room + _GAP + self.figure_room
        self.rate_edge = self.figure_edge + _GAP + text_width("> 99.9 %")
        # The labels of the axis stand around its ends.
        end = width - text_width("100 %") / 2
        return Scale(self.rate_edge + 2 * _GAP, end, _axis_end(placed, overall))

    def of(self, rate: Rate) -> str:
        """Word the cases of a rate."""
        return say(OF, self.language, successes=rate.successes, trials=rate.trials)

    def rate_of(self, rate: Rate, interval: Interval) -> str:
        """Word a rate, which is not known without cases."""
        return percent(interval.rate) if rate.trials else NOT_KNOWN

    def _axis(self, scale: Scale, top: float, low: float) -> None:
        has_room = scale.end - scale.start >= _MORE_TICKS
        step = scale.top // (_ENDS[scale.top] if has_room else 1)
        for tick in range(0, scale.top + 1, step):
            at = scale.at(tick)
            self.canvas.stroke("axis" if tick == 0 else "grid", (at, top), (at, low))
            y = low + ROW / 2 + BASELINE
            self.canvas.text(f"{tick} %", at, y, "quiet", "middle")

    def _overall(self, overall: Rate, scale: Scale, top: float, low: float) -> None:
        rate = overall.successes / overall.trials
        at = scale.at(100 * rate)
        self.canvas.stroke("as_of", (at, top), (at, low))
        text = say(_OVERALL, self.language, rate=percent(rate))
        half = text_width(text) / 2
        x = min(max(at, half), self.canvas.width - half)
        self.canvas.text(text, x, ROW / 2 + BASELINE, "quiet", "middle")

    def _words(self, rate: Rate, middle: float) -> None:
        base, interval = middle + BASELINE, wilson(rate.successes, rate.trials)
        self.canvas.text(shorten(rate.label, self.name_room), 0, base)
        figures = shorten(self.of(rate), self.figure_room)
        self.canvas.text(figures, self.figure_edge, base, "quiet", "end")
        self.canvas.text(
            self.rate_of(rate, interval), self.rate_edge, base, "strong", "end"
        )

    def _interval(self, interval: Interval, scale: Scale, middle: float) -> None:
        low, high = scale.at(100 * interval.low), scale.at(100 * interval.high)
        self.canvas.stroke("interval", (low, middle), (high, middle))
        for at in (low, high):
            self.canvas.stroke("limit", (at, middle - _CAP), (at, middle + _CAP))
        self.canvas.mark("rate", scale.at(100 * interval.rate), middle)

    def table(
        self, title: str, category: str, counted: str, placed: Sequence[_Placed]
    ) -> Table:
        """Return the figures of the rates."""
        heads = (counted, RATE.in_language(self.language))
        columns = [
            Column(category, "words"),
            *(Column(head, "number") for head in heads),
        ]
        columns.append(Column(_INTERVAL.in_language(self.language), "number"))
        rows = [
            [rate.label, self.of(rate), self.rate_of(rate, one), self.span(rate, one)]
            for rate, one in placed
        ]
        return table_of(title, columns, rows, self.language)

    def span(self, rate: Rate, interval: Interval) -> str:
        """Word the limits of an interval."""
        if not rate.trials:
            return NOT_KNOWN
        low, high = percent(interval.low), percent(interval.high)
        return say(_SPAN, self.language, low=low, high=high)

    def alternative(self, title: str, placed: Sequence[_Placed]) -> str:
        """Return the highest rate in words."""
        rate, interval = max(placed, key=lambda one: (one[0].trials > 0, one[1].rate))
        return say(
            _ALTERNATIVE,
            self.language,
            title=title,
            rows=len(placed),
            name=rate.label,
            figures=self.of(rate),
            rate=self.rate_of(rate, interval),
            span=self.span(rate, interval),
        )
