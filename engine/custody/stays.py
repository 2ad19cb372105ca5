"""Moves to stays: from when to when a battery was with one party, and how that ended."""

from __future__ import annotations

import ibis

from engine.custody.kinds import is_among, is_coming, is_going
from engine.evaluation.pipeline import Situation
from engine.tables.store import Column, TableStore

# How a stay can end; each stay ends in one of these ways.
OUTCOMES = ("handed_on", "ended", "found_elsewhere", "on_hand")
_LIFE = "battery_code"


def keep_stays(tables: TableStore, situation: Situation) -> Column:
    """Keep `stays`, one row for each battery and stay; needs `moves`.

    In a stay the party first has the battery, then gives it away, either perhaps by
    more than one record. `began_on` is empty where none tells that it came. `days`
    run to the end or the last giving, or so far where it still is; without a known
    beginning, and where it was found elsewhere, they are unknown.
    """
    moves = tables.table("moves")
    life = ibis.window(group_by=_LIFE, order_by="number", following=0)
    numbered = moves.mutate(stay=moves.starts.cast("int64").sum().over(life))
    going = is_going(numbered.kind)
    stays = numbered.group_by([_LIFE, "stay"]).agg(
        actor_id=numbered.actor_id.arbitrary(),
        began_on=numbered.occurred_on.min(where=is_coming(numbered.kind)),
        left_on=numbered.occurred_on.max(where=going),
        ended_on=numbered.occurred_on.min(where=is_among(numbered.kind, "ends")),
        is_last=numbered.is_last.any(),
    )
    outcome = ibis.cases(
        (stays.ended_on.notnull(), "ended"),
        (stays.left_on.notnull(), "handed_on"),
        (stays.is_last, "on_hand"),
        else_="found_elsewhere",
    )
    judged_on = ibis.literal(situation.judged_on)
    so_far = ibis.cases((stays.is_last & (stays.began_on <= judged_on), judged_on))
    until = ibis.coalesce(stays.ended_on, stays.left_on, so_far)
    return tables.keep(
        "stays",
        stays.mutate(outcome=outcome, days=until.delta(stays.began_on, unit="day")),
    )
