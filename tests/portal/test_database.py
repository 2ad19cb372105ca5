"""The tables are what the migrations made, and the trail cannot be rewritten."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Delete, Update, delete, inspect, update
from sqlalchemy.exc import IntegrityError

from portal.database import MIGRATIONS, open_database
from portal.models import AuditEntry, Dataset, IssuedReport, Run
from tests.portal.conftest import Portal


def _alembic(portal: Portal, act: Callable[[Config], object]) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    engine = open_database(portal.settings.database)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        act(config)
    engine.dispose()


def test_no_revision_is_missing(portal: Portal) -> None:
    _alembic(portal, command.check)


def test_down_and_up_again(portal: Portal) -> None:
    portal.db.close()

    _alembic(portal, lambda config: command.downgrade(config, "base"))
    _alembic(portal, lambda config: command.upgrade(config, "head"))

    assert "run" in inspect(portal.db.get_bind()).get_table_names()


def test_a_dataset_from_before_there_were_mappings_is_no_source(portal: Portal) -> None:
    dataset = portal.dataset(portal.member())
    portal.db.commit()
    portal.db.close()

    _alembic(portal, lambda config: command.downgrade(config, "0002"))
    _alembic(portal, lambda config: command.upgrade(config, "head"))

    portal.db.expire_all()
    kept = portal.db.get_one(Dataset, dataset.id)
    assert (kept.is_source, kept.mapping, kept.title) == (
        False, None, "湖北省报送数据",
    )  # fmt: skip


def test_issued_reports_go_with_their_table_and_the_runs_stay(portal: Portal) -> None:
    member = portal.member()
    run = portal.finished_run(member)
    portal.issued_report(run, member, against_id=run.id)
    portal.issued_report(run, member)
    portal.db.close()

    _alembic(portal, lambda config: command.downgrade(config, "0003"))
    _alembic(portal, lambda config: command.upgrade(config, "head"))

    portal.db.expire_all()
    assert portal.db.get_one(Run, run.id).state == "done"
    assert portal.db.query(IssuedReport).count() == 0


def test_sqlite_waits_writes_ahead_and_keeps_references(portal: Portal) -> None:
    connection = portal.db.connection()

    asked = ("journal_mode", "foreign_keys", "busy_timeout")
    told = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in asked]
    assert told == ["wal", 1, 15000]


@pytest.mark.parametrize(
    "rewriting", [update(AuditEntry).values(action="other"), delete(AuditEntry)]
)
def test_trail_is_not_rewritten_by_statements(
    portal: Portal, rewriting: Update | Delete
) -> None:
    portal.db.add(AuditEntry(action="signed-in"))
    portal.db.commit()

    with pytest.raises(IntegrityError, match="never changed or deleted"):
        portal.db.execute(rewriting)


def test_trail_is_not_rewritten_by_objects(portal: Portal) -> None:
    entry = AuditEntry(action="signed-in")
    portal.db.add(entry)
    portal.db.commit()

    entry.action = "other"

    with pytest.raises(RuntimeError, match="never changed or deleted"):
        portal.db.commit()
