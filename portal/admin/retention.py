"""Finds what the settings keep no longer, and removes it with an entry on the trail.

The trail itself is kept: it is a chain, and refuses to lose an entry.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

from sqlalchemy import delete, or_, select

from portal.admin.made_of import checks_of, reports_on
from portal.clock import now
from portal.database.admission import Session
from portal.database.cases import Case, CaseEntry, Enterprise
from portal.database.models import Dataset, Run
from portal.database.session import PortalSession
from portal.database.submission import Submission
from portal.settings import Settings
from portal.storage.leftovers import remove
from portal.storage.store import Store
from portal.trail import record

Hold = Literal["", "submitted", "issued", "open", "case"]
# What does not go even where it is named.
_FAST = ("open", "case")


@dataclass(frozen=True)
class Going:
    """A dataset or a check that is kept no longer: since when nobody used it.

    `hold`: it was submitted to a regulator, or has a report that was issued, and goes
    only where it is named; or a job on it is open, or people work on a case of it, and it
    does not go. "" for nothing.
    """

    thing: Dataset | Run
    used_at: datetime
    hold: Hold

    @property
    def sort(self) -> str:
        """What it is, in a word of the trail."""
        return "dataset" if isinstance(self.thing, Dataset) else "check"

    def goes(self, named: Collection[str]) -> bool:
        """Return whether it is removed."""
        return not self.hold or (self.hold not in _FAST and self.thing.key in named)


def due(settings: Settings, db: PortalSession) -> list[Going]:
    """List the datasets and checks that are older than the settings keep them."""
    found = list(_datasets(settings, db))
    with_them = {going.thing.id for going in found}
    return [*found, *_checks(settings, db, with_them)]


def apply(
    settings: Settings,
    db: PortalSession,
    listed: Iterable[Going],
    named: Collection[str],
) -> list[Going]:
    """Remove what goes, first from the database, then its files; return what went.

    A dataset goes with its checks and their reports.
    """
    gone = [going for going in listed if going.goes(named)]
    files: list[Path] = []
    for going in gone:
        subject = f"{going.thing.key} {going.hold}".strip()
        owner = going.thing.organisation_id
        record(db, f"{going.sort}-expired", subject, organisation_id=owner)
        if isinstance(going.thing, Dataset):
            files += _remove_dataset(settings, db, going.thing)
        else:
            files += _remove_check(settings, db, going.thing)
    db.commit()
    for file in files:
        remove(file, ignore_errors=True)
    return gone


def end_sessions(settings: Settings, db: PortalSession, *, is_applied: bool) -> int:
    """Count the sessions that ended too long ago, and delete them where that is asked."""
    if not settings.keep_session_days:
        return 0
    before = now() - timedelta(days=settings.keep_session_days)
    ended = or_(Session.expires_at < before, Session.revoked_at < before)
    ids = db.scalars(select(Session.id).where(ended)).all()
    if ids and is_applied:
        record(db, "sessions-expired", str(len(ids)))
        db.execute(delete(Session).where(Session.id.in_(ids)))
        db.commit()
    return len(ids)


def _datasets(settings: Settings, db: PortalSession) -> Iterator[Going]:
    if not settings.keep_dataset_days:
        return
    before = now() - timedelta(days=settings.keep_dataset_days)
    old = select(Dataset).where(Dataset.uploaded_at < before).order_by(Dataset.id)
    for dataset in db.scalars(old).all():
        runs = checks_of(db, dataset)
        days = [run.finished_at or run.created_at for run in runs]
        if (used_at := max([dataset.uploaded_at, *days])) < before:
            yield Going(dataset, used_at, _hold(db, dataset, runs))


def _checks(
    settings: Settings, db: PortalSession, with_datasets: Collection[int]
) -> Iterator[Going]:
    """Yield old checks, but for the newest that is done of each dataset."""
    if not settings.keep_check_days:
        return
    before = now() - timedelta(days=settings.keep_check_days)
    done = select(Run).where(Run.state == "done").order_by(Run.id)
    latest = {(run.dataset_id, run.organisation_id): run.id for run in db.scalars(done)}
    newest = set(latest.values())
    for run in db.scalars(select(Run).order_by(Run.id)).all():
        used_at = run.finished_at or run.created_at
        is_kept = run.id in newest or run.dataset_id in with_datasets
        if run.is_over and used_at < before and not is_kept:
            yield Going(run, used_at, _hold(db, None, [run]))


def _hold(db: PortalSession, dataset: Dataset | None, runs: Iterable[Run]) -> Hold:
    runs = list(runs)
    reports = reports_on(db, runs)
    if not all(job.is_over for job in (*runs, *reports)):
        return "open"
    if _has_cases(db, runs):
        return "case"
    if dataset is not None:
        to_any = select(Submission.id).where(Submission.dataset_id == dataset.id)
        if db.scalar(to_any.limit(1)) is not None:
            return "submitted"
    return "issued" if any(report.state == "done" for report in reports) else ""


def _has_cases(db: PortalSession, runs: Iterable[Run]) -> bool:
    """Return whether cases name one of the checks, in what was done or last seen."""
    ids = [run.id for run in runs]
    named = (
        select(Case.id).where(
            or_(Case.first_run_id.in_(ids), Case.last_run_id.in_(ids))
        ),
        select(CaseEntry.id).where(CaseEntry.run_id.in_(ids)),
        select(Enterprise.id).where(Enterprise.run_id.in_(ids)),
    )
    return any(db.scalar(each.limit(1)) is not None for each in named)


def _remove_dataset(
    settings: Settings, db: PortalSession, dataset: Dataset
) -> list[Path]:
    """Delete the rows of a dataset; return its files, but for those another one has."""
    files = [
        file
        for run in checks_of(db, dataset)
        for file in _remove_check(settings, db, run)
    ]
    db.execute(delete(Submission).where(Submission.dataset_id == dataset.id))
    db.flush()
    db.delete(dataset)
    db.flush()
    same = select(Dataset.id).where(Dataset.content_hash == dataset.content_hash)
    if db.scalar(same.limit(1)) is None:
        files.append(Store(settings.data).dataset_folder(dataset.content_hash))
    return files


def _remove_check(settings: Settings, db: PortalSession, run: Run) -> list[Path]:
    """Delete the rows of a check and of its reports; return their files."""
    reports = reports_on(db, [run])
    for report in reports:
        db.delete(report)
    db.flush()
    db.delete(run)
    store = Store(settings.data)
    return [
        store.runs / run.key,
        store.masked / run.key,
        *(store.reports / report.key for report in reports),
    ]
