"""Kills at random moments: no check is lost or doubled, and nothing is left behind."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from portal.database.models import Run
from portal.queue.jobs import MOST_ATTEMPTS
from portal.serve import start_worker
from portal.settings import as_environment
from tests.portal.conftest import Portal, send
from tests.portal.queue.test_jobs import take_life

KILLS = 12
PATIENCE_SECONDS = 200

pytestmark = pytest.mark.slow


def of_portal(portal: Portal) -> list[int]:
    """Return the processes that were started with the state folder of the portal."""
    mark = f"PACKLAW_DATA={portal.settings.data}".encode()
    pids = [int(entry.name) for entry in Path("/proc").glob("[0-9]*")]
    return [pid for pid in pids if mark in told_of(pid, "environ").split(b"\0")]


def apart(portal: Portal) -> list[int]:
    """Return those of them in which a worker has something done apart."""
    mark = b"spawn_main"
    return [pid for pid in of_portal(portal) if mark in told_of(pid, "cmdline")]


def told_of(pid: int, name: str) -> bytes:
    """Return what the system tells of a process; nothing where it has ended."""
    try:
        return Path(f"/proc/{pid}/{name}").read_bytes()
    except OSError:
        return b""


def wait(is_so: Callable[[], bool]) -> None:
    limit = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        assert time.monotonic() < limit
        time.sleep(0.1)


def queue_more(portal: Portal, first: Run, count: int) -> None:
    for n in range(1, count + 1):
        portal.db.add(
            Run(
                organisation_id=first.organisation_id,
                dataset_id=first.dataset_id,
                started_by_id=first.started_by_id,
                as_of=date(2026, 10, 15) + timedelta(days=n),
            )
        )
    portal.db.commit()


def are_over(portal: Portal) -> bool:
    portal.db.rollback()
    portal.db.expire_all()
    return all(run.is_over for run in portal.db.scalars(select(Run)))


def test_workers_killed_at_any_moment_lose_and_leave_nothing(portal: Portal) -> None:
    first = portal.queued_run(portal.member())
    take_life(portal, first)
    queue_more(portal, first, 2)
    settings, chance = replace(portal.settings, lease_seconds=2), random.Random(15)

    for _ in range(KILLS):
        worker = start_worker(settings)
        time.sleep(chance.uniform(0.5, 12))
        worker.kill()
        worker.communicate()
    wait(lambda: not of_portal(portal))
    # Whoever comes last clears up: those whose every attempt was killed have failed.
    last = start_worker(settings)
    wait(lambda: are_over(portal))
    last.communicate()

    runs = portal.db.scalars(select(Run)).all()
    assert portal.db.scalar(select(func.count(Run.id))) == 3
    for run in runs:
        assert run.state == "done" or run.attempts == MOST_ATTEMPTS
        if run.state == "done":
            assert (portal.settings.data / str(run.folder) / "run.json").is_file()
    cleared = start_worker(settings)
    data, shown = portal.settings.data, {str(run.folder) for run in runs if run.folder}
    wait(lambda: left_over(data, shown) == [])
    cleared.communicate()
    wait(lambda: not of_portal(portal))


def left_over(data: Path, shown: set[str]) -> list[str]:
    """Return what lies in the state folder beside datasets and what runs show."""
    views = {f"{folder}-custody" for folder in shown}
    kept = {entry.relative_to(data).as_posix() for entry in data.glob("runs/*/*")}
    places = (*data.glob("scratch/*"), *data.glob("incoming/*"))
    return sorted(kept - shown - views) + [entry.name for entry in places]


def test_check_that_is_cancelled_ends_at_once_and_leaves_nothing(
    portal: Portal,
) -> None:
    member = portal.member()
    run = portal.queued_run(member)
    take_life(portal, run)
    worker = start_worker(portal.settings)
    data = portal.settings.data
    wait(lambda: apart(portal) != [])

    answer = send(portal.client(member), f"/runs/{run.key}/cancel")

    wait(lambda: apart(portal) == [])
    wait(lambda: left_over(data, set()) == [])
    assert answer.status_code == 302
    assert worker.poll() is None
    worker.communicate()
    portal.db.refresh(run)
    assert run.state == "cancelled"


def test_server_that_is_killed_takes_its_workers_and_their_checks_along(
    portal: Portal,
) -> None:
    run = portal.queued_run(portal.member())
    take_life(portal, run)
    environment = os.environ | as_environment(replace(portal.settings, workers=2))
    server = subprocess.Popen(
        [sys.executable, "-c", "from portal.serve import serve; serve(port=8765)"],
        env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip

    def is_running() -> bool:
        portal.db.rollback()
        portal.db.refresh(run)
        return run.state == "running"

    wait(is_running)
    assert len(of_portal(portal)) >= 3
    server.kill()
    server.wait()

    wait(lambda: not of_portal(portal))
