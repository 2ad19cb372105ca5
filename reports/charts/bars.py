"""Horizontal bars: counts by name, in one series or stacked by verdict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.errors import Language, Text
from reports.charts.canvas import BASELINE, ROW, Canvas, Series, label_room
from reports.charts.figure import WIDTH, Chart, Column, Table
from reports.charts.scales import Scale, nice_ticks
from reports.charts.texts import headed, number, percent, shorten, text_width
from reports.charts.words import (
    NOT_KNOWN,
    OF,
    OTHERS,
    RATE,
    TOTAL,
    named_counts,
    no_chart,
    say,
    table_of,
)

LIMIT = 30
_THICKNESS = 8.0
_GAP = 9.0
_ROUNDING = 0.01
# The shares of the width that names, a column of figures and bars may take.
_NAMES, _FIGURES, _BARS = 0.42, 0.15, 0.25
# A single column of figures may say of how many they are.
_ONE_FIGURE = 0.3

_ALTERNATIVE = Text(
    "条形图：{title}。{rows:,} 行，合计 {total:,}（{sums}）。最多：{name}（{figures}）。",
    "Bar chart: {title}. {rows:,} {rows:row|rows}, {total:,} in all ({sums})."
    " Highest: {name} ({figures}).",
)


@dataclass(frozen=True)
class BarRow:
    """One bar: its name, and its counts by the look of a series; one not given is 0.

    `cases`: of how many the counts are; None where that is not said.
    """

    label: str
    counts: Mapping[str, int]
    cases: int | None = None


def bars(
    title: str,
    rows: Sequence[BarRow],
    series: Sequence[Series],
    language: Language,
    *,
    category: str,
    limit: int = LIMIT,
    keep_order: bool = False,
    of: str = "",
    empty: str = "",
    width: float = WIDTH,
) -> Chart:
    """Return a bar for each row, stacked in the order of the series.

    Rows are sorted by their counts of the first series, then of the next, the highest
    first, unless they are to `keep_order`. At most `limit` are drawn; the others are one
    row of figures. `category` heads the names in the table and `of` the cases that single
    counts are of; `empty` stands in place of a chart without rows. ValueError for a count
    below 0.
    """
    if not rows:
        return no_chart("bars", title, language, width, empty)
    counted = [_Counted(row.label, _counts(row, series), row.cases) for row in rows]
    if not keep_order:
        counted.sort(key=lambda row: [-count for count in row.counts])
    drawn, rest = counted[:limit], counted[limit:]
    listed_rows = drawn
    if rest:
        others = say(OTHERS, language, count=len(rest))
        listed_rows = [*drawn, _sum(others, rest)]
    layout = _Layout(Canvas(width), series, language, of)
    height = layout.draw(drawn, listed_rows[len(drawn) :])
    table = layout.table(title, category, listed_rows)
    words = layout.alternative(title, counted)
    return layout.canvas.chart(
        "bars", height, table, language, title=title, alternative=words
    )


@dataclass(frozen=True)
class _Counted:
    """The figures of a row, in the order of the series."""

    name: str
    counts: tuple[int, ...]
    cases: int | None


def _counts(row: BarRow, series: Sequence[Series]) -> tuple[int, ...]:
    counts = tuple(row.counts.get(one.look, 0) for one in series)
    if min(counts) < 0:
        raise ValueError(f"{row.label}: a count below 0")
    return counts


def _sum(name: str, rows: Sequence[_Counted]) -> _Counted:
    counts = tuple(map(sum, zip(*(row.counts for row in rows), strict=True)))
    cases = [row.cases for row in rows if row.cases is not None]
    return _Counted(name, counts, sum(cases) if len(cases) == len(rows) else None)


class _Layout:
    """Names at the left, figures aligned behind them, bars from there to the right."""

    def __init__(
        self, canvas: Canvas, series: Sequence[Series], language: Language, of: str
    ) -> None:
        self.canvas = canvas
        self.series = series
        self.language = language
        self.of = of
        self.is_stacked = len(series) > 1

    def draw(self, drawn: Sequence[_Counted], rest: Sequence[_Counted]) -> float:
        """Place everything and return the height."""
        rows = [*drawn, *rest]
        start = self._place_columns(rows)
        top = self._heads(rows, start)
        scale = self._scale(drawn, start)
        low = top + ROW * len(drawn)
        self._grid(scale, top, low)
        for place, row in enumerate(drawn):
            middle = top + ROW * (place + 0.5)
            self._words(row, middle, "ink")
            self._bar(row.counts, scale, middle)
        bottom = low + ROW
        for row in rest:
            self._words(row, bottom + ROW / 2, "quiet")
            bottom += ROW
        return bottom

    def _place_columns(self, rows: Sequence[_Counted]) -> float:
        """Set the right edges of the columns of figures; return where the bars start."""
        width = self.canvas.width
        most = (_FIGURES if self.is_stacked else _ONE_FIGURE) * width
        widths = [
            label_room(texts, most)
            for texts in zip(*map(self._figures, rows), strict=True)
        ]
        widths = [
            max(one, label_room([head], most))
            for one, head in zip(widths, self._head_texts(), strict=True)
        ]
        self.figure_room = most
        taken = sum(widths) + _GAP * (len(widths) + 1)
        most = min(_NAMES * width, width - taken - _BARS * width)
        self.name_room = label_room([row.name for row in rows], most)
        edge = self.name_room
        self.edges = []
        for one in widths:
            edge += _GAP + one
            self.edges.append(edge)
        return edge + _GAP

    def _figures(self, row: _Counted) -> list[str]:
        total = number(sum(row.counts))
        if self.is_stacked:
            return [number(row.counts[0]), total]
        if row.cases is None:
            return [total]
        return [say(OF, self.language, successes=sum(row.counts), trials=row.cases)]

    def _head_texts(self) -> list[str]:
        if not self.is_stacked:
            return [""]
        return [headed(self.series[0].name), TOTAL.in_language(self.language)]

    def _heads(self, rows: Sequence[_Counted], start: float) -> float:
        """Name the figures and the parts of the bars; return where the rows start."""
        if not self.is_stacked:
            return 0.0
        for head, edge in zip(self._head_texts(), self.edges, strict=True):
            text = shorten(head, self.figure_room)
            self.canvas.text(text, edge, ROW / 2 + BASELINE, "quiet", "end")
        sums = _sum("", rows).counts
        shown = [one for one, total in zip(self.series, sums, strict=True) if total]
        return max(self.canvas.key(shown, start, ROW / 2, of_blocks=True), ROW)

    def _scale(self, drawn: Sequence[_Counted], start: float) -> Scale:
        top = nice_ticks(max(sum(row.counts) for row in drawn))[-1]
        # The last label of the axis stands around its tick.
        end = self.canvas.width - text_width(number(top)) / 2
        return Scale(start, max(end, start + 1), top)

    def _grid(self, scale: Scale, top: float, low: float) -> None:
        free = scale.start - _GAP
        for tick in nice_ticks(scale.top):
            at = scale.at(tick)
            self.canvas.stroke("axis" if tick == 0 else "grid", (at, top), (at, low))
            half = text_width(number(tick)) / 2
            if free <= at - half and at + half <= self.canvas.width + _ROUNDING:
                self.canvas.text(
                    number(tick), at, low + ROW / 2 + BASELINE, "quiet", "middle"
                )
                free = at + half + _GAP

    def _words(self, row: _Counted, middle: float, tone: str) -> None:
        base = middle + BASELINE
        self.canvas.text(shorten(row.name, self.name_room), 0, base, tone)
        is_of_breaches = self.series[0].look == "breach" and row.counts[0]
        for place, (figure, edge) in enumerate(
            zip(self._figures(row), self.edges, strict=True)
        ):
            is_breach = place == 0 and is_of_breaches
            text = shorten(figure, self.figure_room)
            self.canvas.text(text, edge, base, "breach" if is_breach else tone, "end")

    def _bar(self, counts: tuple[int, ...], scale: Scale, middle: float) -> None:
        x, y = scale.start, middle - _THICKNESS / 2
        for one, width in zip(self.series, scale.parts(counts), strict=True):
            if width:
                self.canvas.block(one.look, x, y, width, _THICKNESS)
                x += width

    def table(self, title: str, category: str, rows: Sequence[_Counted]) -> Table:
        """Return all the figures, with a row of their sums."""
        heads = [headed(one.name) for one in self.series]
        if self.is_stacked:
            heads.append(TOTAL.in_language(self.language))
        if self.of:
            heads += [self.of, RATE.in_language(self.language)]
        total = _sum(TOTAL.in_language(self.language), rows)
        return table_of(
            title,
            [Column(category, "words"), *(Column(head, "number") for head in heads)],
            [[row.name, *self._all_figures(row)] for row in rows],
            self.language,
            [total.name, *self._all_figures(total)],
        )

    def _all_figures(self, row: _Counted) -> list[str]:
        figures = [number(count) for count in row.counts]
        if self.is_stacked:
            figures.append(number(sum(row.counts)))
        if not self.of:
            return figures
        if not row.cases:
            return [*figures, NOT_KNOWN if row.cases is None else "0", NOT_KNOWN]
        return [*figures, number(row.cases), percent(sum(row.counts) / row.cases)]

    def alternative(self, title: str, rows: Sequence[_Counted]) -> str:
        """Return the sums and the highest row in words."""
        sums = _sum("", rows).counts
        highest = max(rows, key=lambda row: row.counts)
        return say(
            _ALTERNATIVE,
            self.language,
            title=title,
            rows=len(rows),
            total=sum(sums),
            sums=named_counts(self.series, sums, self.language),
            name=highest.name,
            figures=named_counts(self.series, highest.counts, self.language),
        )
