"""Reads datasets. Those that the person may not see, the fence keeps out (tenancy.py)."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from portal.database.erasure import Erasure
from portal.database.models import Dataset
from portal.database.paging import ListPage, paged
from portal.services.work import Work


def listed(work: Work, number: int) -> ListPage[Dataset]:
    """List one page of the datasets, the newest first."""
    rows = select(Dataset).options(selectinload(Dataset.organisation))
    return paged(work.db, rows.order_by(Dataset.id.desc()), number)


def erasures(work: Work, found: Dataset) -> Sequence[Erasure]:
    """List what was taken out of a dataset that the person sees, the first one first."""
    of_it = select(Erasure).where(Erasure.dataset_key == found.key)
    return work.db.scalars(of_it.order_by(Erasure.id)).all()


def dataset(work: Work, key: str) -> Dataset:
    """Return a dataset by its key; MissingError where the person sees none."""
    return work.find(Dataset, key)
