"""Backs a portal up while it runs, and restores it into an empty state folder."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, delete, inspect, select, update

from engine import VERSION
from engine.errors import UsageError
from portal.clock import now
from portal.database.admission import Invitation, Session
from portal.database.cases import CaseFile
from portal.database.models import Dataset, IssuedReport, Run
from portal.database.session import (
    PortalSession,
    migrate,
    open_database,
    sessions_of,
)
from portal.database.tenancy import EVERYTHING, set_viewer
from portal.settings import Settings
from portal.storage.custody_folder import view_path
from portal.storage.store import Store
from portal.trail import record
from portal.trail.verifying import Verified, verify

MANIFEST = "backup.json"
DUMPS = {"sqlite": "portal.sqlite", "postgresql": "portal.dump"}
"""The file of the database in a backup, by its kind."""


@dataclass(frozen=True)
class BackedUp:
    """What a backup holds: how many folders and files of the portal, and of how many bytes."""

    parts: int
    size_bytes: int


def back_up(
    settings: Settings, engine: Engine, db: PortalSession, out: Path
) -> BackedUp:
    """Back the portal up to `out`, a folder that is not there yet.

    First the database, as it is at one moment; then what its rows name, which is whole
    before a row names it. What a worker is still writing is left out: it does that job
    again. UsageError where `out` exists, or a file was deleted meanwhile.
    """
    if out.exists():
        raise UsageError("admin.backup-exists", folder=out)
    record(db, "backed-up", out.name)
    db.commit()
    partial = out.with_name(f"{out.name}.partial")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    kind = engine.dialect.name
    _dump(engine, partial / DUMPS[kind])
    store = Store(settings.data)
    parts = [store.secret_key, *dict.fromkeys(_named(store, db))]
    for part in parts:
        _copy(part, partial / store.name_of(part))
    size = sum(file.stat().st_size for file in partial.rglob("*") if file.is_file())
    manifest = {
        "backup": 1,
        "packlaw": VERSION,
        "taken_at": now().isoformat(timespec="seconds"),
        "database": kind,
        "parts": len(parts),
    }
    (partial / MANIFEST).write_text(json.dumps(manifest, indent=2), encoding="utf-8")
    partial.rename(out)
    return BackedUp(len(parts), size)


def restore(settings: Settings, backup: Path) -> Verified:
    """Restore a backup into the state folder and the database, both empty.

    Sessions that were open at the backup and links that were valid are over: since then
    they may have been ended, used or withdrawn. Returns how the chain of the trail holds.
    UsageError where the folder is no backup, or one of another kind of database, or
    something is there already.
    """
    engine = open_database(settings.database)
    try:
        manifest = _manifest(backup)
        kind = engine.dialect.name
        if manifest["database"] != kind:
            raise UsageError(
                "admin.backup-kind", found=str(manifest["database"]), wanted=kind
            )
        _require_empty(settings, engine)
        _load(engine, backup / DUMPS[kind])
        for part in backup.iterdir():
            if part.name not in (MANIFEST, DUMPS[kind]):
                _copy(part, Store(settings.data).path_of(part.name))
        migrate(engine)
        with sessions_of(engine)() as db:
            set_viewer(db, EVERYTHING)
            record(db, "restored", str(manifest["taken_at"]))
            _end_what_lets_in(db)
            db.commit()
            return verify(db)
    finally:
        engine.dispose()


def _end_what_lets_in(db: PortalSession) -> None:
    """End every session, and delete invitations and links to a new password."""
    ended = db.execute(
        update(Session)
        .where(Session.revoked_at.is_(None))
        .values(revoked_at=now())
        .returning(Session.id)
        .execution_options(synchronize_session=False)
    ).all()
    deleted = db.execute(
        delete(Invitation)
        .returning(Invitation.id)
        .execution_options(synchronize_session=False)
    ).all()
    record(db, "sessions-ended", str(len(ended)))
    record(db, "links-ended", str(len(deleted)))


def _named(store: Store, db: PortalSession) -> Iterator[Path]:
    """Yield the files and folders that rows name."""
    for content_hash in db.scalars(select(Dataset.content_hash)):
        # A row may be laid out without its files.
        if (dataset := store.dataset_folder(content_hash)).exists():
            yield dataset
    for name in db.scalars(select(Run.folder).where(Run.folder.is_not(None))):
        yield (folder := store.path_of(str(name)))
        if (view := view_path(folder)).exists():
            yield view
    for file in db.scalars(
        select(IssuedReport.file).where(IssuedReport.file.is_not(None))
    ):
        yield store.path_of(str(file))
    for content_hash in db.scalars(select(CaseFile.content_hash).distinct()):
        yield store.attachment(content_hash)


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        if source.is_dir():
            shutil.copytree(source, target)
        else:
            shutil.copy2(source, target)
    except FileNotFoundError:
        raise UsageError("admin.backup-gone", file=source) from None


def _manifest(backup: Path) -> dict[str, object]:
    try:
        manifest: dict[str, object] = json.loads(
            (backup / MANIFEST).read_text(encoding="utf-8")
        )
    except (OSError, ValueError):
        raise UsageError("admin.no-backup", folder=backup) from None
    return manifest


def _require_empty(settings: Settings, engine: Engine) -> None:
    if any(settings.data.iterdir()):
        raise UsageError("admin.not-empty", place=settings.data)
    is_server = engine.dialect.name != "sqlite"
    if is_server and inspect(engine).get_table_names():
        raise UsageError("admin.not-empty", place=str(engine.url.database))


def _dump(engine: Engine, file: Path) -> None:
    if engine.dialect.name != "sqlite":
        _run_postgres(engine, ["pg_dump", "--format=custom", f"--file={file}"])
        return
    source = engine.raw_connection()
    target = sqlite3.connect(file)
    try:
        live = source.driver_connection
        assert isinstance(live, sqlite3.Connection)
        live.backup(target)
    finally:
        target.close()
        source.close()


def _load(engine: Engine, file: Path) -> None:
    if engine.dialect.name != "sqlite":
        _run_postgres(engine, ["pg_restore", "--exit-on-error", str(file)], "--dbname")
        return
    engine.dispose()
    _copy(file, Path(str(engine.url.database)))


def _run_postgres(engine: Engine, command: list[str], option: str = "") -> None:
    """Run a program of PostgreSQL on the database; its password is in no command line."""
    bare = engine.url.set(drivername="postgresql", password=None)
    address = bare.render_as_string()
    place = [f"{option}={address}"] if option else [address]
    password = {"PGPASSWORD": engine.url.password} if engine.url.password else {}
    try:
        done = subprocess.run(
            [command[0], "--no-owner", "--no-privileges", *command[1:], *place],
            env={**os.environ, **password},
            capture_output=True,
            text=True,
            check=False,
        )
    except FileNotFoundError:
        raise UsageError("admin.no-program", program=command[0]) from None
    if done.returncode:
        raise UsageError(
            "admin.program-failed", program=command[0], said=done.stderr.strip()
        )
