"""The trail: one chain, append-only and in the order of time on both databases."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from alembic import command
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from portal.database.models import AuditEntry
from portal.trail import verifying
from portal.trail.tables import FIRST, TrailHead, hash_of
from portal.trail.verifying import verify
from tests.portal.conftest import Portal
from tests.portal.revisions import revise
from tests.portal.trails import entered

Content = dict[str, str | int | None]

pytestmark = pytest.mark.both_databases


def tamper(portal: Portal, statement: str) -> None:
    """Do as somebody does who may change the tables themselves."""
    connection = portal.db.connection()
    if connection.dialect.name == "sqlite":
        for change in ("insert", "update", "delete"):
            for table in ("audit_entry", "trail_head"):
                connection.exec_driver_sql(f"DROP TRIGGER {table}_no_{change}")
    else:
        connection.exec_driver_sql("SET session_replication_role = replica")
    connection.exec_driver_sql(statement)
    portal.db.commit()


def test_each_entry_holds_the_hash_of_the_one_before(portal: Portal) -> None:
    one, two, three = entered(portal)

    assert (one.previous, two.previous, three.previous) == (FIRST, one.hash, two.hash)
    assert verify(portal.db).entries == 3
    assert verify(portal.db).hash == three.hash
    assert not verify(portal.db).fault


def test_empty_trail_holds(portal: Portal) -> None:
    assert (verify(portal.db).entries, verify(portal.db).fault) == (0, "")


REWRITING = {
    "update": "UPDATE audit_entry SET action = 'other'",
    "delete": "DELETE FROM audit_entry",
    "delete-last": "DELETE FROM audit_entry WHERE id = 3",
    "head-delete": "DELETE FROM trail_head",
    "head-back": "UPDATE trail_head SET entry_id = 1",
    "head-second": "INSERT INTO trail_head (id, entry_id, hash, at) "
    "VALUES (2, 9, 'x', '2026-01-01')",
}


@pytest.mark.parametrize("statement", REWRITING.values(), ids=REWRITING)
def test_trail_is_not_rewritten_by_statements(portal: Portal, statement: str) -> None:
    entered(portal)

    with pytest.raises(IntegrityError, match="never changed or deleted"):
        portal.db.connection().exec_driver_sql(statement)


def test_trail_is_not_replaced_or_emptied(portal: Portal) -> None:
    entered(portal)
    columns = "id, at, address, action, subject, times, previous, hash"
    values = "1, '2030-01-01 00:00:00.000000', '', 'other', '', 1, 'x', 'y'"
    ways = [f"REPLACE INTO audit_entry ({columns}) VALUES ({values})",
            f"INSERT OR REPLACE INTO audit_entry ({columns}) VALUES ({values})"]  # fmt: skip
    if portal.db.get_bind().dialect.name == "postgresql":
        ways = [
            f"INSERT INTO audit_entry ({columns}) VALUES ({values}) "
            "ON CONFLICT (id) DO UPDATE SET action = 'other'",
            "TRUNCATE audit_entry",
        ]

    for way in ways:
        with pytest.raises(IntegrityError, match="An audit entry"):
            portal.db.connection().exec_driver_sql(way)
        portal.db.rollback()

    assert not verify(portal.db).fault


def test_trail_is_not_rewritten_by_objects(portal: Portal) -> None:
    entered(portal)
    entry = portal.db.get_one(AuditEntry, 1)

    entry.action = "other"

    with pytest.raises(RuntimeError, match="never changed or deleted"):
        portal.db.commit()


@pytest.mark.parametrize(
    "wrong",
    [
        {"id": 2},
        {"previous": "f" * 64},
        {"at": "back"},
    ],
    ids=["number", "link", "time"],
)
def test_entry_that_does_not_follow_the_one_before_is_refused(
    portal: Portal, wrong: dict[str, object]
) -> None:
    *_, last = entered(portal)
    given = {"id": 4, "at": last.at, "previous": last.hash, "hash": "e" * 64, **wrong}
    if given["at"] == "back":
        given["at"] = last.at - timedelta(seconds=1)
    portal.db.add(AuditEntry(action="other", **given))

    with pytest.raises(IntegrityError, match="follows the one before"):
        portal.db.commit()


def test_time_does_not_run_backwards_with_the_clock(
    portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    *_, last = entered(portal)
    monkeypatch.setattr("portal.trail.chain.now", lambda: last.at - timedelta(hours=1))

    *_, later = entered(portal, 1)

    assert later.at == last.at


BROKEN = {
    "content": ("UPDATE audit_entry SET subject = 'none' WHERE id = 2", "content", 2),
    "removed": ("DELETE FROM audit_entry WHERE id = 2", "link", 3),
    "first": ("DELETE FROM audit_entry WHERE id = 1", "link", 2),
    "cut": ("DELETE FROM audit_entry WHERE id = 3", "end", 2),
    "head-back": ("UPDATE trail_head SET entry_id = 2, hash = "
                  "(SELECT hash FROM audit_entry WHERE id = 2)", "link", 3),
    "time": ("UPDATE audit_entry SET at = '2020-01-01 00:00:00.000000' WHERE id = 3",
             "content", 3),
}  # fmt: skip


@pytest.mark.parametrize(("statement", "fault", "broken"), BROKEN.values(), ids=BROKEN)
def test_verifying_names_the_entry_that_breaks(
    portal: Portal, statement: str, fault: str, broken: int
) -> None:
    entered(portal)

    tamper(portal, statement)

    found = verify(portal.db)
    assert (found.fault, found.broken) == (fault, broken)


def test_chain_that_was_made_anew_is_told_by_a_hash_noted_elsewhere(
    portal: Portal,
) -> None:
    entries = entered(portal)

    assert not verify(portal.db, {2: entries[1].hash}).fault
    assert verify(portal.db, {2: "f" * 64}).broken == 2
    assert verify(portal.db, {9: "f" * 64}).fault == "end"


def test_known_entry_that_a_chain_made_anew_leaves_out_is_missed(
    portal: Portal,
) -> None:
    one, two, three = entered(portal)
    anew = hash_of(one.hash, three.content())

    tamper(portal, "DELETE FROM audit_entry WHERE id = 2")
    for statement in (
        f"UPDATE audit_entry SET previous = '{one.hash}', hash = '{anew}' WHERE id = 3",
        f"UPDATE trail_head SET hash = '{anew}'",
    ):
        portal.db.connection().exec_driver_sql(statement)
    portal.db.commit()

    assert not verify(portal.db).fault
    missed = verify(portal.db, {1: one.hash, 2: two.hash})
    assert (missed.fault, missed.broken, missed.entries) == ("left-out", 2, 2)


def test_entries_that_are_added_meanwhile_are_no_fault(
    portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    entered(portal)
    reading = hash_of

    def hash_while_others_write(previous: str, content: Content) -> str:
        if content["id"] == 1:
            entered(portal, 1)
        return reading(previous, content)

    monkeypatch.setattr(verifying, "hash_of", hash_while_others_write)

    found = verify(portal.db)
    assert (found.entries, found.fault) == (3, "")


def test_writers_at_once_make_one_chain(portal: Portal) -> None:
    start = threading.Barrier(6)

    def write() -> None:
        start.wait()
        entered(portal, 5)

    threads = [threading.Thread(target=write) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (verify(portal.db).entries, verify(portal.db).fault) == (30, "")


def test_there_is_one_end_of_the_chain(portal: Portal) -> None:
    *_, last = entered(portal)

    head = portal.db.scalars(select(TrailHead)).one()
    assert (head.entry_id, head.hash, head.at) == (3, last.hash, last.at)


def test_what_stood_before_the_chain_is_chained(portal: Portal) -> None:
    entered(portal)
    portal.db.close()
    revise(portal, lambda config: command.downgrade(config, "0008-1"))
    portal.db.execute(
        text(
            "INSERT INTO audit_entry (at, address, action, subject) "
            "VALUES ('2020-01-01 00:00:00.000000', '', 'signed-in', '')"
        )
    )
    portal.db.commit()
    portal.db.close()

    revise(portal, lambda config: command.upgrade(config, "head"))

    assert (verify(portal.db).entries, verify(portal.db).fault) == (5, "")
    entered(portal)
    assert verify(portal.db).entries == 8
