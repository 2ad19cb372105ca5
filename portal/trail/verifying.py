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

Fault = Literal["content", "link", "time", "end"]
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
    """

    entries: int
    entry_id: int
    hash: str
    fault: Fault | Literal[""] = ""
    broken: int = 0


def verify(db: DatabaseSession, known: Mapping[int, str] | None = None) -> Verified:
    """Verify the chain from its first entry to its end, and return how far it holds.

    `known` are hashes that were noted elsewhere, by id: where the chain was made anew
    from some entry on, only they tell.
    """
    chained = db.scalar(
        select(func.max(AuditEntry.id)).where(AuditEntry.action == CHAINED)
    )
    wanted = select(AuditEntry).order_by(AuditEntry.id)
    with closing(db.scalars(wanted.execution_options(yield_per=AT_ONCE))) as entries:
        found = _follow(entries, known or {}, chained or 0)
    if found.fault:
        return found
    head = db.scalars(select(TrailHead)).one_or_none()
    missed = [number for number in known or {} if number > found.entry_id]
    if head is None or (head.entry_id, head.hash) != (found.entry_id, found.hash):
        return _at(found, "end", found.entry_id)
    return _at(found, "end", missed[0]) if missed else found


def _follow(
    entries: Iterable[AuditEntry], known: Mapping[int, str], chained: int
) -> Verified:
    held = Verified(0, 0, FIRST)
    at: datetime | None = None
    for entry in entries:
        if entry.hash != hash_of(entry.previous, entry.content()):
            return _at(held, "content", entry.id)
        if entry.previous != held.hash or known.get(entry.id, entry.hash) != entry.hash:
            return _at(held, "link", entry.id)
        if at is not None and entry.at < at:
            return _at(held, "time", entry.id)
        # Entries from before there was a chain may be some moments out of order.
        at = None if entry.id < chained else entry.at
        held = Verified(held.entries + 1, entry.id, entry.hash)
    return held


def _at(held: Verified, fault: Fault, broken: int) -> Verified:
    return Verified(held.entries, held.entry_id, held.hash, fault, broken)
