"""Records to moves: what passed a battery from hand to hand, in the order of its life."""

from __future__ import annotations

import ibis

from engine.custody.kinds import KINDS, is_coming
from engine.custody.order import keep_ranks
from engine.rulebook import Custody
from engine.tables.store import Column, TableStore

_PROVINCE_DIGITS = 2
_LIFE = "battery_code"


def keep_moves(tables: TableStore, custody: Custody) -> Column:
    """Keep `moves` in the order of each life; needs `visible`.

    Each has its `number` in the life, the actor, counterparty, province and kind of
    the move `before` it, who makes the one `after`, and whether it is the last. A
    move `starts` a stay where another party, or none, had the battery before.
    """
    moves = tables.keep("unordered_moves", _moves(tables.table("visible"), custody))
    ranks = keep_ranks(tables, moves)
    ranked = moves.left_join(ranks, "record_id").drop("record_id_right")
    ranked = ranked.mutate(rank=ranked["rank"].fill_null(0))
    life = ibis.window(
        group_by=_LIFE, order_by=["occurred_on", "rank", "kind", "record_id"]
    )
    before = {
        f"{name}_before": ranked[name].lag().over(life)
        for name in ("actor_id", "counterparty_id", "province", "kind")
    }
    ordered = ranked.mutate(
        **before,
        number=ibis.row_number().over(life),
        actor_id_after=ranked.actor_id.lead().over(life),
    ).drop("rank")
    comes_back = is_coming(ordered.kind) & ~is_coming(ordered.kind_before)
    is_first = ordered.actor_id_before.isnull()
    changes_hands = ordered.actor_id != ordered.actor_id_before
    kept = tables.keep(
        "moves",
        ordered.mutate(
            starts=is_first | changes_hands | comes_back,
            is_last=ordered.actor_id_after.isnull(),
        ),
    )
    tables.connection.execute('DROP TABLE "unordered_moves"')
    return kept


def _moves(seen: Column, custody: Custody) -> Column:
    kinds = [
        (seen.event.isin(getattr(custody, kind)), ibis.literal(number, "int8"))
        for kind, number in KINDS.items()
        if getattr(custody, kind)
    ]
    return seen.mutate(
        kind=ibis.cases(*kinds), province=_province_of(seen.region)
    ).select(
        _LIFE, "occurred_on", "kind", "actor_id", "counterparty_id", "province", "vin",
        "event", "record_id",
    ).filter(lambda move: move.kind.notnull() & move.battery_code.notnull())  # fmt: skip


def _province_of(region: Column) -> Column:
    is_long_enough = region.length() >= _PROVINCE_DIGITS
    return ibis.cases((is_long_enough, region.left(_PROVINCE_DIGITS)))
