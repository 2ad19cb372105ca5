"""Opens the portal that the settings name, for a command of its operator."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine

from portal.database.session import (
    PortalSession,
    open_database,
    require_newest,
    sessions_of,
)
from portal.database.tenancy import EVERYTHING, set_viewer
from portal.settings import Settings, read_settings
from portal.storage.state_folder import keep_private


def open_settings() -> Settings:
    """Read the settings as the portal does; UsageError where one is wrong."""
    settings = read_settings(os.environ)
    keep_private(settings.data)
    return settings


@contextmanager
def open_portal(settings: Settings) -> Iterator[tuple[Engine, PortalSession]]:
    """Open the database as nobody, who sees the rows of all organisations.

    UsageError where its tables are not those of this version.
    """
    engine = open_database(settings.database)
    try:
        require_newest(engine)
        with sessions_of(engine)() as db:
            set_viewer(db, EVERYTHING)
            yield engine, db
    finally:
        engine.dispose()
