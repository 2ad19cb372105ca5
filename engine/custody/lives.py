"""Records and register to lives: every battery once, and the days that bound it."""

from __future__ import annotations

import ibis

from engine.rulebook import Custody
from engine.tables.store import Column, TableStore

_LIFE = "battery_code"


def keep_lives(tables: TableStore, custody: Custody) -> Column:
    """Keep `lives`: each battery of a seen record or of the register; needs `visible`.

    `born_on` is the register's day, else that of its first beginning on record.
    """
    seen, register = tables.table("visible"), tables.table("batteries")
    coded = seen.filter(seen.battery_code.notnull())
    begins, ends = coded.event.isin(custody.begins), coded.event.isin(custody.ends)
    recorded = coded.group_by(_LIFE).agg(
        records=coded.count(),
        last_on=coded.occurred_on.max(),
        begun_on=coded.occurred_on.min(where=begins),
        ended_on=coded.occurred_on.min(where=ends),
    )
    registered = register.select(_LIFE, "produced_on")
    lives = recorded.outer_join(registered, _LIFE)
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
