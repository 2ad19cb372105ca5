"""The lives of many batteries, a row each, on one axis of days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from engine.errors import Language, Text
from engine.wording.terms import VERDICTS
from reports.charts.canvas import BASELINE, ROW, Canvas, Series, label_room
from reports.charts.day_axis import DayAxis
from reports.charts.days import FOLDED, OVERDUE, Life, draw_axis, draw_overdue
from reports.charts.figure import WIDTH, Chart, Column, Table
from reports.charts.texts import headed, number, shorten
from reports.charts.words import (
    COUNTED,
    named_counts,
    no_chart,
    not_shown,
    say,
    table_of,
    verdict_series,
)

LIMIT = 30
_GAP = 9.0
_NAMES = 0.38
# What is drawn last lies on top.
_SIGNS = ("pending", "undetermined", "breach")

_ALTERNATIVE = Text(
    "时间轴：{title}。{lives:,} 块电池，{first} 至 {last}；义务：{sums}。",
    "Time lines: {title}. {lives:,} {lives:battery|batteries}, {first} to {last};"
    " duties: {sums}.",
)
_BATTERY, _EVENT = Text("电池", "Battery"), Text("事件", "Event")
_EVENTS, _FROM, _TO = Text("事件", "Events"), Text("自", "From"), Text("至", "To")


def lifelines(
    title: str,
    lives: Sequence[Life],
    language: Language,
    *,
    as_of: date,
    limit: int = LIMIT,
    empty: str = "",
    width: float = WIDTH,
) -> Chart:
    """Return a row for each battery: its events, and what was not done by its last day.

    Those with the most breaches come first, then those with the most undetermined and
    pending duties; at most `limit` are shown. `empty` stands in place of a chart without
    batteries that have events or duties.
    """
    lives = [life for life in lives if life.events or life.duties]
    if not lives:
        return no_chart("lifelines", title, language, width, empty)
    lives = sorted(lives, key=lambda life: [-n for n in _counts(life)])
    layout = _Layout(Canvas(width), language, as_of)
    height = layout.draw(lives[:limit])
    return layout.canvas.chart(
        "lifelines",
        height,
        layout.table(title, lives[:limit]),
        language,
        title=title,
        alternative=layout.alternative(title, lives),
        note=not_shown(len(lives) - limit, language).strip(),
    )


def _counts(life: Life) -> list[int]:
    found = Counter(duty.verdict for duty in life.duties)
    return [found[verdict] for verdict in COUNTED]


class _Layout:
    """Names at the left, the number of breaches behind them, then the axis."""

    def __init__(self, canvas: Canvas, language: Language, as_of: date) -> None:
        self.canvas = canvas
        self.language = language
        self.as_of = as_of

    def draw(self, lives: Sequence[Life]) -> float:
        """Place everything and return the height."""
        most = _NAMES * self.canvas.width
        self.name_room = label_room([life.label for life in lives], most)
        head = headed(VERDICTS["breach"].in_language(self.language))
        figures = [number(_counts(life)[0]) for life in lives]
        self.edge = self.name_room + _GAP + label_room([head, *figures], most)
        spans = [span for life in lives for span in life.spans(self.as_of)]
        spans.append((self.as_of, self.as_of))
        start = self.edge + 2 * _GAP
        self.axis = DayAxis.over(spans, start, self.canvas.width - _GAP)
        self.canvas.text(head, self.edge, ROW / 2 + BASELINE, "quiet", "end")
        low = ROW * (len(lives) + 1)
        draw_axis(self.canvas, self.axis, self.as_of, ROW, low, self.language)
        for place, life in enumerate(lives):
            self._life(life, ROW * (place + 1.5))
        y = low + ROW * 1.5
        return y + self.canvas.key(self._key(lives), 0, y)

    def _life(self, life: Life, middle: float) -> None:
        base, breaches = middle + BASELINE, _counts(life)[0]
        self.canvas.text(shorten(life.label, self.name_room), 0, base)
        tone = "breach" if breaches else "quiet"
        self.canvas.text(number(breaches), self.edge, base, tone, "end")
        first, last = life.first_and_last(self.as_of)
        ends = (self.axis.at(first), middle), (self.axis.at(last), middle)
        self.canvas.stroke("life", *ends)
        for event in life.events:
            self.canvas.mark("event", self.axis.at(event.day), middle)
        for duty in life.duties:
            draw_overdue(self.canvas, self.axis, duty, self.as_of, middle)
        for verdict in _SIGNS:
            for duty in life.duties:
                if duty.verdict == verdict:
                    at = self.axis.at(duty.stands_on(self.as_of))
                    self.canvas.mark(verdict, at, middle)

    def _key(self, lives: Sequence[Life]) -> list[Series]:
        entries = [Series("event", _EVENT.in_language(self.language))]
        sums = dict(zip(COUNTED, _sums(lives), strict=True))
        shown = [verdict for verdict in COUNTED if verdict in _SIGNS and sums[verdict]]
        entries += verdict_series(self.language, shown)
        duties = [duty for life in lives for duty in life.duties]
        if any(duty.late_until(self.as_of) for duty in duties):
            entries.append(Series("overdue", OVERDUE.in_language(self.language)))
        if self.axis.folds():
            entries.append(Series("fold", FOLDED.in_language(self.language)))
        return entries

    def table(self, title: str, lives: Sequence[Life]) -> Table:
        """Return the counts of each battery, and its first and last day."""
        names = [headed(one.name) for one in verdict_series(self.language)]
        columns = [
            Column(_BATTERY.in_language(self.language), "words"),
            Column(_FROM.in_language(self.language), "day"),
            Column(_TO.in_language(self.language), "day"),
            Column(_EVENTS.in_language(self.language), "number"),
            *(Column(name, "number") for name in names),
        ]
        rows = [
            [
                life.label,
                *(day.isoformat() for day in life.first_and_last(self.as_of)),
                number(len(life.events)),
                *map(number, _counts(life)),
            ]
            for life in lives
        ]
        return table_of(title, columns, rows, self.language)

    def alternative(self, title: str, lives: Sequence[Life]) -> str:
        """Return the span and the sums in words."""
        spans = [life.first_and_last(self.as_of) for life in lives]
        series = verdict_series(self.language)
        return say(
            _ALTERNATIVE,
            self.language,
            title=title,
            lives=len(lives),
            first=min(first for first, _ in spans).isoformat(),
            last=max(last for _, last in spans).isoformat(),
            sums=named_counts(series, _sums(lives), self.language),
        )


def _sums(lives: Sequence[Life]) -> list[int]:
    return [sum(counts) for counts in zip(*map(_counts, lives), strict=True)]
