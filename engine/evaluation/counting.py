"""How the last day of a duty was counted, where the calendar of working days decides it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

import ibis
import pyarrow as pa

from engine.evaluation.calendar import ONE_DAY, Calendar
from engine.evaluation.predicates import PredicateIndex
from engine.rulebook import Span, Text
from engine.tables.store import Table, TableStore
from engine.wording.days import (
    DAYS_OFF,
    WEEKENDS,
    CountedDays,
    counting_words,
    moved_words,
)

_SCHEMA = {
    "counted_window": pa.int32(), "counted_from": pa.date32(), "first": pa.date32(),
    "zh": pa.string(), "en": pa.string(),
}  # fmt: skip
_ONE_DAY = ibis.interval(days=1)


def with_counting(
    rows: Table, tables: TableStore, predicates: PredicateIndex, calendar: Calendar
) -> Table:
    """Add `day_one`, `counting_zh` and `counting_en` to rulings with their facts.

    Day one is the first day that counts. The words name the days that do not count, or
    that the last day was moved; they are empty where every day counts. A rule's own
    calendar is needed only for working days and last days that roll over.
    """
    next_day = (rows.occurred_on.cast("timestamp") + _ONE_DAY).date()
    rows = rows.mutate(next_day=next_day)
    spans = {
        number: (span, rolls)
        for (span, rolls), number in predicates.windows.items()
        if rolls or span.unit == "working days"
    }
    windows = [
        (rows.rule == place, number)
        for place, rule in enumerate(predicates.rules)
        if (number := predicates.window(rule)) in spans
    ]
    if not windows:
        nothing = ibis.literal("")
        added = rows.mutate(counting_zh=nothing, counting_en=nothing)
        return added.rename(day_one="next_day")
    rows = rows.mutate(window=ibis.cases(*windows).cast("int32"))
    days = _keep_counted_days(rows, tables, spans, calendar)
    same = [rows.window == days.counted_window, rows.occurred_on == days.counted_from]
    joined = rows.left_join(days, same)
    return joined.mutate(
        day_one=joined["first"].fill_null(joined.next_day),
        counting_zh=joined.zh.fill_null(""),
        counting_en=joined.en.fill_null(""),
    ).drop("window", "next_day", *_SCHEMA)


def _keep_counted_days(
    rows: Table,
    tables: TableStore,
    spans: Mapping[int, tuple[Span, bool]],
    calendar: Calendar,
) -> Table:
    """Keep `counted_days`, _SCHEMA: each window from each day on which a duty begins."""
    begun = rows.filter(rows.window.notnull(), rows.occurred_on.notnull())
    return tables.keep_rows_from(
        "counted_days",
        _SCHEMA,
        begun.select("window", "occurred_on").distinct(),
        lambda found: [
            (window, day, *_counted(day, *spans[window], calendar))
            for window, day in sorted(found)
        ],
    )


def _counted(
    day: date, span: Span, rolls: bool, calendar: Calendar
) -> tuple[date | None, str, str]:
    """Return day one and the words of a count; empty beyond the calendar."""
    due = calendar.due_on(day, span, roll_over=rolls)
    if due is None:
        return None, "", ""
    if span.unit != "working days":
        plain = calendar.due_on(day, span)
        words = Text("", "") if plain in (due, None) else moved_words(plain)
        return None, words.zh, words.en
    words = counting_words(_special_days(day, due, calendar))
    return calendar.nth_working_day_after(day, 1), words.zh, words.en


def _special_days(after: date, until: date, calendar: Calendar) -> CountedDays:
    days = list(_days(after, until))
    left_out = [
        (day, _name(day, calendar)) for day in days if not calendar.is_working_day(day)
    ]
    return CountedDays(left_out, [day for day in days if day in calendar.make_up_days])


def _days(after: date, until: date) -> Iterator[date]:
    while after < until:
        after += ONE_DAY
        yield after


def _name(day: date, calendar: Calendar) -> Text:
    if day in calendar.days_off:
        return calendar.names.get(day, DAYS_OFF)
    return WEEKENDS
