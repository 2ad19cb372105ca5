"""Builds the table `lives`: every battery once, with the days that bound its life."""

from __future__ import annotations

import ibis

from engine.rulebook import Custody
from engine.tables.store import Table, TableStore

_BATTERY = "battery_code"


def create_lives(
    tables: TableStore, visible: Table, register: Table, custody: Custody
) -> Table:
    """Create `lives` from the visible records and the register of batteries.

    One row for each battery of a visible record or of the register: `battery_code`;
    `records`, the number of its visible records; `last_on`, the day of the last one;
    `ended_on`, the first day on which its life ended on record; `born_on`, the day of
    production in the register, else of its first recorded beginning.
    """
    coded = visible.filter(visible.battery_code.notnull())
    begins, ends = coded.event.isin(custody.begins), coded.event.isin(custody.ends)
    recorded = coded.group_by(_BATTERY).agg(
        records=coded.count(),
        last_on=coded.occurred_on.max(),
        begun_on=coded.occurred_on.min(where=begins),
        ended_on=coded.occurred_on.min(where=ends),
    )
    registered = register.select(_BATTERY, "produced_on")
    lives = recorded.outer_join(registered, _BATTERY)
    return tables.keep(
        "lives",
        lives.select(
            battery_code=ibis.coalesce(lives.battery_code, lives.battery_code_right),
            records=lives.records.fill_null(0),
            last_on=lives.last_on,
            ended_on=lives.ended_on,
            born_on=ibis.coalesce(lives.produced_on, lives.begun_on),
        ),
    )
