"""The life of one battery: its events, and its duties with their days, on one axis."""

from __future__ import annotations

from datetime import date

from engine.errors import Language, Text
from engine.wording.terms import VERDICTS
from reports.charts.canvas import BASELINE, ROW, Canvas, Series, label_room
from reports.charts.day_axis import DayAxis
from reports.charts.days import (
    FOLDED,
    OVERDUE,
    Duty,
    Event,
    Life,
    draw_axis,
    draw_overdue,
)
from reports.charts.figure import WIDTH, Chart, Column, Kind, Table
from reports.charts.texts import headed, shorten, text_width
from reports.charts.words import (
    COUNTED,
    NOT_KNOWN,
    listed,
    no_chart,
    not_shown,
    say,
    table_of,
    verdict_counts,
    verdict_series,
)

LIMIT = 20
_GAP = 9.0
_SPACE = 5.0
_NAMES = 0.38
_DATE = text_width("2026-12-31")

_ALTERNATIVE = Text(
    "时间轴：{title}。{first} 至 {last}，事件 {events:,} 项，义务 {duties:,} 项（{sums}）。",
    "Time line: {title}. {first} to {last}, {events:,} {events:event|events},"
    " {duties:,} {duties:duty|duties} ({sums}).",
)
_HAPPENED, _EVENT = Text("发生日", "Day"), Text("事件", "Event")
_LAST_DAY, _DUTY = Text("最后一日", "Last day"), Text("义务", "Duty")
_DONE, _VERDICT = Text("完成日", "Done on"), Text("结论", "Verdict")
_LATE = Text("逾期 {days:,} 日", "{days:,} {days:day|days} late")
_STILL = Text("已逾期 {days:,} 日", "{days:,} {days:day|days} overdue")
_NONE = Text("无", "none")


def lifeline(
    title: str,
    life: Life,
    language: Language,
    *,
    as_of: date,
    limit: int = LIMIT,
    empty: str = "",
    width: float = WIDTH,
) -> Chart:
    """Return a row for each event and each duty, on one axis of days.

    A breach is a thick line from its last day to the day it was done, or to `as_of`. At
    most the last `limit` events are shown, and as many duties: the gravest verdicts,
    then the earliest last days. `empty` stands in place of a chart of a battery without
    both.
    """
    if not life.events and not life.duties:
        return no_chart("lifeline", title, language, width, empty)
    events = sorted(life.events, key=lambda event: event.day)
    duties = sorted(life.duties, key=_by_due)
    kept = sorted(sorted(duties, key=_gravest)[:limit], key=_by_due)
    layout = _Layout(Canvas(width), language, as_of)
    shown = Life(life.label, events[-limit:], kept)
    height = layout.draw(shown)
    left_out = max(len(events) - limit, 0) + max(len(duties) - limit, 0)
    return layout.canvas.chart(
        "lifeline",
        height,
        layout.table(title, shown),
        language,
        title=title,
        alternative=layout.alternative(title, life),
        note=not_shown(left_out, language).strip(),
    )


def _by_due(duty: Duty) -> date:
    return duty.due or duty.start or duty.done or date.max


def _gravest(duty: Duty) -> int:
    return COUNTED.index(duty.verdict)


