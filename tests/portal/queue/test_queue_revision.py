"""The revision of the queue keeps every check, and of equal open ones the first as it is."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from alembic import command

from portal.database.models import Run
from tests.portal.conftest import Portal
from tests.portal.revisions import revise

COLUMNS = ("organisation_id", "key", "dataset_id", "as_of", "options", "state", "phase",
           "done", "total", "attempts", "started_by_id", "created_at")  # fmt: skip


@pytest.mark.both_databases
def test_of_equal_open_checks_the_first_remains_and_none_is_lost(
    portal: Portal,
) -> None:
    first = portal.queued_run(portal.member())
    done = portal.finished_run(portal.member("乙公司公司"))
    kept = {"first": first.id, "done": done.id}
    portal.db.close()
    revise(portal, lambda config: command.downgrade(config, "0008"))
    listed = ", ".join(COLUMNS)
    chosen = listed.replace(" key,", " 'twin',")
    portal.db.execute(
        sa.text(f"INSERT INTO run ({listed}) SELECT {chosen} FROM run WHERE id = :id"),
        {"id": kept["first"]},
    )
    portal.db.commit()
    portal.db.close()

    revise(portal, lambda config: command.upgrade(config, "head"))

    portal.db.expire_all()
    states = dict(portal.db.execute(sa.select(Run.key, Run.state)).all())
    assert states.pop("twin") == "cancelled"
    assert sorted(states.values()) == ["done", "queued"]
    assert portal.db.get_one(Run, kept["first"]).asked != ""
