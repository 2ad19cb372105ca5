"""Finds what died in the middle left behind in a state folder, and takes it away."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import delete, or_, select

from portal.admission import Session
from portal.clock import now
from portal.custody_folder import view_path
from portal.database import PortalSession
from portal.models import Dataset, IssuedReport, Run
from portal.settings import Settings
from portal.trail import record

AT_LEAST = timedelta(days=1)
"""How old a leftover is: what is younger may belong to a request under way."""


def leftovers(settings: Settings, db: PortalSession) -> list[Path]:
    """List the files and folders that no row names and nobody has written to for a day."""
    before = now() - AT_LEAST
    found = (
        *_children(settings.data / "incoming"),
        *_children(settings.data / "scratch"),
        *_unnamed_datasets(settings, db),
        *_unnamed_attempts(settings, db),
    )
    return sorted(path for path in found if _is_older(path, before))


def sweep(settings: Settings, db: PortalSession, keep_days: int) -> tuple[int, int]:
    """Delete the leftovers, and sessions that ended more than `keep_days` ago.

    Returns how many there were of each; the trail tells of it.
    """
    swept = leftovers(settings, db)
    for path in swept:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
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


def _unnamed_datasets(settings: Settings, db: PortalSession) -> Iterator[Path]:
    named = set(db.scalars(select(Dataset.content_hash)))
    for folder in _children(settings.data / "datasets"):
        if folder.name not in named:
            yield folder


def _unnamed_attempts(settings: Settings, db: PortalSession) -> Iterator[Path]:
    """Yield what attempts at jobs left that are over, and are not what the job names."""
    for table, noun, name in (
        (Run, "runs", "folder"),
        (IssuedReport, "reports", "file"),
    ):
        jobs = {job.key: job for job in db.scalars(select(table))}
        for folder in _children(settings.data / noun):
            job = jobs.get(folder.name)
            if job is None:
                yield folder
            elif job.is_over:
                yield from _others(settings.data, folder, getattr(job, name))


def _others(data: Path, folder: Path, named: str | None) -> Iterator[Path]:
    kept = {data / named, view_path(data / named)} if named else set()
    yield from (path for path in _children(folder) if path not in kept)


def _children(folder: Path) -> list[Path]:
    return list(folder.iterdir()) if folder.is_dir() else []


def _is_older(path: Path, before: datetime) -> bool:
    return path.stat().st_mtime < before.timestamp()
