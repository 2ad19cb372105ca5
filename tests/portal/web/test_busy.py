"""Those who write wait for each other as briefly as may be, and are told if in vain."""

from __future__ import annotations

import sqlite3
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from portal.database.models import Dataset
from portal.mapping import seen
from tests.portal.conftest import LEDGER, Portal, send


def handed_in(portal: Portal) -> int:
    form = {"files": (BytesIO(LEDGER.encode()), "in.csv"), "as_of": "2026-10-15"}
    client = portal.client(portal.member())
    return send(client, "/datasets", form).status_code


def write_at_once(portal: Portal) -> None:
    """Write to the database; sqlite3.OperationalError where that has to wait."""
    file = portal.settings.data / "portal.sqlite"
    other = sqlite3.connect(file, timeout=0, isolation_level=None)
    try:
        other.execute("BEGIN IMMEDIATE")
    finally:
        other.close()


def test_others_write_while_an_upload_is_looked_at(
    portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    look, looks = seen.look, []

    def look_while_others_write(path: Path, *given: Any) -> Any:
        write_at_once(portal)
        looks.append(path)
        return look(path, *given)

    monkeypatch.setattr(seen, "look", look_while_others_write)

    assert handed_in(portal) == 302
    assert len(looks) == 1


def test_one_who_waits_in_vain_is_told_and_nothing_is_kept(portal: Portal) -> None:
    client = portal.client(portal.member())
    engine = portal.app.extensions["packlaw_sessions"].kw["bind"]
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout = 1")
        connection.commit()
    other = sqlite3.connect(
        portal.settings.data / "portal.sqlite", isolation_level=None
    )
    form = {"files": (BytesIO(b"title: T\n"), "dataset.yaml"), "as_of": "2026-10-15"}
    send(client, "/language", {"language": "en"})
    other.execute("BEGIN IMMEDIATE")

    answer = send(client, "/datasets", form)

    other.close()
    assert answer.status_code == 503
    assert "try again in a moment" in answer.text
    assert portal.db.scalar(select(func.count(Dataset.id))) == 0
