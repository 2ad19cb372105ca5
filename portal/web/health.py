"""Measures whether the portal is well: its database, its disk, its workers, its queue."""

from __future__ import annotations

import os
import shutil
import socket
import threading
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from portal.clock import now
from portal.database.admission import Session
from portal.database.models import AuditEntry, IssuedReport, Run
from portal.database.parts import STATES
from portal.database.session import PortalSession
from portal.settings import Settings
from portal.storage.store import Store

BEAT_SECONDS = 10.0
DEAD_AFTER = 60.0
LEAST_FREE = 500_000_000
"""Bytes of free disk under which the portal is not well."""
JOBS = {"check": Run, "report": IssuedReport}


def beat(data: Path) -> None:
    """Show, from a thread that ends with the process, that this worker is alive."""
    folder = Store(data).workers
    folder.mkdir(parents=True, exist_ok=True)
    mine = folder / f"{socket.gethostname()}-{os.getpid()}"
    threading.Thread(target=_beat, args=(mine, threading.Event()), daemon=True).start()


def _beat(mine: Path, never: threading.Event) -> None:
    while True:
        for other in mine.parent.iterdir():
            if _age(other) > 10 * DEAD_AFTER:
                other.unlink(missing_ok=True)
        mine.touch()
        never.wait(BEAT_SECONDS)


def worker_ages(data: Path) -> list[float]:
    """Return for each worker the seconds since it last showed that it is alive."""
    folder = Store(data).workers
    return sorted(_age(mark) for mark in folder.iterdir()) if folder.is_dir() else []


def _age(mark: Path) -> float:
    try:
        return max(now().timestamp() - mark.stat().st_mtime, 0)
    except FileNotFoundError:
        return DEAD_AFTER


@dataclass(frozen=True)
class Health:
    """Whether each part is well."""

    database: bool
    disk: bool
    worker: bool

    @property
    def is_well(self) -> bool:
        """Whether all of them are."""
        return self.database and self.disk and self.worker


def health(settings: Settings, db: PortalSession) -> Health:
    """Look at the database, the free disk of the state folder and the workers."""
    try:
        db.execute(select(1))
        is_there = True
    except SQLAlchemyError:
        is_there = False
    free = shutil.disk_usage(settings.data).free
    ages = worker_ages(settings.data)
    return Health(is_there, free > LEAST_FREE, bool(ages) and ages[0] < DEAD_AFTER)


def jobs(db: PortalSession) -> dict[tuple[str, str], int]:
    """Count the checks and reports by state."""
    found = {(noun, state): 0 for noun in JOBS for state in STATES}
    for noun, table in JOBS.items():
        counted = select(table.state, func.count(table.id)).group_by(table.state)
        found |= {(noun, state): count for state, count in db.execute(counted)}
    return found


def oldest_waiting(db: PortalSession) -> dict[str, float]:
    """Return the seconds for which the oldest job that is queued waits; 0 for none."""
    return {
        noun: _seconds_since(
            db.scalar(select(func.min(table.created_at)).where(table.state == "queued"))
        )
        for noun, table in JOBS.items()
    }


def open_sessions(db: PortalSession) -> int:
    """Count the sessions that are open."""
    is_open = Session.revoked_at.is_(None), Session.expires_at > now()
    return db.scalar(select(func.count(Session.id)).where(*is_open)) or 0


def trail_entries(db: PortalSession) -> int:
    """Count the entries on the trail, which has no gaps."""
    return db.scalar(select(func.max(AuditEntry.id))) or 0


def _seconds_since(at: datetime | None) -> float:
    return max((now() - at).total_seconds(), 0) if at else 0
