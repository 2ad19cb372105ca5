"""A check that is cancelled, and a server that is killed, end what they started.

Kills at random moments are in `tests/portal/kills`.
"""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from portal.serve import start_worker
from portal.settings import as_environment
from tests.portal.conftest import Portal, send
from tests.portal.queue.test_jobs import take_life
from tests.portal.served import processes_of, told_of, wait

pytestmark = pytest.mark.slow


def apart(portal: Portal) -> list[int]:
    """Return the processes in which a worker of the portal has something done apart."""
    mark = b"spawn_main"
    return [
        pid for pid in processes_of(portal.settings) if mark in told_of(pid, "cmdline")
    ]


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
    assert len(processes_of(portal.settings)) >= 3
    server.kill()
    server.wait()

    wait(lambda: not processes_of(portal.settings))
