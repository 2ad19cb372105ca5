"""Finds and removes what killed processes left in the state folder."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from engine.files.scratch import SCRATCH, sweep
from portal.clock import now
from portal.database.cases import CaseFile
from portal.database.models import Dataset, IssuedReport, Run
from portal.database.parts import OPEN
from portal.database.session import PortalSession, Sessions
from portal.database.tenancy import EVERYTHING, set_viewer
from portal.storage.custody_folder import view_path
from portal.storage.store import Store

# Uploads of earlier versions hold no lock; a dataset is entered some time after its files
# are there. Nothing younger than this is looked at.
_AGE = timedelta(hours=1)
# Each sort of job, and what names the attempt at it that is shown.
_SHOWN = ((Run, Run.folder), (IssuedReport, IssuedReport.file))


def remove_leftovers(store: Store, sessions: Sessions) -> list[Path]:
    """Remove files that no row names and no process holds; return what was removed.

    Uploads that were cut off, scratch files, attempts at checks and reports that others
    took over, and uploads that were never entered as a dataset.
    """
    for place in (store.incoming, store.scratch):
        sweep(place, SCRATCH)
    with sessions() as db:
        set_viewer(db, EVERYTHING)
        found = [
            *older(entries_of(store.incoming), _AGE),
            *unnamed_attempts(store, db),
            *_never_entered(store, db),
            *older(unnamed_attachments(store, db), _AGE),
        ]
    for path in found:
        # Another worker that starts may have removed it.
        remove(path, ignore_errors=True)
    return found


def unnamed_attempts(store: Store, db: PortalSession) -> Iterator[Path]:
    """Yield the attempts at jobs that are over, but for the one that is shown."""
    for table, named in _SHOWN:
        over = select(table.key, named).where(table.state.not_in(OPEN))
        shown = {row[0]: row[1] for row in db.execute(over)}
        for folder in entries_of(_attempts(store, table)):
            if folder.name in shown:
                yield from _others(store, folder, shown[folder.name])


def of_no_job(store: Store, db: PortalSession) -> Iterator[Path]:
    """Yield the folders of attempts at jobs that the database does not know."""
    for table, _ in _SHOWN:
        known = set(db.scalars(select(table.key)))
        folders = entries_of(_attempts(store, table))
        yield from (f for f in folders if f.name not in known)


def unnamed_datasets(store: Store, db: PortalSession) -> Iterator[Path]:
    """Yield the uploads that are entered as no dataset."""
    known = set(db.scalars(select(Dataset.content_hash)))
    yield from (f for f in entries_of(store.datasets) if f.name not in known)


def unnamed_attachments(store: Store, db: PortalSession) -> Iterator[Path]:
    """Yield the files that were kept for a case and never entered.

    None where the database knows no file: it may be that of another state folder.
    """
    known = set(db.scalars(select(CaseFile.content_hash)))
    for folder in entries_of(store.attachments) if known else ():
        yield from (f for f in entries_of(folder) if f.name not in known)


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


def _attempts(store: Store, table: type[Run] | type[IssuedReport]) -> Path:
    return store.runs if table is Run else store.reports


def _others(store: Store, folder: Path, named: str | None) -> Iterator[Path]:
    path = store.path_of(named) if named else None
    kept = {path, view_path(path)} if path else set()
    yield from (entry for entry in entries_of(folder) if entry not in kept)


def _never_entered(store: Store, db: PortalSession) -> Iterator[Path]:
    """Yield the uploads that were stored some time ago and never entered.

    None where the database names nothing of what is there: it may be that of another
    state folder, and all uploads of this one would be lost.
    """
    unnamed = list(unnamed_datasets(store, db))
    if len(unnamed) < len(entries_of(store.datasets)):
        yield from older(unnamed, _AGE)
