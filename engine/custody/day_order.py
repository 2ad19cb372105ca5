"""Orders the moves of a battery within a day by who could have passed it to whom.

Records have a day and no hour. Where several moves of a battery fall on one day, the
order is built move by move from where the battery was the evening before: next comes
a move that finds the battery where it is, then one that no other move of the day has
to precede, then the lower kind and record id.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

import pyarrow as pa

from engine.custody.move_kinds import ARRIVING, KINDS, LEAVING
from engine.tables.store import Table, TableStore

# Ordering takes quadratic time. A code with more moves on a day than this stands for
# many batteries: its moves keep the order of kind and record id.
_MOST_ORDERED = 50
# About as many moves are read into memory at a time, all those of a battery together.
MOVES_IN_MEMORY = 500_000
_BEGINS, _RECEIVES, _TAKES, _HOLDS, _HANDS_ON, _RELEASES, _ENDS = KINDS.values()
_ARRIVING = {KINDS[kind] for kind in ARRIVING}
_LEAVING = {KINDS[kind] for kind in LEAVING}
# The kinds of moves by a party that already has the battery.
_BY_HOLDER = {_HOLDS, _HANDS_ON, _RELEASES, _ENDS}
_RANKS = {"record_id": pa.string(), "rank": pa.int64()}


class _Move(NamedTuple):
    """The columns of a move that decide its order; `to` is its counterparty."""

    battery: str
    day: date
    kind: int
    record_id: str
    actor: str | None
    to: str | None


class _Place(NamedTuple):
    """Where a battery is after a move of a kind: with `party`, or on the way to it."""

    kind: int
    party: str | None


# Before the first move, and after the end of its life.
_NOWHERE = _Place(_ENDS, None)


def create_ranks(
    tables: TableStore, moves: Table, moves_in_memory: int = MOVES_IN_MEMORY
) -> Table:
    """Create `ranks`: `record_id`, and `rank`, the place of the move within its day.

    Ranks count from 0. A move that is the only one of its battery that day has no row.
    """
    day = ["battery_code", "occurred_on"]
    crowded = moves.group_by(day).having(lambda group: group.count() > 1).agg()
    batteries = tables.keep("crowded_lives", crowded.select("battery_code").distinct())
    unordered = moves.semi_join(batteries, "battery_code").select(
        *day, "kind", "record_id", "actor_id", "counterparty_id"
    )
    ranks = tables.keep_rows("ranks", _RANKS, [])
    shares = tables.count(unordered) // moves_in_memory + 1
    for share in range(shares):
        # A hash may be negative, and so may its remainder.
        remainder = (unordered.battery_code.hash() % shares).abs()
        of_share = unordered.filter(remainder == share)
        rows = tables.rows(of_share.order_by(*day, "kind", "record_id"))
        lives = groupby(map(_Move._make, rows), attrgetter("battery"))
        found = [ranked for _, life in lives for ranked in _ranks_of(life)]
        tables.append("ranks", tables.keep_rows("ranks_of_share", _RANKS, found))
    return ranks


def _ranks_of(life: Iterable[_Move]) -> Iterator[tuple[str, int]]:
    """Yield the record id and rank of each move that shares its day with another.

    `life`: the moves of one battery by day, kind and record id.
    """
    place = _NOWHERE
    for _, same_day in groupby(life, attrgetter("day")):
        moves = list(same_day)
        if len(moves) > 1:
            moves = _ordered(moves, place)
            yield from ((move.record_id, rank) for rank, move in enumerate(moves))
        place = _place_after(moves[-1])


def _ordered(moves: Sequence[_Move], place: _Place) -> list[_Move]:
    """Order the moves of one day, given by kind and record id, from a place on."""
    rest = list(moves)
    if len(rest) > _MOST_ORDERED:
        return rest
    ordered = []
    while rest:
        # min() returns the first of equals: the lower kind and record id.
        move = min(
            rest, key=lambda one: (not _fits(one, place), _has_predecessor(one, rest))
        )
        rest.remove(move)
        ordered.append(move)
        place = _place_after(move)
    return ordered


def _place_after(move: _Move) -> _Place:
    """Return where the battery is after a move."""
    return _Place(move.kind, move.to if move.kind in _LEAVING else move.actor)


def _fits(move: _Move, place: _Place) -> bool:
    """Whether the move finds the battery at the place."""
    is_party = move.actor is not None and move.actor == place.party
    if place.kind in _ARRIVING:
        return is_party and move.kind in _BY_HOLDER
    if place.kind == _HANDS_ON:
        return is_party or (place.party is None and move.kind == _RECEIVES)
    if place.kind == _RELEASES:
        return is_party or move.kind == _TAKES
    return move.kind == _BEGINS


def _has_predecessor(move: _Move, rest: Iterable[_Move]) -> bool:
    """Whether another of the moves could bring the battery to this one."""
    return any(_brings(other, move) for other in rest if other is not move)


def _brings(other: _Move, move: _Move) -> bool:
    """Whether `other` leaves the battery where `move` finds it."""
    if move.kind == _RECEIVES:
        return other.kind in _LEAVING and other.to == move.actor
    if move.kind == _TAKES:
        return other.kind == _RELEASES
    if move.kind == _HOLDS and other.kind == _HOLDS:
        return False
    is_holder = other.kind in _ARRIVING and other.actor == move.actor
    return move.kind in _BY_HOLDER and is_holder
