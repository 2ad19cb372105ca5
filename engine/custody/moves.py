"""Builds the table `moves`: what passed a battery from party to party, in order."""

from __future__ import annotations

import ibis

from engine.custody.day_order import create_ranks
from engine.custody.move_kinds import KINDS, is_arriving
from engine.rulebook import Custody
from engine.tables.store import Column, Table, TableStore

# The first two digits of a region code (GB/T 2260) stand for the province.
_PROVINCE_DIGITS = 2
_BATTERY = "battery_code"
_OF_MOVE_BEFORE = ("actor_id", "counterparty_id", "province", "kind")


def create_moves(tables: TableStore, visible: Table, custody: Custody) -> Table:
    """Create `moves` from visible records: one row for each move of a coded battery.

    Of the record: `battery_code`, `occurred_on`, `actor_id`, `counterparty_id`, `vin`,
    `event`, `record_id`; `kind`, the number of the kind (see `move_kinds`); `province`,
    two digits. Of its place among the moves of the battery: `number`, from 0;
    `actor_id_before`, `counterparty_id_before`, `province_before` and `kind_before` of
    the move before; `actor_id_after`; `is_last`; `starts`, whether the move starts a
    stay: another party, or none, had the battery before, or it came back.
    """
    moves = tables.keep("unordered_moves", _moves(visible, custody))
    ranks = create_ranks(tables, moves)
    ranked = moves.left_join(ranks, "record_id").drop("record_id_right")
    ranked = ranked.mutate(rank=ranked["rank"].fill_null(0))
    life = ibis.window(
        group_by=_BATTERY, order_by=["occurred_on", "rank", "kind", "record_id"]
    )
    ordered = ranked.mutate(
        **{f"{name}_before": ranked[name].lag().over(life) for name in _OF_MOVE_BEFORE},
        number=ibis.row_number().over(life),
        actor_id_after=ranked.actor_id.lead().over(life),
    ).drop("rank")
    comes_back = is_arriving(ordered.kind) & ~is_arriving(ordered.kind_before)
    is_first = ordered.actor_id_before.isnull()
    changes_party = ordered.actor_id != ordered.actor_id_before
    created = tables.keep(
        "moves",
        ordered.mutate(
            starts=is_first | changes_party | comes_back,
            is_last=ordered.actor_id_after.isnull(),
        ),
    )
    tables.connection.execute('DROP TABLE "unordered_moves"')
    return created


def _moves(visible: Table, custody: Custody) -> Table:
    """Select the records that are moves of a battery, with kind and province."""
    kinds = [
        (visible.event.isin(getattr(custody, kind)), ibis.literal(number, "int8"))
        for kind, number in KINDS.items()
        if getattr(custody, kind)
    ]
    return visible.mutate(
        kind=ibis.cases(*kinds), province=_province_of(visible.region)
    ).select(
        _BATTERY, "occurred_on", "kind", "actor_id", "counterparty_id", "province",
        "vin", "event", "record_id",
    ).filter(lambda move: move.kind.notnull() & move.battery_code.notnull())  # fmt: skip


def _province_of(region: Column) -> Column:
    is_long_enough = region.length() >= _PROVINCE_DIGITS
    return ibis.cases((is_long_enough, region.left(_PROVINCE_DIGITS)))
