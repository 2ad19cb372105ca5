"""A portal is backed up while it runs, and restored with all there."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine, select, update

from engine.errors import UsageError
from portal.accounts import links, resets
from portal.database.admission import Invitation, Session
from portal.database.models import AuditEntry, Dataset, Run
from portal.database.session import (
    PortalSession,
    migrate,
    open_database,
    sessions_of,
)
from portal.database.tenancy import EVERYTHING, set_viewer
from portal.queue.worker import Worker
from portal.settings import Settings
from portal.storage.custody_folder import view_path
from tests.portal.admin.conftest import Admin
from tests.portal.conftest import Portal
from tests.portal.postgres import Cluster

LIFE = Path(__file__).parents[3] / "fixtures" / "lives" / "one-day-late"


@contextmanager
def opened(settings: Settings) -> Iterator[tuple[Engine, PortalSession]]:
    engine = open_database(settings.database)
    with sessions_of(engine)() as db:
        set_viewer(db, EVERYTHING)
        yield engine, db
    engine.dispose()


def elsewhere(portal: Portal, url: str = "") -> Settings:
    data = portal.settings.data.with_name("restored")
    return replace(portal.settings, data=data, database_url=url)


def queued(portal: Portal, count: int) -> list[Run]:
    """Queue checks of an invented life, each for another day."""
    member = portal.member()
    dataset = portal.dataset(member)
    shutil.copytree(LIFE, portal.settings.data / "datasets" / dataset.content_hash)
    runs = [
        Run(
            organisation_id=member.organisation_id,
            dataset=dataset,
            as_of=date(2026, 9, day),
            started_by_id=member.user_id,
        )
        for day in range(1, count + 1)
    ]
    portal.db.add_all(runs)
    portal.db.commit()
    return runs


@pytest.mark.slow
@pytest.mark.both_databases
def test_backed_up_while_checks_run_and_restored_with_all_there(
    portal: Portal, admin: Admin, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    runs = queued(portal, 2)
    is_sqlite = not portal.settings.database_url
    worker = Worker(portal.settings, portal.app.extensions["packlaw_sessions"])
    assert worker.work_once()
    thread = threading.Thread(target=lambda: [worker.work_once() for _ in runs])
    thread.start()

    done = admin("backup", out := tmp_path / "backup")
    thread.join()
    url = ""
    if not is_sqlite:
        cluster: Cluster = request.getfixturevalue("postgres_cluster")
        url = cluster.fresh(is_empty=True)
    there = elsewhere(portal, url)
    restored = admin("restore", out, settings=there)

    assert done.exit_code == 0, done.output
    assert restored.exit_code == 0, restored.output
    _finish(there, portal, [run.key for run in runs])
    assert (there.data / "secret.key").read_bytes() == (
        portal.settings.data / "secret.key"
    ).read_bytes()


def _finish(there: Settings, portal: Portal, keys: list[str]) -> None:
    """Let a worker finish what the backup found unfinished; then all must be there."""
    with opened(there) as (engine, db):
        db.execute(update(Run).values(lease_until=portal.long_ago(minutes=1)))
        db.commit()
        worker = Worker(there, sessions_of(engine))
        while worker.work_once():
            pass
        db.expire_all()
        found = db.scalars(select(Run).order_by(Run.id)).all()
        assert [(run.key, run.state) for run in found] == [
            (key, "done") for key in keys
        ]
        for run in found:
            path = there.data / str(run.folder)
            assert (path / "report.zh.pdf").is_file()
            assert view_path(path).is_dir()
        assert db.query(Dataset).one().title


def test_backup_goes_to_a_new_folder_and_a_restore_into_an_empty_one(
    portal: Portal, admin: Admin, tmp_path: Path
) -> None:
    portal.finished_run(portal.member())
    (tmp_path / "taken").mkdir()

    assert "is there already" in admin("backup", tmp_path / "taken").output
    assert admin("backup", tmp_path / "good").exit_code == 0
    full = admin("restore", tmp_path / "good")
    none = admin("restore", portal.settings.data, settings=elsewhere(portal))

    assert "is not empty" in full.output
    assert "is no backup that packlaw admin backup wrote" in none.output


def test_restore_revives_no_session_and_no_link(
    portal: Portal, admin: Admin, tmp_path: Path
) -> None:
    member = portal.member()
    portal.client(member)
    links.add(portal.db, Invitation(email="new@x.example", role="officer"))
    resets.make(portal.db, member, member.user)
    portal.db.commit()
    assert admin("backup", tmp_path / "backup").exit_code == 0

    restored = admin("restore", tmp_path / "backup", settings=elsewhere(portal))

    assert restored.exit_code == 0, restored.output
    with opened(elsewhere(portal)) as (_, db):
        assert all(db.scalars(select(Session.revoked_at)))
        assert db.query(Invitation).count() == 0
        last = select(AuditEntry).order_by(AuditEntry.id.desc()).limit(3)
        told = [(entry.action, entry.subject) for entry in db.scalars(last)]
    assert told[:2] == [("links-ended", "2"), ("sessions-ended", "1")]
    assert told[2][0] == "restored"


def test_file_that_is_deleted_meanwhile_leaves_no_backup(
    portal: Portal, admin: Admin, tmp_path: Path
) -> None:
    run = portal.finished_run(portal.member())
    shutil.rmtree(portal.settings.data / str(run.folder))

    failed = admin("backup", tmp_path / "backup")

    assert failed.exit_code == 2
    assert "was deleted while the backup was made" in failed.output
    assert not (tmp_path / "backup").exists()


def test_torn_copy_of_a_live_folder_is_told(portal: Portal) -> None:
    for number in range(300):
        portal.member(email=f"{number}@torn.example")
    copy = elsewhere(portal)
    copy.data.mkdir()
    portal.db.connection().exec_driver_sql("PRAGMA wal_checkpoint")
    torn = (portal.settings.data / "portal.sqlite").read_bytes()
    half = len(torn) // 8192 * 4096
    (copy.data / "portal.sqlite").write_bytes(torn[:half] + bytes(len(torn) - half))

    engine = open_database(copy.database)
    with pytest.raises(UsageError, match="plain copy of the state folder"):
        migrate(engine)
    engine.dispose()
