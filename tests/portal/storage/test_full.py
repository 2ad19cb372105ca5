"""A full disk or memory ends in words, and does not keep anybody from reading."""

from __future__ import annotations

import errno
from io import BytesIO

import pytest
from sqlalchemy import create_engine, select, text, update
from sqlalchemy.exc import OperationalError

from portal.database.admission import Session
from portal.web.faults import is_room_short
from tests.portal.conftest import Portal, send


def test_page_is_shown_where_the_database_takes_no_write(portal: Portal) -> None:
    member = portal.member()
    client = portal.client(member)
    seen = portal.long_ago(minutes=5)
    portal.db.execute(update(Session).values(seen_at=seen))
    portal.db.commit()
    engine = portal.app.extensions["packlaw_sessions"].kw["bind"]
    with engine.connect() as connection:
        connection.execute(text("PRAGMA query_only = ON"))
        connection.commit()

    answers = [client.get(path) for path in ("/datasets", "/runs", "/rules")]

    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert portal.db.scalars(select(Session.seen_at)).all() == [seen]


@pytest.mark.parametrize(
    "fault", [OSError(errno.ENOSPC, "No space left on device"), MemoryError()]
)
def test_upload_that_finds_no_room_is_answered_with_words(
    portal: Portal, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    def fail(descriptor: int) -> None:
        raise fault

    monkeypatch.setattr("portal.storage.intake.os.fsync", fail)
    form = {"as_of": "2026-05-01", "files": (BytesIO(b"title: x\n"), "dataset.yaml")}

    answer = send(
        portal.client(portal.member()), "/datasets", form,
        headers={"Accept-Language": "en"},
    )  # fmt: skip

    assert answer.status_code == 507
    assert "no disk space or memory left" in answer.text
    assert [*(portal.settings.data / "incoming").iterdir()] == []


def test_database_that_is_full_is_known() -> None:
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        connection.execute(text("PRAGMA max_page_count = 2"))
        connection.execute(text("CREATE TABLE t (x)"))
        with pytest.raises(OperationalError) as caught:
            connection.execute(text("INSERT INTO t VALUES (zeroblob(100000))"))
    engine.dispose()

    assert is_room_short(caught.value)
    assert not is_room_short(RuntimeError("disk is full"))
