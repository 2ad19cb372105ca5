"""Which intervals of days contain a day: permits and outlets, however many of a party.

For each interval the running maximum of the ends of those that began by then is kept,
and each day is compared with that of the last one begun by then. So the work grows with
days + intervals and never with days x intervals.
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
    `is_sure`: whether the interval surely contains the days within it.
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
    """Add to each row of `days` whether an interval with the same keys contains its `day`.

    `held` is made by `validity_intervals`. For each name in `marks` a column is added:
    TRUE, UNKNOWN or FALSE by the intervals for which the condition is true (None: all).
    Both ends of an interval are inside.
    """
    own = [name for name in days.columns if name not in {*keys, "day"}]
    states = _states(held, keys, _ends(held, marks))
    events = _events(days, states, keys, own)
    so_far = ibis.cumulative_window(
        group_by=list(keys), order_by=[events.day, events.is_wanted]
    )
    wanted = events.mutate(number=events.number.max().over(so_far))
    wanted = wanted.filter(wanted.is_wanted)
    met = wanted.left_join(states.drop("day"), [*keys, "number"])
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
    """Return two ends of each interval for each mark: where it is sure, and where not."""
    ends = {}
    for name, mark in marks.items():
        chosen = ibis.literal(value=True) if mark is None else mark
        ends[f"{name} sure"] = ibis.cases((held.is_sure & chosen, held.end))
        ends[f"{name} unsure"] = ibis.cases((~held.is_sure & chosen, held.end))
    return ends


def _states(held: Column, keys: Sequence[str], ends: Mapping[str, Column]) -> Column:
    """Return (keys, day, number, ends) for each day on which intervals begin.

    `number` is the place of the day, `ends` the latest of the intervals begun by then.
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
    """Return the days to answer for and those on which intervals begin in one table."""
    begun = states.select(
        *keys, **{name: ibis.null(days[name].type()) for name in own},
        day="day", is_wanted=ibis.literal(value=False), number="number",
    )  # fmt: skip
    wanted = days.select(
        *keys, *own, "day", is_wanted=ibis.literal(value=True),
        number=ibis.null(states.number.type()),
    )  # fmt: skip
    return wanted.union(begun)
