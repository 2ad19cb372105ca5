"""Organisations take turns, one check is open at a time, and people may cancel it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import func, insert, select

from portal.database.models import (
    AuditEntry,
    Dataset,
    IssuedReport,
    Membership,
    Run,
)
from portal.errors import MissingError, OverError, RefusalError
from portal.queue.jobs import LeaseLostError
from portal.services.checks import cancel_check, enqueue
from portal.services.waiting import jobs_before, jobs_by_organisation
from tests.portal.conftest import Portal, open_portal, send
from tests.portal.working import work_of

pytestmark = pytest.mark.both_databases

FIRST_DAY = date(2026, 1, 1)


def queue_many(portal: Portal, member: Membership, count: int) -> Dataset:
    """Queue checks of one dataset for so many days."""
    dataset = portal.dataset(member)
    common = {"organisation_id": member.organisation_id, "dataset_id": dataset.id,
              "started_by_id": member.user_id}  # fmt: skip
    portal.db.execute(
        insert(Run),
        [{**common, "as_of": FIRST_DAY + timedelta(days=n)} for n in range(count)],
    )
    portal.db.commit()
    return dataset


def taken(portal: Portal) -> Run | IssuedReport:
    """Take the next job and end it; return its row."""
    claim = portal.queue().claim()
    assert claim is not None
    portal.queue().fail(claim, "")
    portal.db.expire_all()
    return portal.db.get_one(claim.table, claim.id)


@pytest.fixture
def crowd(portal: Portal) -> Membership:
    """An organisation with 300 queued checks, one of which was just taken."""
    member = portal.member("甲公司")
    queue_many(portal, member, 300)
    taken(portal)
    return member


def test_many_checks_of_one_delay_that_of_another_by_one(
    portal: Portal, crowd: Membership
) -> None:
    other = portal.member("乙公司公司")
    queue_many(portal, other, 2)

    owners = [taken(portal).organisation_id for _ in range(5)]

    one, two = crowd.organisation_id, other.organisation_id
    assert owners == [two, one, two, one, one]


def test_reports_of_one_delay_the_check_of_another_by_one(portal: Portal) -> None:
    member, other = portal.member("甲公司"), portal.member("乙公司公司")
    run = portal.finished_run(member)
    for party in range(5):
        portal.issued_report(run, member, state="queued", entity=str(party))
    queue_many(portal, other, 1)

    tables = [type(taken(portal)) for _ in range(3)]

    assert tables == [IssuedReport, Run, IssuedReport]


def test_small_checks_go_before_others_of_their_organisation(portal: Portal) -> None:
    member = portal.member()
    queue_many(portal, member, 3)
    last = portal.db.scalars(select(Run).order_by(Run.id.desc())).first()
    assert last is not None
    last.is_small = True
    portal.db.commit()

    assert taken(portal).id == last.id


def test_workers_that_claim_at_once_take_each_job_once(portal: Portal) -> None:
    members = [portal.member("公司" * n) for n in range(1, 5)]
    for member in members:
        queue_many(portal, member, 5)
    barrier = Barrier(4)

    def claim_all(_: int) -> list[int]:
        barrier.wait()
        mine, queue = [], portal.queue()
        # A worker finds nothing while others hold the turns, and looks again.
        while len(mine) < 5:
            if claim := queue.claim():
                mine.append(claim.id)
        return mine

    with ThreadPoolExecutor(4) as pool:
        taken_by = list(pool.map(claim_all, range(4)))

    every = [id_ for mine in taken_by for id_ in mine]
    assert sorted(every) == sorted(portal.db.scalars(select(Run.id)))


def test_worker_for_small_ones_leaves_the_others(portal: Portal) -> None:
    queue_many(portal, portal.member(), 1)

    assert portal.queue().claim(only_small=True) is None
    assert portal.queue().claim() is not None


def test_place_counts_those_that_are_taken_before(
    portal: Portal, crowd: Membership
) -> None:
    other = portal.member("乙公司公司")
    queue_many(portal, other, 3)
    runs = portal.db.scalars(select(Run).where(Run.state == "queued").order_by(Run.id))
    waiting = {run.id: jobs_before(work_of(portal, crowd), run) for run in runs}

    order = [taken(portal).id for _ in range(8)]

    assert [waiting[id_] for id_ in order] == list(range(8))


def test_check_with_other_options_is_another(portal: Portal) -> None:
    member = portal.member()
    dataset, work = portal.dataset(member), work_of(portal, member)

    ids = [
        enqueue(work, dataset, FIRST_DAY, options).id
        for options in ({}, {"mapping": {"text": "a"}}, {})
    ]

    assert ids[0] == ids[2] != ids[1]


def test_check_that_is_over_may_be_made_again(portal: Portal) -> None:
    member = portal.member()
    dataset, work = portal.dataset(member), work_of(portal, member)
    first = enqueue(work, dataset, FIRST_DAY, {})
    cancel_check(work, first.key)

    second = enqueue(work, dataset, FIRST_DAY, {})

    assert second.id != first.id


def test_organisation_has_as_many_open_checks_as_it_may(portal: Portal) -> None:
    member = portal.member()
    dataset, work = portal.dataset(member), work_of(portal, member, max_open_checks=1)
    enqueue(work, dataset, FIRST_DAY, {})

    with pytest.raises(RefusalError) as caught:
        enqueue(work, dataset, date(2026, 2, 2), {})

    assert (caught.value.key, caught.value.values) == ("runs.many_open", {"most": 1})


@pytest.mark.parametrize("is_running", [False, True])
def test_check_is_cancelled_with_who_and_when(portal: Portal, is_running: bool) -> None:
    member = portal.member()
    run = portal.queued_run(member)
    claim = portal.queue().claim() if is_running else None

    client = portal.client(member)
    answer = send(client, f"/runs/{run.key}/cancel")

    assert answer.location == f"/runs/{run.key}"
    portal.db.expire_all()
    assert (run.state, run.cancelled_by_id) == ("cancelled", member.user_id)
    assert run.is_over
    assert run.finished_at is not None
    page = client.get(f"/runs/{run.key}", headers={"Accept-Language": "en"}).text
    assert f"Cancelled by {member.user.email}." in page
    assert portal.db.scalars(
        select(AuditEntry.subject).where(AuditEntry.action == "check-cancelled")
    ).all() == [run.key]
    if claim:
        with pytest.raises(LeaseLostError):
            portal.queue().require(claim)


def test_check_that_is_over_is_not_cancelled(portal: Portal) -> None:
    member = portal.member()
    run = portal.finished_run(member)

    with pytest.raises(OverError):
        cancel_check(work_of(portal, member), run.key)
    assert send(portal.client(member), f"/runs/{run.key}/cancel").status_code == 409


def test_check_of_another_organisation_is_not_cancelled(portal: Portal) -> None:
    run = portal.queued_run(portal.member("甲公司"))
    others = portal.member("乙公司公司"), portal.member("某某监管局", "regulator")

    for member in others:
        with pytest.raises(MissingError):
            work_of(portal, member).authorise("check.cancel", run)


def test_place_is_told_on_the_page_of_the_check(portal: Portal) -> None:
    member = portal.member()
    queue_many(portal, member, 3)
    last = portal.db.scalars(select(Run).order_by(Run.id.desc())).first()
    assert last is not None

    page = portal.client(member).get(
        f"/runs/{last.key}", headers={"Accept-Language": "en"}
    )

    assert "Waiting for its turn: 2 jobs before it" in page.text


def test_operators_see_bounds_and_who_waits(portal: Portal) -> None:
    member = portal.member()
    queue_many(portal, member, 3)
    assert portal.queue().claim()
    client = portal.client(member)
    assert client.get("/bounds").status_code == 403
    member.user.is_operator = True
    portal.db.commit()

    page = client.get("/bounds", headers={"Accept-Language": "en"}).text

    assert "PACKLAW_CHECK_MB" in page
    [row] = jobs_by_organisation(work_of(portal, member))
    assert tuple(row) == ("甲公司", 2, 1)
    assert "甲公司" in page


def test_upload_beyond_the_cap_is_refused_on_its_form(
    tmp_path: Path, password_hash: str
) -> None:
    form = {"as_of": "2026-05-01"}
    for portal in open_portal(tmp_path, password_hash, max_open_checks=1):
        member = portal.member()
        portal.queued_run(member)
        upload = {**form, "files": (BytesIO(b"title: x\n"), "dataset.yaml")}

        answer = send(
            portal.client(member), "/datasets", upload,
            headers={"Accept-Language": "en"},
        )  # fmt: skip

        assert answer.status_code == 400
        assert "1 check waiting or under way, as many as it may have" in answer.text
        assert 'name="files"' in answer.text
        assert portal.db.scalar(select(func.count(Dataset.id))) == 1
