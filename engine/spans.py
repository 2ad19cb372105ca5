"""Which spans of days hold a day: permits and outlets, however many one party has.

Each day is met by the running maximum of the ends of the spans that began by
then, so that the work grows with days + spans and never with days x spans.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import ibis

from engine.conditions import FALSE, TRUE, UNKNOWN, Column

_EVER, _NEVER = date(1, 1, 1), date(9999, 12, 31)


def spans(
    rows: Column,
    keys: Mapping[str, Column],
    start: Column,
    end: Column,
    is_sure: Column,
    **marks: Column,
) -> Column:
    """Return rows (keys, start, end, is_sure, marks) for `with_answers`.

    An empty start is unknown, from the first of days on; an empty end is none.
    `is_sure`: whether a day within the span is surely held by it.
    """
    return rows.select(
        **keys,
        start=start.fill_null(_EVER),
        end=end.fill_null(_NEVER),
        is_sure=is_sure.fill_null(False) & start.notnull(),
        **marks,
    )


def with_answers(
    days: Column,
    held: Column,
    keys: Sequence[str],
    marks: Mapping[str, Column | None],
) -> Column:
    """Add to each row of `days` whether a span with the same keys holds its `day`.

    `held` is of `spans`. For each name in `marks` a column is added: TRUE,
    UNKNOWN or FALSE by the spans for which the condition is true (None: all).
    Both ends of a span are inside.
    """
    own = [name for name in days.columns if name not in {*keys, "day"}]
    ends = _ends(held, marks)
    events = _events(days, held, [*keys], own, ends)
    so_far = ibis.cumulative_window(
        group_by=list(keys), order_by=[events.day, events.is_asked]
    )
    met = events.mutate(**{name: events[name].max().over(so_far) for name in ends})
    met = met.filter(met.is_asked)
    answers = {
        name: ibis.cases(
            (met[f"{name} sure"] >= met.day, TRUE),
            (met[f"{name} unsure"] >= met.day, UNKNOWN),
            else_=FALSE,
        )
        for name in marks
    }
    return met.select(*keys, *own, "day", **answers)


def _ends(held: Column, marks: Mapping[str, Column | None]) -> dict[str, Column]:
    """Name the end of each span twice a mark: where it is sure, and where it is not."""
    ends = {}
    for name, mark in marks.items():
        chosen = ibis.literal(value=True) if mark is None else mark
        ends[f"{name} sure"] = ibis.cases((held.is_sure & chosen, held.end))
        ends[f"{name} unsure"] = ibis.cases((~held.is_sure & chosen, held.end))
    return ends


def _events(
    days: Column,
    held: Column,
    keys: list[str],
    own: list[str],
    ends: Mapping[str, Column],
) -> Column:
    """Put the days asked for and the beginnings of spans into one table."""
    begun = held.select(
        *keys, **{name: ibis.null(days[name].type()) for name in own},
        day="start", is_asked=ibis.literal(value=False), **ends,
    )  # fmt: skip
    asked = days.select(
        *keys, *own, "day", is_asked=ibis.literal(value=True),
        **{name: ibis.null("date") for name in ends},
    )  # fmt: skip
    return asked.union(begun)
