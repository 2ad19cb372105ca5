"""Records to moves: what passed a battery from hand to hand, in the order of its life."""

from __future__ import annotations

from collections.abc import Iterable

import ibis

from engine.conditions import Column
from engine.rulebook import Custody
from engine.workbench import Workbench

# The numbers are the order of moves within a day that nothing else decides.
KINDS = {kind: number for number, kind in enumerate(Custody.MOVES)}
_PROVINCE_DIGITS = 2

_LIFE = "battery_code"
_DAY = [_LIFE, "occurred_on"]


def is_among(move_kind: Column, *kinds: str) -> Column:
    """Whether a move is of one of these kinds."""
    return move_kind.isin([KINDS[kind] for kind in kinds])


def is_coming(move_kind: Column) -> Column:
    """Whether the actor has the battery after the move."""
    return is_among(move_kind, "begins", "receives", "holds")


def is_going(move_kind: Column) -> Column:
    """Whether the battery leaves the actor by the move."""
    return is_among(move_kind, "hands_on", "releases")


def keep_moves(bench: Workbench, custody: Custody) -> Column:
    """Keep `moves` in the order of each life; needs `seen`.

    Each has its `number` in the life, the actor, counterparty, province and kind of
    the move `before` it, who makes the one `after`, and whether it is the last. A
    move `starts` a stay where another party, or none, had the battery before.
    """
    moves = bench.keep("unordered_moves", _moves(bench.table("seen"), custody))
    ranks = _keep_ranks(bench, moves)
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
    kept = bench.keep(
        "moves",
        ordered.mutate(
            starts=is_first | changes_hands | comes_back,
            is_last=ordered.actor_id_after.isnull(),
        ),
    )
    bench.connection.execute('DROP TABLE "unordered_moves"')
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


def _keep_ranks(bench: Workbench, moves: Column) -> Column:
    """Rank the moves of a battery on one day as hands could have passed it.

    First what comes from nobody else that day and goes on, then what was passed on in
    between, last where it stays for the night.
    """
    crowded = moves.group_by(_DAY).having(lambda day: day.count() > 1).agg()
    crowd = bench.keep("crowded_moves", moves.semi_join(crowded, _DAY))
    going = is_going(crowd.kind)
    leaving = crowd.filter(going | is_among(crowd.kind, "ends"))
    given = _parties(crowd.filter(going), "counterparty_id")
    marked = _marked(crowd, given, "actor_id", "was_given")
    marked = _marked(marked, _parties(crowd, "actor_id"), "counterparty_id", "arrives")
    marked = _marked(marked, _parties(leaving, "actor_id"), "actor_id", "leaves")
    goes_on = ibis.cases(
        (is_coming(marked.kind), marked.leaves),
        (is_going(marked.kind), marked.arrives),
        else_=False,
    )
    rank = ibis.cases((~goes_on, 2), (marked.was_given, 1), else_=0)
    return bench.keep("ranks", marked.select("record_id", rank=rank))


def _parties(moves: Column, column: str) -> Column:
    parties = moves.select(*_DAY, party=column)
    return parties.filter(parties.party.notnull()).distinct()


def _marked(moves: Column, parties: Column, column: str, mark: str) -> Column:
    """Mark the moves whose party in `column` is among the parties of that day."""
    on = [
        moves.battery_code == parties.battery_code,
        moves.occurred_on == parties.occurred_on,
        moves[column] == parties.party,
    ]
    joined = moves.left_join(parties, on)
    return joined.mutate(**{mark: joined.party.notnull()}).drop(
        *_right(moves, parties), "party"
    )


def _right(left: Column, right: Column) -> Iterable[str]:
    return [f"{name}_right" for name in right.columns if name in left.columns]
