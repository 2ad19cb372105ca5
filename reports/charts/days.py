"""What happened to a battery and what was due, placed on an axis of days."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from engine.errors import Language, Text
from reports.charts.canvas import BASELINE, ROW, Canvas
from reports.charts.day_axis import FOLD, DayAxis, Span
from reports.charts.texts import text_width
from reports.charts.words import say

_GAP = 6.0
FOLDED = Text("省略的时间", "time left out")
OVERDUE = Text("逾期期间", "time overdue")
_AS_OF = Text("评估日 {day}", "as of {day}")


@dataclass(frozen=True)
class Event:
    """Something that happened on a day, in words."""

    day: date
    label: str


@dataclass(frozen=True)
class Duty:
    """One duty of a battery, with its verdict.

    `start` is the day that it arose, `due` its last day and `done` the day it was met;
    None where there is none or it is not known.
    """

    label: str
    verdict: str
    start: date | None
    due: date | None
    done: date | None

    def late_until(self, as_of: date) -> date | None:
        """Return the day up to which a breach is overdue, None where it is not."""
        end = self.done or as_of
        if self.verdict != "breach" or self.due is None or end <= self.due:
            return None
        return end

    def stands_on(self, as_of: date) -> date:
        """Return the day on which the sign of its verdict stands."""
        if self.done or self.late_until(as_of):
            return self.done or as_of
        return self.due or self.start or as_of


@dataclass(frozen=True)
class Life:
    """The events and duties of one battery."""

    label: str
    events: Sequence[Event]
    duties: Sequence[Duty]

    def spans(self, as_of: date) -> Iterator[Span]:
        """Yield the first and last day of every event and duty."""
        yield from ((event.day, event.day) for event in self.events)
        for duty in self.duties:
            days = [duty.start, duty.due, duty.done, duty.late_until(as_of)]
            known = [day for day in days if day] or [duty.stands_on(as_of)]
            yield min(known), max(known)

    def first_and_last(self, as_of: date) -> Span:
        """Return the first and the last day of it; ValueError without any."""
        spans = list(self.spans(as_of))
        return min(first for first, _ in spans), max(last for _, last in spans)


def draw_axis(
    canvas: Canvas,
    axis: DayAxis,
    as_of: date,
    top: float,
    low: float,
    language: Language,
) -> None:
    """Draw the ticks with their labels above `top`, and the day of the check below."""
    free = 0.0
    for tick in axis.ticks():
        canvas.stroke("grid", (tick.at, top), (tick.at, low))
        half = text_width(tick.label) / 2
        x = _within(tick.at, half, canvas.width)
        if x - half >= free:
            canvas.text(tick.label, x, top - ROW / 2 + BASELINE, "quiet", "middle")
            free = x + half + _GAP
    for fold in axis.folds():
        canvas.block("fold", fold, top, FOLD, low - top)
    at = axis.at(as_of)
    canvas.stroke("as_of", (at, top), (at, low))
    text = say(_AS_OF, language, day=as_of.isoformat())
    x = _within(at, text_width(text) / 2, canvas.width)
    canvas.text(text, x, low + ROW / 2 + BASELINE, "quiet", "middle")


def _within(at: float, half: float, width: float) -> float:
    """Return where the middle of a label stands so that all of it is in the chart."""
    return min(max(at, half), width - half)


def draw_overdue(
    canvas: Canvas, axis: DayAxis, duty: Duty, as_of: date, y: float
) -> None:
    """Draw how long a breach has been overdue as a thick line."""
    end = duty.late_until(as_of)
    if end and duty.due:
        canvas.stroke("overdue", (axis.at(duty.due), y), (axis.at(end), y))
