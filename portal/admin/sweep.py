"""Finds what died in the middle left behind in a state folder, and takes it away."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from sqlalchemy import delete, or_

from portal.clock import now
from portal.database.admission import Session
from portal.database.session import PortalSession
from portal.settings import Settings
from portal.storage.leftovers import (
    entries_of,
    of_no_job,
    older,
    remove,
    unnamed_attachments,
    unnamed_attempts,
    unnamed_datasets,
)
from portal.storage.store import Store
from portal.trail import record

AT_LEAST = timedelta(days=1)
"""How old a leftover is: what is younger may belong to a request under way."""


def leftovers(settings: Settings, db: PortalSession) -> list[Path]:
    """List the files and folders that no row names and nobody has written to for a day."""
    store = Store(settings.data)
    found = (
        *entries_of(store.incoming),
        *entries_of(store.scratch),
        *unnamed_datasets(store, db),
        *unnamed_attachments(store, db),
        *unnamed_attempts(store, db),
        *of_no_job(store, db),
    )
    return sorted(older(found, AT_LEAST))


def sweep(settings: Settings, db: PortalSession, keep_days: int) -> tuple[int, int]:
    """Delete the leftovers, and sessions that ended more than `keep_days` ago.

    Returns how many there were of each; the trail tells of it.
    """
    swept = leftovers(settings, db)
    for path in swept:
        remove(path)
    before = now() - timedelta(days=keep_days)
    ended = db.execute(
        delete(Session)
        .where(or_(Session.expires_at < before, Session.revoked_at < before))
        .returning(Session.id)
        .execution_options(synchronize_session=False)
    ).all()
    record(db, "swept", f"{len(swept)} {len(ended)}")
    db.commit()
    return len(swept), len(ended)
