"""Cases as tests lay them out."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from portal.database.cases import Case, CaseEntry, CaseFile
from portal.database.models import Membership, Run
from portal.database.parts import new_key
from portal.storage.attachments import keep_attachment
from portal.storage.store import Store
from tests.portal.conftest import Portal

PDF = b"%PDF-1.7 invented"


def lay_case(
    portal: Portal, member: Membership, run: Run, state: str = "open", **columns: Any
) -> Case:
    """Lay out a case that a run of a member's organisation found."""
    laid = {
        "finding_id": new_key(), "rule_id": "order-73/24-7-inbound-report",
        "force": "binding", "severity": "major", "severity_rank": 1,
        "verdict": "breach", "reason_zh": "迟报。", "reason_en": "Late.",
        "state": state, "judged_on": run.as_of, "first_run_id": run.id,
        "last_run_id": run.id,
    }  # fmt: skip
    case = Case(organisation_id=member.organisation_id, **laid | columns)
    portal.db.add(case)
    portal.db.commit()
    return case


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
