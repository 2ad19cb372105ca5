"""Verifies the chain of the trail: that no entry was changed, removed or put in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import func, select
from sqlalchemy.orm import Session as DatabaseSession

from portal.trail.tables import FIRST, AuditEntry, TrailHead, hash_of

Fault = Literal["content", "link", "time", "end", "left-out"]
AT_ONCE = 1000
CHAINED = "trail-chained"
"""The entry with which the entries from before there was a chain end."""


@dataclass(frozen=True)
class Verified:
    """How far the chain holds: `entries` of them, the last being `entry_id` with its hash.

    `fault` says what is wrong with the entry after that, whose id is `broken`; "" where
    the whole chain holds:
    - `content`: it does not have the hash that is kept with it
    - `link`: it holds another hash than that of the entry before
    - `time`: it is older than the entry before
    - `end`: entries after it, or it, are gone
    - `left-out`: its hash was noted elsewhere, and the chain was made anew without it
    """

    entries: int
    entry_id: int
    hash: str
    fault: Fault | Literal[""] = ""
    broken: int = 0


def verify(db: DatabaseSession, known: Mapping[int, str] | None = None) -> Verified:
    """Verify the chain from its first entry to its end, and return how far it holds.

    Its end is the one that it has when this begins: others may add to it meanwhile.
    `known` are hashes that were noted elsewhere, by id: where the chain was made anew
    from some entry on, only they tell.
    """
    chained = db.scalar(
        select(func.max(AuditEntry.id)).where(AuditEntry.action == CHAINED)
    )
    head = _head(db)
    wanted = select(AuditEntry).order_by(AuditEntry.id)
    if head is not None:
        wanted = wanted.where(AuditEntry.id <= head[0])
    awaited = dict(known or {})
    with closing(db.scalars(wanted.execution_options(yield_per=AT_ONCE))) as entries:
        found = _follow(entries, awaited, chained or 0)
    if found.fault:
        return found
    if head != (found.entry_id, found.hash):
        return _at(found, "end", found.entry_id)
    if awaited:
        missed = min(awaited)
        return _at(found, "end" if missed > found.entry_id else "left-out", missed)
    return _nothing_beyond(db, found)


def _head(db: DatabaseSession) -> tuple[int, str] | None:
    row = db.execute(select(TrailHead.entry_id, TrailHead.hash)).one_or_none()
    return None if row is None else (row.entry_id, row.hash)


def _nothing_beyond(db: DatabaseSession, found: Verified) -> Verified:
    """Return `found`, or its fault where entries stand after the end of the chain."""
    last = db.scalar(select(func.max(AuditEntry.id))) or 0
    # Read after them: an entry and the end that it makes are committed together.
    head = _head(db)
    is_beyond = head is None or last > head[0]
    return _at(found, "link", last) if is_beyond else found


def _follow(
    entries: Iterable[AuditEntry], awaited: dict[int, str], chained: int
) -> Verified:
    """Follow the entries as far as they hold; those met are taken out of `awaited`."""
    held = Verified(0, 0, FIRST)
    at: datetime | None = None
    for entry in entries:
        if entry.hash != hash_of(entry.previous, entry.content()):
            return _at(held, "content", entry.id)
        noted = awaited.pop(entry.id, entry.hash)
        if entry.previous != held.hash or noted != entry.hash:
            return _at(held, "link", entry.id)
        if at is not None and entry.at < at:
            return _at(held, "time", entry.id)
        # Entries from before there was a chain may be some moments out of order.
        at = None if entry.id < chained else entry.at
        held = Verified(held.entries + 1, entry.id, entry.hash)
    return held


def _at(held: Verified, fault: Fault, broken: int) -> Verified:
    return Verified(held.entries, held.entry_id, held.hash, fault, broken)
