"""Scales of counts: where a count stands on an axis, and which ticks the axis has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count as count_from

_STEPS = (1, 2, 5)
# What counts at all is at least this long.
_THINNEST = 1.0


@dataclass(frozen=True)
class Tick:
    """A tick of an axis: where it is, and its label."""

    at: float
    label: str


@dataclass(frozen=True)
class Scale:
    """Counts from 0 to `top` on a line from `start` to `end`, in points."""

    start: float
    end: float
    top: int

    def at(self, value: float) -> float:
        """Return where a value stands."""
        return self.start + (self.end - self.start) * value / self.top

    def parts(self, counts: Sequence[int]) -> list[float]:
        """Return the lengths of the parts of a bar, which add up to that of the whole.

        A part that is too thin to be seen is widened at the cost of the widest.
        """
        exact = [abs(self.at(count) - self.start) for count in counts]
        lengths = [max(length, _THINNEST) if length else 0.0 for length in exact]
        widest = lengths.index(max(lengths))
        spare = max(lengths[widest] - _THINNEST, 0.0)
        lengths[widest] -= min(sum(lengths) - sum(exact), spare)
        return lengths


def nice_ticks(top: int, most: int = 5) -> tuple[int, ...]:
    """Return ticks from 0 to `top` or just above, at most `most` steps of 1, 2 or 5.

    The steps are these times a power of ten; the last tick is at least 1.
    """
    for power in count_from():
        for step in _STEPS:
            size = step * 10**power
            steps = max(-(-top // size), 1)
            if steps <= most:
                return tuple(size * n for n in range(steps + 1))
    raise AssertionError("a power of ten is large enough")
