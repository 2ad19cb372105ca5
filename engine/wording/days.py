"""Words how days were counted: the days left out, and a last day that was moved."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from engine.rulebook import Text
from engine.wording.rules.phrases import both, joined

WEEKENDS = Text("周末", "weekends")
DAYS_OFF = Text("休息日", "days off")


@dataclass(frozen=True)
class CountedDays:
    """The days between an event and its last day in time that are not as others.

    `left_out`: those that are not worked, each with the name of its holiday, WEEKENDS
    or DAYS_OFF; `made_up`: weekend days that are worked.
    """

    left_out: Sequence[tuple[date, Text]]
    made_up: Sequence[date]


def counting_words(counted: CountedDays) -> Text:
    """Word which days were left out of a count, in brackets; empty where none was."""
    left_out = [
        both(name, Text("", ", "), _bracketed(_runs(days)))
        for name, days in _by_name(counted.left_out).items()
    ]
    parts = []
    if left_out:
        parts.append(both(Text("不计", "not counted: "), joined(left_out, "、", "; ")))
    if counted.made_up:
        parts.append(
            both(
                Text("调休上班的", "counted, as worked in exchange: "),
                _runs(counted.made_up),
                Text("计入", ""),
            )
        )
    if not parts:
        return Text("", "")
    return both(Text("（", " ("), joined(parts, "；", "; "), Text("）", ")"))


def moved_words(first_due: date) -> Text:
    """Word that a last day was moved from a day that is not worked."""
    return Text(
        f"（由非工作日{first_due}顺延）",
        f" (moved from {first_due}, which is not a working day)",
    )


def _by_name(left_out: Iterable[tuple[date, Text]]) -> dict[Text, list[date]]:
    found: dict[Text, list[date]] = {}
    for day, name in left_out:
        found.setdefault(name, []).append(day)
    return found


def _bracketed(days: Text) -> Text:
    return Text(f"（{days.zh}）", days.en)


def _runs(days: Sequence[date]) -> Text:
    """List days; neighbours as their first and last, and no year or month twice."""
    runs = [
        [day for _, day in run]
        for _, run in groupby(
            enumerate(days), key=lambda placed: placed[1] - timedelta(days=placed[0])
        )
    ]
    befores = [None, *(run[-1] for run in runs)]
    return joined(map(_run, runs, befores), "、", ", ")


def _run(days: Sequence[date], before: date | None) -> Text:
    """Write days in a row, without what they share with the day written before them."""
    first, last = days[0], days[-1]
    start = _short(first, before, months=False)
    if first == last:
        return Text(start, start)
    end = _short(last, first, months=True)
    return Text(f"{start}至{end}", f"{start} to {end}")


def _short(day: date, before: date | None, *, months: bool) -> str:
    """Write a day without its year, and its month too, if the day before it has them."""
    if before is None or day.year != before.year:
        return str(day)
    return f"{day:%d}" if months and day.month == before.month else f"{day:%m-%d}"
