"""An axis of days, on which long stretches without anything to show are folded."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from reports.charts.scales import Tick
from reports.charts.texts import text_width

# The first and the last day of something.
Span = tuple[date, date]

FOLD = 14.0
# An axis of days is never shorter, so that days close together stay apart.
_SHORTEST = 14
# A stretch is folded where it is this many days long, and this share of the whole.
_LONG, _SHARE = 120, 0.2
# The share of an axis that folds may take.
_FOLDED = 0.4
# Room around what stands between two folds, as a share of the whole.
_AROUND = 0.03
_DAYS = (1, 2, 7, 14)
_MONTHS = (1, 3, 6)
_YEARS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)
_GAP = 6.0
_MOST = 60
_Days = tuple[int, int]


@dataclass(frozen=True)
class Piece:
    """Days from `first` to `last` (ordinals) on a line from `start` to `end`, in points."""

    first: int
    last: int
    start: float
    end: float

    def at(self, day: int) -> float:
        """Return where a day stands."""
        share = (day - self.first) / (self.last - self.first)
        return self.start + (self.end - self.start) * share


@dataclass(frozen=True)
class DayAxis:
    """Pieces of time side by side, at one scale, with a fold between neighbours."""

    pieces: tuple[Piece, ...]

    @classmethod
    def over(cls, spans: Iterable[Span], start: float, end: float) -> DayAxis:
        """Return an axis on which every day of the spans stands.

        IndexError without a span.
        """
        kept = _kept([(a.toordinal(), b.toordinal()) for a, b in spans])
        if FOLD * (len(kept) - 1) > _FOLDED * (end - start):
            kept = [(kept[0][0], kept[-1][1])]
        total = sum(last - first for first, last in kept)
        points = (end - start - FOLD * (len(kept) - 1)) / total
        pieces = []
        for first, last in kept:
            stop = start + points * (last - first)
            pieces.append(Piece(first, last, start, stop))
            start = stop + FOLD
        return cls(tuple(pieces))

    def at(self, day: date) -> float:
        """Return where a day stands."""
        number = day.toordinal()
        place = bisect_right(self.pieces, number, key=lambda piece: piece.first)
        return self.pieces[max(place - 1, 0)].at(number)

    def folds(self) -> list[float]:
        """Return where the folds start; each is FOLD wide."""
        return [piece.end for piece in self.pieces[:-1]]

    def ticks(self) -> list[Tick]:
        """Return the days, months or years to mark, of each piece in the finest step.

        Their labels, placed in the middle of the ticks, do not overlap.
        """
        kept: list[Tick] = []
        for tick in (tick for piece in self.pieces for tick in _ticks(piece)):
            if not kept or _have_room([kept[-1], tick]):
                kept.append(tick)
        return kept


def _kept(spans: Sequence[_Days]) -> list[_Days]:
    """Return the stretches of time that are not folded, in order."""
    busy: list[_Days] = []
    for first, last in sorted(spans):
        if busy and first <= busy[-1][1]:
            busy[-1] = (busy[-1][0], max(busy[-1][1], last))
        else:
            busy.append((first, last))
    whole = busy[-1][1] - busy[0][0]
    if whole < _SHORTEST:
        return [_padded(busy[0][0], busy[-1][1], (_SHORTEST + 1 - whole) // 2)]
    folded = _folded(busy, whole)
    if len(folded) == 1:
        return folded
    total = sum(last - first for first, last in folded)
    around = max(int(_AROUND * total), _SHORTEST // 2)
    return [_padded(first, last, around) for first, last in folded]


def _folded(busy: Sequence[_Days], whole: int) -> list[_Days]:
    """Join what is busy but for the long gaps, unless only single days are left."""
    joined = [busy[0]]
    for first, last in busy[1:]:
        gap = first - joined[-1][1]
        if gap >= max(_LONG, _SHARE * whole):
            joined.append((first, last))
        else:
            joined[-1] = (joined[-1][0], last)
    left = sum(last - first for first, last in joined)
    return joined if left >= _SHORTEST else [(busy[0][0], busy[-1][1])]


def _padded(first: int, last: int, around: int) -> _Days:
    """Return the stretch with some days before and after it, as far as there are any."""
    return max(first - around, 1), min(last + around, date.max.toordinal())


def _ticks(piece: Piece) -> list[Tick]:
    for days, form in _divisions(piece.first, piece.last):
        ticks = [Tick(piece.at(day.toordinal()), form.format(day)) for day in days]
        if _have_room(ticks):
            if ticks:
                return ticks
            break
    # Too short for its step: the year, so that it is not nowhere in time.
    middle = (piece.first + piece.last) // 2
    return [Tick(piece.at(middle), f"{date.fromordinal(middle).year:04}")]


def _divisions(first: int, last: int) -> Iterator[tuple[list[date], str]]:
    """Yield the days to mark with the form of their labels, the finest first.

    Divisions into more than could ever have room are left out.
    """
    for step in _DAYS:
        days = range(first + step // 2, last + 1, step)
        if len(days) <= _MOST:
            yield [date.fromordinal(day) for day in days], "{0}"
    for step in (*_MONTHS, *(12 * years for years in _YEARS)):
        months = _months(first, last, step)
        if len(months) <= _MOST:
            form = "{0.year:04}-{0.month:02}" if step < 12 else "{0.year:04}"
            yield [month_start(month) for month in months], form


def _months(first: int, last: int, step: int) -> range:
    """Return every step-th month that begins within the stretch."""
    start, end = date.fromordinal(first), date.fromordinal(last)
    begin = month_number(start) + (start.day > 1)
    return range(-(-begin // step) * step, month_number(end) + 1, step)


def month_number(day: date) -> int:
    """Return the months between January of the year 0 and the month of a day."""
    return 12 * day.year + day.month - 1


def month_start(number: int) -> date:
    """Return the first day of the month with this number."""
    return date(number // 12, number % 12 + 1, 1)


def _have_room(ticks: Sequence[Tick]) -> bool:
    return all(
        (text_width(one.label) + text_width(two.label)) / 2 + _GAP < two.at - one.at
        for one, two in pairwise(ticks)
    )
