"""Finds what was made of a dataset: its checks, and the reports on them."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import or_, select

from portal.database.models import Dataset, IssuedReport, Run
from portal.database.session import PortalSession


def checks_of(db: PortalSession, dataset: Dataset) -> list[Run]:
    """Return the checks of a dataset, of whatever organisation, the first one first."""
    of_it = select(Run).where(Run.dataset_id == dataset.id)
    return list(db.scalars(of_it.order_by(Run.id)))


def reports_on(db: PortalSession, runs: Iterable[Run]) -> list[IssuedReport]:
    """Return the reports on checks, and those that compare another with them."""
    ids = [run.id for run in runs]
    on_them = or_(IssuedReport.run_id.in_(ids), IssuedReport.against_id.in_(ids))
    return list(db.scalars(select(IssuedReport).where(on_them)))
