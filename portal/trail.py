"""Write the audit trail: one entry for each thing done, in its own transaction."""

from __future__ import annotations

from portal.database import PortalSession
from portal.models import AuditEntry


def record(
    db: PortalSession,
    action: str,
    subject: str = "",
    *,
    user_id: int | None = None,
    organisation_id: int | None = None,
    address: str = "",
) -> None:
    """Add an entry; it is kept with the change it tells of, or not at all."""
    db.add(
        AuditEntry(
            action=action,
            subject=_one_line(subject),
            user_id=user_id,
            organisation_id=organisation_id,
            address=address,
        )
    )


def _one_line(text: str) -> str:
    printable = "".join(sign if sign.isprintable() else " " for sign in text)
    return printable[:200]
