"""What many ask for at once is counted and added as if they had asked in turn."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from threading import Barrier

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from portal import trail
from portal.database.models import Dataset, Run
from portal.database.tenancy import set_viewer
from portal.errors import RefusalError
from portal.services.checks import enqueue
from tests.portal.conftest import Portal, open_portal, send
from tests.portal.queue.test_queueing import FIRST_DAY
from tests.portal.working import work_of

pytestmark = pytest.mark.both_databases


@pytest.mark.parametrize("times", [8])
def test_check_that_is_pressed_many_times_at_once_is_one(
    portal: Portal, times: int
) -> None:
    member = portal.member()
    dataset, work = portal.dataset(member), work_of(portal, member, max_open_checks=3)
    portal.db.commit()
    barrier = Barrier(times)

    def press(_: int) -> int:
        with portal.app.extensions["packlaw_sessions"]() as db:
            set_viewer(db, work.viewer)
            mine = db.get_one(Dataset, dataset.id)
            db.rollback()
            barrier.wait()
            run = enqueue(replace(work, db=db), mine, FIRST_DAY, {})
            trail.record(db, "check-started", run.key)
            db.commit()
            return run.id

    with ThreadPoolExecutor(times) as pool:
        pressed = set(pool.map(press, range(times)))

    assert len(pressed) == 1
    assert portal.db.scalar(select(func.count(Run.id))) == 1


def test_cap_holds_when_many_ask_at_once(portal: Portal) -> None:
    member = portal.member()
    dataset, work = portal.dataset(member), work_of(portal, member, max_open_checks=3)
    portal.db.commit()
    barrier = Barrier(8)

    def press(day: int) -> bool:
        with portal.app.extensions["packlaw_sessions"]() as db:
            set_viewer(db, work.viewer)
            mine = db.get_one(Dataset, dataset.id)
            db.rollback()
            barrier.wait()
            try:
                own = replace(work, db=db)
                enqueue(own, mine, FIRST_DAY + timedelta(day), {})
            except RefusalError:
                return False
            trail.record(db, "check-started")
            db.commit()
            return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(press, range(8))) == 3

    assert portal.db.scalar(select(func.count(Run.id))) == 3


def test_same_content_handed_in_at_once_is_one_dataset(portal: Portal) -> None:
    member = portal.member()
    clients = [portal.client(member) for _ in range(4)]
    barrier = Barrier(4)

    def hand_in(client: FlaskClient) -> int:
        form = {"files": (BytesIO(b"PK\x03\x04"), "q3.zip"), "as_of": "2026-10-15"}
        barrier.wait()
        return send(client, "/datasets", form).status_code

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(hand_in, clients)) == [302] * 4

    assert portal.db.scalar(select(func.count(Dataset.id))) == 1
    assert portal.db.scalar(select(func.count(Run.id))) == 1


def test_storage_holds_when_many_upload_at_once(
    tmp_path: Path, password_hash: str, database_url: str
) -> None:
    for portal in open_portal(
        tmp_path, password_hash, max_storage_mb=1, database_url=database_url
    ):
        member = portal.member()
        clients = [portal.client(member) for _ in range(4)]
        barrier = Barrier(4)

        def hand_in(
            client: FlaskClient, number: int, barrier: Barrier = barrier
        ) -> int:
            table = BytesIO(f"{number}\n".encode() + b"x\n" * 200_000)
            form = {"files": (table, "ledger.csv"), "as_of": "2026-10-15"}
            barrier.wait()
            return send(client, "/datasets", form).status_code

        with ThreadPoolExecutor(4) as pool:
            answers = sorted(pool.map(hand_in, clients, range(4)))

        assert answers == [302, 302, 400, 400]
        kept = portal.db.scalar(select(func.sum(Dataset.size_bytes)))
        assert kept is not None
        assert 800_000 < kept <= 1_000_000