class _Layout:
    """Days at the left, words behind them, the axis from there to the right."""

    def __init__(self, canvas: Canvas, language: Language, as_of: date) -> None:
        self.canvas = canvas
        self.language = language
        self.as_of = as_of

    def draw(self, life: Life) -> float:
        """Place everything and return the height."""
        events, duties = life.events, life.duties
        names = [event.label for event in events] + [duty.label for duty in duties]
        self.name_room = label_room(names, _NAMES * self.canvas.width)
        self.plot = _DATE + _GAP + self.name_room + 2 * _GAP
        self.axis = self._axis(life)
        low = ROW + self._height(life)
        draw_axis(self.canvas, self.axis, self.as_of, ROW, low, self.language)
        y = ROW
        if events:
            y = self._head(_HAPPENED, _EVENT, y)
        for event in events:
            self._event(event, y + ROW / 2)
            y += ROW
        if duties:
            y = self._head(_LAST_DAY, _DUTY, low - ROW * (len(duties) + 1))
        for duty in duties:
            self._duty(duty, y + ROW / 2)
            y += ROW
        return self._key(life, low + ROW)

    def _axis(self, life: Life) -> DayAxis:
        """Return the longest axis that leaves room to say how late each duty is."""
        spans = [*life.spans(self.as_of), (self.as_of, self.as_of)]
        needed = {duty: text_width(self.late(duty)) for duty in life.duties}
        full = self.canvas.width - _GAP
        most = max(needed.values(), default=0.0)
        for end in (full, full - most / 3, full - 2 * most / 3, full - most):
            axis = DayAxis.over(spans, self.plot, end)
            if all(
                axis.at(duty.stands_on(self.as_of)) + room <= full
                for duty, room in needed.items()
                if room
            ):
                break
        return axis

    def _height(self, life: Life) -> float:
        """Return the height of the rows, with their heads and the space between."""
        rows = len(life.events) + len(life.duties)
        groups = bool(life.events) + bool(life.duties)
        return ROW * (rows + groups) + _SPACE * (groups - 1)

    def _head(self, day: Text, name: Text, y: float) -> float:
        base = y + ROW / 2 + BASELINE
        self.canvas.text(day.in_language(self.language), 0, base, "quiet")
        name_at = _DATE + _GAP
        text = shorten(name.in_language(self.language), self.canvas.width - name_at)
        self.canvas.text(text, name_at, base, "quiet")
        return y + ROW

    def _words(self, day: date | None, name: str, middle: float) -> None:
        base = middle + BASELINE
        self.canvas.text(_iso(day), 0, base)
        self.canvas.text(shorten(name, self.name_room), _DATE + _GAP, base)

    def _event(self, event: Event, middle: float) -> None:
        self._words(event.day, event.label, middle)
        at = self.axis.at(event.day)
        self.canvas.stroke("guide", (self.plot - _GAP, middle), (at, middle))
        self.canvas.mark("event", at, middle)

    def _duty(self, duty: Duty, middle: float) -> None:
        self._words(duty.due, duty.label, middle)
        sign = self.axis.at(duty.stands_on(self.as_of))
        first = self.axis.at(duty.start or duty.due or duty.stands_on(self.as_of))
        last = max(sign, self.axis.at(duty.due)) if duty.due else sign
        self.canvas.stroke("guide", (self.plot - _GAP, middle), (first, middle))
        self.canvas.stroke("allowed", (first, middle), (last, middle))
        draw_overdue(self.canvas, self.axis, duty, self.as_of, middle)
        if duty.due:
            self.canvas.mark("due", self.axis.at(duty.due), middle)
        self.canvas.mark(duty.verdict, sign, middle)
        if text := self.late(duty):
            # The line of the day of the check must not cross the words.
            room = text_width(text) + 1
            self.canvas.block(
                "paper", last + _GAP - 1, middle - ROW / 3, room, 2 * ROW / 3
            )
            self.canvas.text(text, last + _GAP, middle + BASELINE, "breach")

    def late(self, duty: Duty) -> str:
        """Word by how many calendar days a duty is late, "" where it is not."""
        end = duty.late_until(self.as_of)
        if not end or not duty.due:
            return ""
        text = _LATE if duty.done else _STILL
        return say(text, self.language, days=(end - duty.due).days)

    def _key(self, life: Life, y: float) -> float:
        """Name the signs that are there; return the height of the chart."""
        entries = []
        if life.events:
            entries.append(Series("event", _EVENT.in_language(self.language)))
        if any(duty.due for duty in life.duties):
            entries.append(Series("due", _LAST_DAY.in_language(self.language)))
        found = {duty.verdict for duty in life.duties}
        entries += verdict_series(self.language, [v for v in COUNTED if v in found])
        if any(duty.late_until(self.as_of) for duty in life.duties):
            entries.append(Series("overdue", OVERDUE.in_language(self.language)))
        if self.axis.folds():
            entries.append(Series("fold", FOLDED.in_language(self.language)))
        y += ROW / 2
        return y + self.canvas.key(entries, 0, y)

    def table(self, title: str, life: Life) -> Table:
        """Return the days of the events and duties."""
        heads = (_EVENT, _HAPPENED, _LAST_DAY, _DONE, _VERDICT)
        kinds: tuple[Kind, ...] = ("words", "day", "day", "day", "words")
        columns = [
            Column(head.in_language(self.language), kind)
            for head, kind in zip(heads, kinds, strict=True)
        ]
        none = NOT_KNOWN
        rows = [
            [event.label, event.day.isoformat(), none, none, none] for event in life.events
        ] + [
            [duty.label, _iso(duty.start), _iso(duty.due), _iso(duty.done),
             self._verdict(duty)]
            for duty in life.duties
        ]  # fmt: skip
        return table_of(title, columns, rows, self.language)

    def _verdict(self, duty: Duty) -> str:
        word = headed(VERDICTS[duty.verdict].in_language(self.language))
        late = self.late(duty)
        return listed([word, late], self.language) if late else word

    def alternative(self, title: str, life: Life) -> str:
        """Return the span and the verdicts in words."""
        first, last = life.first_and_last(self.as_of)
        sums = verdict_counts([duty.verdict for duty in life.duties], self.language)
        return say(
            _ALTERNATIVE,
            self.language,
            title=title,
            first=first.isoformat(),
            last=last.isoformat(),
            events=len(life.events),
            duties=len(life.duties),
            sums=sums or _NONE.in_language(self.language),
        )


def _iso(day: date | None) -> str:
    return day.isoformat() if day else NOT_KNOWN
