"""How much an organisation may keep: of datasets, and of files that cases hold."""

from __future__ import annotations

from sqlalchemy import func, select

from portal.database.cases import CaseFile
from portal.database.models import Dataset
from portal.errors import RefusalError
from portal.services.work import Work


def refuse_when_full(work: Work, more: int) -> None:
    """Raise RefusalError where `more` bytes exceed what the organisation may keep."""
    kept = sum(
        work.db.scalar(
            select(func.coalesce(func.sum(table.size_bytes), 0)).where(
                table.organisation_id == work.viewer.organisation_id
            )
        )
        or 0
        for table in (Dataset, CaseFile)
    )
    if kept + more > work.settings.max_storage_mb * 1_000_000:
        raise RefusalError("datasets.storage_full", limit=work.settings.max_storage_mb)
