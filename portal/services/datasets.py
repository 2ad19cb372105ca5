"""Reads datasets. Those that the person may not see, the fence keeps out (tenancy.py)."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from portal.database.models import Dataset
from portal.database.paging import ListPage, paged
from portal.services.work import Work


def listed(work: Work, number: int) -> ListPage[Dataset]:
    """List one page of the datasets, the newest first."""
    rows = select(Dataset).options(selectinload(Dataset.organisation))
    return paged(work.db, rows.order_by(Dataset.id.desc()), number)


def dataset(work: Work, key: str) -> Dataset:
    """Return a dataset by its key; MissingError where the person sees none."""
    return work.find(Dataset, key)
