"""Which spans of days hold a day: permits and outlets, however many one party has.

Each span is met by the running maximum of the ends of those that began by then,
and each day by the last of them that began by that day, so that the work grows
with days + spans and never with days x spans.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import ibis

from engine.evaluation.conditions import FALSE, TRUE, UNKNOWN
from engine.tables.store import Column

_EVER, _NEVER = date(1, 1, 1), date(9999, 12, 31)


def validity_intervals(
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

    `held` is of `validity_intervals`. For each name in `marks` a column is added: TRUE,
    UNKNOWN or FALSE by the spans for which the condition is true (None: all).
    Both ends of a span are inside.
    """
    own = [name for name in days.columns if name not in {*keys, "day"}]
    states = _states(held, keys, _ends(held, marks))
    events = _events(days, states, keys, own)
    so_far = ibis.cumulative_window(
        group_by=list(keys), order_by=[events.day, events.is_asked]
    )
    asked = events.mutate(number=events.number.max().over(so_far))
    asked = asked.filter(asked.is_asked)
    met = asked.left_join(states.drop("day"), [*keys, "number"])
    results = {
        name: ibis.cases(
            (met[f"{name} sure"] >= met.day, TRUE),
            (met[f"{name} unsure"] >= met.day, UNKNOWN),
            else_=FALSE,
        )
        for name in marks
    }
    return met.select(*keys, *own, "day", **results)


def _ends(held: Column, marks: Mapping[str, Column | None]) -> dict[str, Column]:
    """Name the end of each span twice a mark: where it is sure, and where it is not."""
    ends = {}
    for name, mark in marks.items():
        chosen = ibis.literal(value=True) if mark is None else mark
        ends[f"{name} sure"] = ibis.cases((held.is_sure & chosen, held.end))
        ends[f"{name} unsure"] = ibis.cases((~held.is_sure & chosen, held.end))
    return ends


def _states(held: Column, keys: Sequence[str], ends: Mapping[str, Column]) -> Column:
    """Return (keys, day, number, ends): what is known from each day on which spans begin.

    Numbered in the order of their days.
    """
    held = held.mutate(**ends)
    begun = held.group_by(*keys, day="start").agg(
        **{name: held[name].max() for name in ends}
    )
    in_order = ibis.window(group_by=list(keys), order_by=begun.day)
    so_far = ibis.cumulative_window(group_by=list(keys), order_by=begun.day)
    return begun.mutate(
        number=ibis.row_number().over(in_order),
        **{name: begun[name].max().over(so_far) for name in ends},
    )


def _events(
    days: Column, states: Column, keys: Sequence[str], own: Sequence[str]
) -> Column:
    """Put the days asked for and those on which spans begin into one table."""
    begun = states.select(
        *keys, **{name: ibis.null(days[name].type()) for name in own},
        day="day", is_asked=ibis.literal(value=False), number="number",
    )  # fmt: skip
    asked = days.select(
        *keys, *own, "day", is_asked=ibis.literal(value=True),
        number=ibis.null(states.number.type()),
    )  # fmt: skip
    return asked.union(begun)
