"""With a real worker and real checks, organisations take turns."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import func, select

from portal.database.models import Membership, Run
from portal.serve import start_worker
from tests.portal.conftest import Portal
from tests.portal.queue.test_jobs import take_life
from tests.portal.queue.test_queueing import queue_many
from tests.portal.served import wait

pytestmark = [pytest.mark.slow, pytest.mark.both_databases]


def ended_of(portal: Portal, member: Membership) -> int:
    """Return how many checks of a member's organisation are over, however they ended."""
    portal.db.rollback()
    over = Run.state.not_in(("queued", "running"))
    mine = Run.organisation_id == member.organisation_id
    return portal.db.scalar(select(func.count(Run.id)).where(mine, over)) or 0


def wait_for_one_more(portal: Portal, member: Membership) -> None:
    before = ended_of(portal, member)
    wait(lambda: ended_of(portal, member) > before)


def test_three_hundred_checks_of_one_delay_that_of_another_by_one(
    portal: Portal,
) -> None:
    many, other = portal.member("甲公司"), portal.member("乙公司公司")
    queue_many(portal, many, 300)
    first = portal.db.scalars(select(Run)).first()
    assert first is not None
    take_life(portal, first)
    worker = start_worker(portal.settings)
    try:
        delayed_by = delay(portal, many, other)
    finally:
        worker.communicate()

    assert delayed_by <= 1


def delay(portal: Portal, many: Membership, other: Membership) -> int:
    """Return how many checks of `many` end before one that `other` queues now."""
    wait_for_one_more(portal, many)
    portal.db.add(
        Run(
            organisation_id=other.organisation_id,
            dataset=portal.dataset(other),
            as_of=date(2026, 10, 15),
            started_by_id=other.user_id,
        )
    )
    portal.db.commit()
    before = ended_of(portal, many)
    wait_for_one_more(portal, other)
    return ended_of(portal, many) - before
