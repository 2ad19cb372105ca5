"""Writes the audit trail: an entry for each action, in the transaction of the action."""

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
    """Add an entry to the session; it is committed with the action, or not at all.

    `action` is a word such as `signed-in`, `subject` what it was done to.
    """
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
