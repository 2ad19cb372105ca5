"""Reads, adds and queues datasets and runs; adding and queueing ask the policy.

Reading relies on the fence of the database session (portal/database/tenancy.py).
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from portal.database.models import Dataset, Run
from portal.database.paging import ListPage, paged
from portal.database.session import PortalSession, take_turn
from portal.database.submission import Submission
from portal.database.tenancy import Viewer
from portal.errors import MissingError, RefusalError
from portal.policy import authorise
from portal.services.queueing import enqueue
from portal.settings import Settings
from portal.storage.intake import Upload


def datasets(db: PortalSession, page: int) -> ListPage[Dataset]:
    """List one page of the viewer's datasets, the newest first, each with its runs."""
    listed = (
        select(Dataset)
        .options(selectinload(Dataset.runs), selectinload(Dataset.organisation))
        .order_by(Dataset.id.desc())
    )
    return paged(db, listed, page)


def dataset(db: PortalSession, key: str) -> Dataset:
    """Return a dataset by its key; MissingError where the viewer sees none."""
    found = db.scalar(select(Dataset).where(Dataset.key == key))
    if found is None:
        raise MissingError
    return found


def runs(db: PortalSession, page: int) -> ListPage[Run]:
    """List one page of the viewer's runs, the newest first."""
    listed = (
        select(Run)
        .options(selectinload(Run.dataset), selectinload(Run.organisation))
        .order_by(Run.id.desc())
    )
    return paged(db, listed, page)


def run(db: PortalSession, key: str) -> Run:
    """Return a run by its key; MissingError where the viewer sees none."""
    found = db.scalar(select(Run).where(Run.key == key))
    if found is None:
        raise MissingError
    return found


def refuse_when_submitted(db: PortalSession, dataset: Dataset) -> None:
    """Raise RefusalError where a regulator reads an upload by the mapping it has now."""
    if is_submitted(db, dataset):
        raise RefusalError("mapping.submitted")


def is_submitted(db: PortalSession, dataset: Dataset) -> bool:
    """Return whether a dataset was submitted to a regulator."""
    to_any = select(Submission.id).where(Submission.dataset_id == dataset.id)
    return db.scalar(to_any.limit(1)) is not None


def refuse_when_full(
    db: PortalSession, viewer: Viewer, settings: Settings, more: int
) -> None:
    """Raise RefusalError where `more` bytes exceed what the organisation may keep."""
    kept = db.scalar(
        select(func.coalesce(func.sum(Dataset.size_bytes), 0)).where(
            Dataset.organisation_id == viewer.organisation_id
        )
    )
    if (kept or 0) + more > settings.max_storage_mb * 1_000_000:
        raise RefusalError("datasets.storage_full", limit=settings.max_storage_mb)


def add_dataset(
    db: PortalSession, viewer: Viewer, upload: Upload, title: str
) -> Dataset:
    """Add an upload, or return the dataset of the same content that there is.

    NotAllowedError where the viewer may not add datasets.
    """
    authorise(viewer, "dataset.add")
    take_turn(db, viewer.organisation_id)
    found = db.scalar(
        select(Dataset).where(
            Dataset.content_hash == upload.content_hash,
            Dataset.organisation_id == viewer.organisation_id,
        )
    )
    if found is not None:
        # An earlier version took every upload for a dataset.
        found.is_source = upload.is_source
        return found
    kept = Dataset(
        organisation_id=viewer.organisation_id,
        content_hash=upload.content_hash,
        title=title[:300],
        files=dict(upload.files),
        size_bytes=upload.size_bytes,
        uploaded_by_id=viewer.user_id,
        is_source=upload.is_source,
    )
    db.add(kept)
    db.flush()
    return kept


def queue_check(
    db: PortalSession,
    viewer: Viewer,
    settings: Settings,
    dataset: Dataset,
    as_of: date,
) -> Run:
    """Queue a check for a day, or return the one that is queued or running for it.

    A source is checked by the mapping that it has now. NotAllowedError where the
    viewer may not start checks, RefusalError where a source has no mapping yet, or
    as many checks are open as may be.
    """
    authorise(viewer, "check.start", dataset)
    if dataset.is_source and dataset.mapping is None:
        raise RefusalError("mapping.none_yet")
    options = {"mapping": dataset.mapping} if dataset.mapping else {}
    return enqueue(db, viewer, settings, dataset, as_of, options)
