"""No check is lost with its worker, and none is written by two."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import update

from portal.database.models import Run
from portal.queue.jobs import MOST_ATTEMPTS, Claim, LeaseLostError, Queue
from portal.serve import start_worker
from portal.settings import Settings
from tests.portal.conftest import Portal

pytestmark = pytest.mark.both_databases

LIFE = Path(__file__).parents[3] / "fixtures" / "lives" / "one-day-late"
PATIENCE_SECONDS = 120


def take_life(portal: Portal, run: Run) -> None:
    """Put an invented life where the run's dataset lies."""
    shutil.copytree(LIFE, portal.settings.data / "datasets" / run.dataset.content_hash)


def expire(portal: Portal) -> None:
    portal.db.execute(update(Run).values(lease_until=portal.long_ago(minutes=1)))
    portal.db.commit()


def claimed(queue: Queue) -> Claim:
    claim = queue.claim()
    assert claim is not None
    return claim


def test_a_check_is_taken_once_while_its_lease_holds(portal: Portal) -> None:
    run = portal.queued_run(portal.member())

    assert portal.queue().claim() == Claim(Run, run.id, 1)
    assert portal.queue().claim() is None


def test_the_oldest_waits_least(portal: Portal) -> None:
    member = portal.member()
    first = portal.queued_run(member)
    portal.db.add(Run(organisation_id=member.organisation_id, started_by_id=member.user_id,
                      dataset=first.dataset))  # fmt: skip
    portal.db.commit()

    assert claimed(portal.queue()).id == first.id


def test_taken_again_when_the_lease_ends_and_the_late_one_may_not_write(
    portal: Portal,
) -> None:
    portal.queued_run(portal.member())
    late = claimed(portal.queue())
    expire(portal)

    again = claimed(portal.queue())

    assert again.attempt == 2
    with pytest.raises(LeaseLostError):
        portal.queue().report_progress(late, "rules", 1, 2)
    with pytest.raises(LeaseLostError):
        portal.queue().finish(late, "runs/x/1", {}, "", "")
    portal.queue().report_progress(again, "rules", 1, 2)


def test_given_up_after_the_last_attempt(portal: Portal) -> None:
    run = portal.queued_run(portal.member())
    for _ in range(MOST_ATTEMPTS):
        claimed(portal.queue())
        expire(portal)

    assert portal.queue().claim() is None

    portal.db.refresh(run)
    assert (run.state, run.attempts) == ("failed", MOST_ATTEMPTS)


def test_a_sign_of_life_keeps_the_lease(portal: Portal) -> None:
    portal.queued_run(portal.member())
    claim = claimed(portal.queue())
    expire(portal)

    portal.queue().renew(claim)

    assert portal.queue().claim() is None


def test_progress_is_seen_by_the_page_that_watches(portal: Portal) -> None:
    member = portal.member()
    run = portal.queued_run(member)

    portal.queue().report_progress(claimed(portal.queue()), "rules", 3, 7)

    told = portal.client(member).get(f"/runs/{run.key}/progress").json
    assert told == {"over": False, "phase": "按规则评判", "done": 3, "total": 7}


def test_failed_with_the_engines_own_words(portal: Portal) -> None:
    member = portal.member()
    run = portal.queued_run(member)
    (portal.settings.data / "datasets" / run.dataset.content_hash).mkdir(parents=True)

    portal.worker().work_once()

    portal.db.refresh(run)
    assert run.state == "failed"
    page = portal.client(member).get(f"/runs/{run.key}").text
    assert "dataset.yaml" in page
    assert "该数据集无法核查" in page


@pytest.mark.slow
def test_finished_by_another_after_kill_9(portal: Portal) -> None:
    run = portal.queued_run(portal.member())
    take_life(portal, run)
    settings = _with_lease(portal.settings, seconds=2)

    first = start_worker(settings)
    _wait(portal, run, lambda: run.state == "running")
    first.kill()
    first.communicate()
    second = start_worker(settings)
    _wait(portal, run, lambda: run.is_over)
    second.communicate()

    assert (run.state, run.attempts) == ("done", 2)
    assert run.folder == f"runs/{run.key}/2"
    assert (portal.settings.data / run.folder / "report.zh.pdf").is_file()
    assert run.dataset.title != "湖北省报送数据"


def _with_lease(settings: Settings, seconds: int) -> Settings:
    return replace(settings, lease_seconds=seconds)


def _wait(portal: Portal, run: Run, is_so: Callable[[], bool]) -> None:
    """Look again and again until it is so; a worker is another process."""
    limit = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        assert time.monotonic() < limit, (run.state, run.phase, run.error)
        time.sleep(0.05)
        portal.db.rollback()
        portal.db.refresh(run)
