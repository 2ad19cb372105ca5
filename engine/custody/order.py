"""Moves of one day, put in the order in which hands could have passed the battery.

Records have no hour. Where several moves of a battery fall on one day, they are
walked from where it was the evening before: first what fits there, then what waits
for no other move of the day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

import pyarrow as pa

from engine.custody.kinds import COMING, GOING, KINDS
from engine.tables.store import Column, TableStore

# Of more moves on a day no walk is told: a code that stands for many batteries.
_MOST_WALKED = 50
# As many moves as are held in memory at once, about.
_SHARE = 500_000
_BEGINS, _RECEIVES, _TAKES, _HOLDS, _HANDS_ON, _RELEASES, _ENDS = KINDS.values()
_COMING = {KINDS[kind] for kind in COMING}
_GOING = {KINDS[kind] for kind in GOING}
_AT_HAND = {_HOLDS, _HANDS_ON, _RELEASES, _ENDS}
_RANKS = {"record_id": pa.string(), "rank": pa.int64()}


class _Move(NamedTuple):
    """A move, as far as it matters for the order."""

    battery: str
    day: Any
    kind: int
    record_id: str
    actor: str | None
    to: str | None


class _Where(NamedTuple):
    """Where a battery is after a move of a kind: with `party`, or on the way there."""

    kind: int
    party: str | None


# Not on record yet, or at its end.
_NOWHERE = _Where(_ENDS, None)


def keep_ranks(tables: TableStore, moves: Column) -> Column:
    """Keep `ranks`: the place of each move that is not alone on its day, from 0."""
    day = ["battery_code", "occurred_on"]
    crowded = moves.group_by(day).having(lambda found: found.count() > 1).agg()
    lives = tables.keep("crowded_lives", crowded.select("battery_code").distinct())
    told = moves.semi_join(lives, "battery_code").select(
        *day, "kind", "record_id", "actor_id", "counterparty_id"
    )
    ranks = tables.keep_rows("ranks", _RANKS, [])
    shares = tables.count(told) // _SHARE + 1
    for share in range(shares):
        # A hash has a sign, and so has its remainder.
        remainder = (told.battery_code.hash() % shares).abs()
        of_share = told.filter(remainder == share)
        rows = tables.rows(of_share.order_by(*day, "kind", "record_id"))
        lives_told = groupby(map(_Move._make, rows), attrgetter("battery"))
        found = [ranked for _, life in lives_told for ranked in _ranks_of(life)]
        tables.append("ranks", tables.keep_rows("ranks_of_share", _RANKS, found))
    return ranks


def _ranks_of(life: Iterable[_Move]) -> Iterator[tuple[str, int]]:
    """Yield record and place within its day of the moves that are not alone on theirs.

    `life`: the moves of one battery by day, kind and record.
    """
    where = _NOWHERE
    for _, same_day in groupby(life, attrgetter("day")):
        moves = list(same_day)
        if len(moves) > 1:
            moves = _in_order(moves, where)
            yield from ((move.record_id, rank) for rank, move in enumerate(moves))
        where = _after(moves[-1])


def _in_order(moves: Sequence[_Move], where: _Where) -> list[_Move]:
    """Put the moves of one day, given by kind and record, as hands could have it."""
    rest = list(moves)
    if len(rest) > _MOST_WALKED:
        return rest
    ordered = []
    while rest:
        move = min(rest, key=lambda one: (not _fits(one, where), _waits(one, rest)))
        rest.remove(move)
        ordered.append(move)
        where = _after(move)
    return ordered


def _after(move: _Move) -> _Where:
    """Say where the battery is after a move."""
    return _Where(move.kind, move.to if move.kind in _GOING else move.actor)


def _fits(move: _Move, where: _Where) -> bool:
    """Whether the battery is where the move finds it."""
    is_theirs = move.actor is not None and move.actor == where.party
    if where.kind in _COMING:
        return is_theirs and move.kind in _AT_HAND
    if where.kind == _HANDS_ON:
        return is_theirs or (where.party is None and move.kind == _RECEIVES)
    if where.kind == _RELEASES:
        return is_theirs or move.kind == _TAKES
    return move.kind == _BEGINS


def _waits(move: _Move, rest: Iterable[_Move]) -> bool:
    """Whether one of the rest could be what brings the battery to this move."""
    return any(_brings(other, move) for other in rest if other is not move)


def _brings(other: _Move, move: _Move) -> bool:
    if move.kind == _RECEIVES:
        return other.kind in _GOING and other.to == move.actor
    if move.kind == _TAKES:
        return other.kind == _RELEASES
    if move.kind == _HOLDS and other.kind == _HOLDS:
        return False
    is_at_hand = other.kind in _COMING and other.actor == move.actor
    return move.kind in _AT_HAND and is_at_hand
