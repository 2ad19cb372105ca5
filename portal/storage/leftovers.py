"""Finds and removes what killed processes left in the state folder."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from engine.files.scratch import SCRATCH, sweep
from portal.clock import now
from portal.database.models import Dataset, IssuedReport, Run
from portal.database.parts import OPEN
from portal.database.session import PortalSession, Sessions
from portal.database.tenancy import EVERYTHING, set_viewer
from portal.storage.custody_folder import view_path
from portal.storage.intake import INCOMING
from portal.storage.intake import SCRATCH as SCRATCH_FOLDER

# Uploads of earlier versions hold no lock; a dataset is entered some time after its files
# are there. Nothing younger than this is looked at.
_AGE = timedelta(hours=1)
# Where the attempts at each sort of job are, and what names the one that is shown.
_ATTEMPTS = (("runs", Run, Run.folder), ("reports", IssuedReport, IssuedReport.file))


def remove_leftovers(data: Path, sessions: Sessions) -> list[Path]:
    """Remove files that no row names and no process holds; return what was removed.

    Uploads that were cut off, scratch files, attempts at checks and reports that others
    took over, and uploads that were never entered as a dataset.
    """
    for place in (data / INCOMING, data / SCRATCH_FOLDER):
        sweep(place, SCRATCH)
    with sessions() as db:
        set_viewer(db, EVERYTHING)
        found = [
            *older(entries_of(data / INCOMING), _AGE),
            *unnamed_attempts(data, db),
            *_never_entered(data, db),
        ]
    for path in found:
        # Another worker that starts may have removed it.
        remove(path, ignore_errors=True)
    return found


def unnamed_attempts(data: Path, db: PortalSession) -> Iterator[Path]:
    """Yield the attempts at jobs that are over, but for the one that is shown."""
    for place, table, named in _ATTEMPTS:
        over = select(table.key, named).where(table.state.not_in(OPEN))
        shown = {row[0]: row[1] for row in db.execute(over)}
        for folder in entries_of(data / place):
            if folder.name in shown:
                yield from _others(data, folder, shown[folder.name])


def of_no_job(data: Path, db: PortalSession) -> Iterator[Path]:
    """Yield the folders of attempts at jobs that the database does not know."""
    for place, table, _ in _ATTEMPTS:
        known = set(db.scalars(select(table.key)))
        yield from (f for f in entries_of(data / place) if f.name not in known)


def unnamed_datasets(data: Path, db: PortalSession) -> Iterator[Path]:
    """Yield the uploads that are entered as no dataset."""
    known = set(db.scalars(select(Dataset.content_hash)))
    yield from (f for f in entries_of(data / "datasets") if f.name not in known)


def entries_of(folder: Path) -> list[Path]:
    """List what is in a folder, by name; nothing where there is none."""
    return sorted(folder.iterdir()) if folder.is_dir() else []


def older(paths: Iterable[Path], age: timedelta) -> Iterator[Path]:
    """Yield those that have not been changed for so long."""
    for path in paths:
        if now() - datetime.fromtimestamp(path.stat().st_mtime, UTC) > age:
            yield path


def remove(path: Path, *, ignore_errors: bool = False) -> None:
    """Remove a file, or a folder with what is in it; OSError where it cannot be."""
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=ignore_errors)
    else:
        path.unlink(missing_ok=ignore_errors)


def _others(data: Path, folder: Path, named: str | None) -> Iterator[Path]:
    kept = {data / named, view_path(data / named)} if named else set()
    yield from (entry for entry in entries_of(folder) if entry not in kept)


def _never_entered(data: Path, db: PortalSession) -> Iterator[Path]:
    """Yield the uploads that were stored some time ago and never entered.

    None where the database names nothing of what is there: it may be that of another
    state folder, and all uploads of this one would be lost.
    """
    unnamed = list(unnamed_datasets(data, db))
    if len(unnamed) < len(entries_of(data / "datasets")):
        yield from older(unnamed, _AGE)
