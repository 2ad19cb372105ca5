"""How a test enters actions on the trail, as pages and the worker do."""

from __future__ import annotations

from sqlalchemy import select

from portal import trail
from portal.database.models import AuditEntry
from portal.database.session import PortalSession
from portal.database.tenancy import EVERYTHING, set_viewer
from tests.portal.conftest import Portal


def watched(portal: Portal) -> PortalSession:
    """Open a session as pages and the worker have it."""
    opened: PortalSession = portal.app.extensions["packlaw_sessions"]()
    set_viewer(opened, EVERYTHING)
    return opened


def entered(portal: Portal, count: int = 3) -> list[AuditEntry]:
    """Enter actions, each in a transaction of its own."""
    with watched(portal) as db:
        for number in range(count):
            trail.record(db, "downloaded", f"key-{number}", address="192.0.2.1")
            db.commit()
        return list(db.scalars(select(AuditEntry).order_by(AuditEntry.id)))
