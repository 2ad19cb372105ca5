"""Chains the entries of a session when it commits: one after the other, for everybody."""

from __future__ import annotations

from sqlalchemy import event, update
from sqlalchemy.orm import Session as DatabaseSession
from sqlalchemy.orm import SessionTransaction

from portal.clock import now
from portal.trail.tables import AuditEntry, TrailHead, hash_of

_NOTED = "noted"
"""Entries that wait for the commit, each with the savepoint it was noted in, if any."""

Noted = list[tuple[AuditEntry, SessionTransaction | None]]


def note(db: DatabaseSession, entry: AuditEntry) -> None:
    """Keep an entry until the session commits; a rollback drops it."""
    if not db.in_transaction():
        # Without one a rollback would be none, and drop nothing.
        db.begin()
    noted: Noted = db.info.setdefault(_NOTED, [])
    noted.append((entry, db.get_nested_transaction()))


def has_noted(db: DatabaseSession) -> bool:
    """Return whether the session has entries that wait for its commit."""
    return bool(db.info.get(_NOTED))


def add_noted(db: DatabaseSession) -> None:
    """Add the entries that wait to the chain, and to the session.

    From here to the end of the transaction nobody else can add to the chain: the update
    locks the row on PostgreSQL, and the whole database on SQLite. It therefore comes
    last in a transaction.
    """
    noted: Noted = db.info.pop(_NOTED, [])
    if not noted:
        return
    head = db.execute(
        update(TrailHead)
        .values(entry_id=TrailHead.entry_id + len(noted))
        .returning(TrailHead.entry_id, TrailHead.hash, TrailHead.at)
        .execution_options(synchronize_session=False)
    ).one()
    entry_id, last, at = head.entry_id - len(noted), head.hash, max(now(), head.at)
    for entry, _ in noted:
        entry_id += 1
        # Never before the entry that it follows, whatever the clock of this machine says.
        entry.id, entry.at, entry.previous = entry_id, at, last
        entry.hash = last = hash_of(last, entry.content())
        db.add(entry)
    db.execute(update(TrailHead).values(hash=last, at=at))


def drop_with_rollback(session_class: type[DatabaseSession]) -> None:
    """Let sessions of this class forget the entries of what they roll back."""
    event.listen(session_class, "after_soft_rollback", _drop)


def _drop(db: DatabaseSession, ended: SessionTransaction) -> None:
    noted: Noted = db.info.get(_NOTED, [])
    savepoint = savepoint_of(ended)
    if savepoint is None:
        noted.clear()
    else:
        noted[:] = [each for each in noted if not _is_within(each[1], savepoint)]


def savepoint_of(ended: SessionTransaction) -> SessionTransaction | None:
    """Return the savepoint that a rollback went back to; None where it undid everything.

    A flush that fails ends a part of a transaction, and with it what that stands in.
    """
    at: SessionTransaction | None = ended
    while at is not None and not at.nested:
        at = at.parent
    return at


def _is_within(inner: SessionTransaction | None, outer: SessionTransaction) -> bool:
    while inner is not None:
        if inner is outer:
            return True
        inner = inner.parent
    return False
