"""Builds the table `stays`: from when to when a battery was with one party."""

from __future__ import annotations

import ibis

from engine.custody.move_kinds import is_arriving, is_kind, is_leaving
from engine.evaluation.pipeline import Situation
from engine.tables.store import Table, TableStore

# How a stay ends, each in one way: the battery left the party on record; its life
# ended there; its next move is another party's, with no record that it left; it is
# still there.
OUTCOMES = ("handed_on", "ended", "found_elsewhere", "on_hand")
_BATTERY = "battery_code"


def create_stays(tables: TableStore, moves: Table, situation: Situation) -> Table:
    """Create `stays` from the table `moves`, one row for each stay of a battery.

    A stay is a run of moves of one party that arrive, followed by moves that leave.
    Columns: `battery_code`; `stay`, its number from 1; `actor_id`, the party;
    `began_on`, the first day on which it had the battery, null where no record says
    that it came; `left_on`, the last day on which it gave it away; `ended_on`, the day
    on which its life ended there; `is_last`; `outcome` (see OUTCOMES); `days`, from
    `began_on` to `ended_on`, `left_on` or, where it is still there, the day of
    judgement. `days` is null without a beginning and where it was found elsewhere.
    """
    life = ibis.window(group_by=_BATTERY, order_by="number", following=0)
    numbered = moves.mutate(stay=moves.starts.cast("int64").sum().over(life))
    leaving = is_leaving(numbered.kind)
    stays = numbered.group_by([_BATTERY, "stay"]).agg(
        actor_id=numbered.actor_id.arbitrary(),
        began_on=numbered.occurred_on.min(where=is_arriving(numbered.kind)),
        left_on=numbered.occurred_on.max(where=leaving),
        ended_on=numbered.occurred_on.min(where=is_kind(numbered.kind, "ends")),
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
