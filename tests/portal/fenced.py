"""The database of a portal as a viewer sees it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from portal.database.session import PortalSession
from portal.database.tenancy import Viewer, set_viewer
from tests.portal.conftest import Portal


@contextmanager
def seen_by(portal: Portal, viewer: Viewer) -> Iterator[PortalSession]:
    """Open a session of the database that is fenced to a viewer."""
    with portal.app.extensions["packlaw_sessions"]() as opened:
        set_viewer(opened, viewer)
        yield opened
