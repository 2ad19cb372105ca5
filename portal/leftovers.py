"""Removes what killed processes left in the state folder."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from engine.files.publishing import FRESH
from engine.files.scratch import SCRATCH, sweep
from portal.clock import now
from portal.custody_folder import view_path
from portal.database import PortalSession, Sessions
from portal.intake import INCOMING
from portal.intake import SCRATCH as SCRATCH_FOLDER
from portal.models import Dataset, IssuedReport, Run
from portal.tenancy import EVERYTHING, set_viewer

# Uploads of earlier versions hold no lock; a dataset is entered some time after its files
# are there. Nothing younger than this is looked at.
_AGE = timedelta(hours=1)


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
            *_old(data / INCOMING),
            *_unnamed_attempts(data, db),
            *_unnamed_reports(data, db),
            *_unnamed_datasets(data, db),
        ]
    for path in found:
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
    return found


def _entries(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        yield from sorted(folder.iterdir())


def _old(folder: Path) -> Iterator[Path]:
    """Yield the entries that have not been changed for so long."""
    for entry in _entries(folder):
        changed = datetime.fromtimestamp(entry.stat().st_mtime, UTC)
        if now() - changed > _AGE:
            yield entry


def _unnamed_attempts(data: Path, db: PortalSession) -> Iterator[Path]:
    """Yield the attempts at checks that are over, but for the one that is shown."""
    for folder in _entries(data / "runs"):
        run = db.scalar(select(Run).where(Run.key == folder.name))
        if run is None or not run.is_over:
            continue
        sweep(folder, FRESH)
        shown = data / run.folder if run.folder else None
        kept = {shown, view_path(shown)} if shown else set()
        yield from (entry for entry in _entries(folder) if entry not in kept)


def _unnamed_reports(data: Path, db: PortalSession) -> Iterator[Path]:
    for folder in _entries(data / "reports"):
        found = db.scalar(select(IssuedReport).where(IssuedReport.key == folder.name))
        if found is None or not found.is_over:
            continue
        sweep(folder, FRESH)
        kept = data / found.file if found.file else None
        yield from (entry for entry in _entries(folder) if entry != kept)


def _unnamed_datasets(data: Path, db: PortalSession) -> Iterator[Path]:
    """Yield the uploads that were stored and never entered."""
    for folder in _old(data / "datasets"):
        known = select(Dataset.id).where(Dataset.content_hash == folder.name).limit(1)
        if db.scalar(known) is None:
            yield folder
