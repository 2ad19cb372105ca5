"""Opens and migrates the database, and makes its sessions."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event, update
from sqlalchemy.exc import ArgumentError, DatabaseError, NoSuchModuleError
from sqlalchemy.orm import Session as DatabaseSession
from sqlalchemy.orm import sessionmaker

from engine.errors import UsageError
from portal.database import cases as cases
from portal.database import models
from portal.database.tenancy import fence
from portal.trail.watch import watch

MIGRATIONS = Path(__file__).with_name("migrations")


class PortalSession(DatabaseSession):
    """A session limited to its viewer's rows, which commits no change untold.

    A subclass that is not watched is for those who lay rows out, such as tests.
    """

    is_watched: ClassVar[bool] = True


Sessions = sessionmaker[PortalSession]


def open_database(url: str) -> Engine:
    """Return the engine of a database URL; SQLite gets a write-ahead log and foreign keys.

    UsageError where the URL is none, or the driver that it names is not installed.
    """
    engine = _engine(url)
    if engine.dialect.name == "sqlite":
        if engine.url.database:
            Path(engine.url.database).parent.mkdir(parents=True, exist_ok=True)
        event.listen(engine, "connect", _switch_sqlite)
    return engine


def _engine(url: str) -> Engine:
    try:
        # An error names its statement, but never the addresses and hashes in its values.
        # A connection that the server has closed is noticed before it is used.
        return create_engine(url, hide_parameters=True, pool_pre_ping=True)
    except (ArgumentError, NoSuchModuleError):
        # The URL may hold a password, so that it is not shown.
        raise UsageError("portal.database-url") from None
    except ModuleNotFoundError as missing:
        raise UsageError("portal.database-driver", module=str(missing.name)) from None


def sessions_of(engine: Engine) -> Sessions:
    """Return the factory of the portal's sessions."""
    return sessionmaker(engine, class_=PortalSession, expire_on_commit=False)


def take_turn(db: PortalSession, organisation_id: int) -> None:
    """Wait for other transactions that ask this for an organisation, until they end.

    What is counted and then added needs it: two who ask at once would count the same.
    Writing first is what both databases wait for.
    """
    db.execute(
        update(models.Organisation)
        .where(models.Organisation.id == organisation_id)
        .values(name=models.Organisation.name)
        .execution_options(synchronize_session=False, is_told=True)
    )


def migrate(engine: Engine) -> None:
    """Bring the database to the newest revision; UsageError where it is damaged."""
    _require_whole(engine)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    logging.getLogger("alembic.runtime").setLevel(logging.WARNING)
    with migrating(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def require_newest(engine: Engine) -> None:
    """Raise UsageError unless the database is at the newest revision."""
    newest = ScriptDirectory(str(MIGRATIONS)).get_current_head()
    with engine.connect() as connection:
        found = MigrationContext.configure(connection).get_current_revision()
    if found != newest:
        raise UsageError("portal.database-revision")


def _require_whole(engine: Engine) -> None:
    """Raise UsageError where an SQLite file is damaged, as is a copy of a live one."""
    if engine.dialect.name != "sqlite":
        return
    file = Path(str(engine.url.database))
    try:
        with engine.connect() as connection:
            found = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
    except DatabaseError:
        raise UsageError("portal.database-torn", file=file) from None
    if found != "ok":
        raise UsageError("portal.database-torn", file=file)


@contextmanager
def migrating(engine: Engine) -> Iterator[Connection]:
    """Open the transaction of revisions.

    SQLite changes a table by making it anew. References to the one that is dropped must
    not be followed meanwhile: sessions would be deleted with the table of memberships.
    """
    with engine.connect() as connection:
        is_sqlite = engine.dialect.name == "sqlite"
        if is_sqlite:
            connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
            connection.commit()
        try:
            with connection.begin():
                yield connection
        finally:
            if is_sqlite:
                connection.exec_driver_sql("PRAGMA foreign_keys = ON")


def _switch_sqlite(connection: sqlite3.Connection, record: Any) -> None:
    for pragma in (
        "journal_mode = WAL",
        "synchronous = NORMAL",
        "foreign_keys = ON",
        "busy_timeout = 15000",
    ):
        connection.execute(f"PRAGMA {pragma}")


fence(PortalSession)
watch(PortalSession)
