"""Cases as tests lay them out."""

from __future__ import annotations

from io import BytesIO

from portal.database.cases import Case, CaseEntry, CaseFile
from portal.storage.attachments import keep_attachment
from portal.storage.store import Store
from tests.portal.conftest import Portal

PDF = b"%PDF-1.7 invented"


def case_file(portal: Portal, case: Case) -> CaseFile:
    """Lay out a comment with a file."""
    kept = keep_attachment(Store(portal.settings.data), "proof.pdf", BytesIO(PDF))
    entry = CaseEntry(
        organisation_id=case.organisation_id, case_id=case.id, act="comment",
        state_before=case.state, state_after=case.state,
    )  # fmt: skip
    found = CaseFile(
        organisation_id=case.organisation_id, name=kept.name,
        media_type=kept.media_type, content_hash=kept.content_hash,
        size_bytes=kept.size_bytes,
    )  # fmt: skip
    entry.files = [found]
    portal.db.add(entry)
    portal.db.commit()
    return found
