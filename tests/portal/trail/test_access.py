"""What people are refused and what they read of others is on the trail, once an hour."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select, update

from portal.clock import now
from portal.database.models import AuditEntry, Membership
from portal.trail.repeats import close_repeats
from portal.trail.tables import TrailRepeat
from portal.trail.verifying import verify
from tests.portal.conftest import Portal, sign_in
from tests.portal.trails import watched

pytestmark = pytest.mark.both_databases


def entries(portal: Portal, action: str) -> list[AuditEntry]:
    portal.db.rollback()
    portal.db.expire_all()
    wanted = select(AuditEntry).where(AuditEntry.action == action)
    return list(portal.db.scalars(wanted.order_by(AuditEntry.id)))


def regulator(portal: Portal) -> Membership:
    return portal.regulator("湖北省监管局")


def test_a_company_learns_who_read_its_check(portal: Portal) -> None:
    company, reader = portal.member(), regulator(portal)
    run = portal.finished_run(company)
    portal.submission(run.dataset, reader)
    portal.issued_report(run, reader)
    client = portal.client(reader)

    for page in ("", "/findings", ""):
        assert client.get(f"/runs/{run.key}{page}").status_code == 200

    runs, findings = entries(portal, "read")
    assert (runs.subject, findings.subject) == (
        f"runs {run.key}",
        f"findings {run.key}",
    )
    assert (runs.user_id, runs.owner_id) == (reader.user_id, company.organisation_id)
    told = portal.client(company).get("/trail").text
    assert "湖北省监管局" in told
    assert reader.user.email in told


def test_a_company_learns_that_a_check_of_its_dataset_by_another_is_read(
    portal: Portal,
) -> None:
    company, reader = portal.member(), regulator(portal)
    run = portal.finished_run(company)
    portal.submission(run.dataset, reader)
    run.organisation_id, run.started_by_id = reader.organisation_id, reader.user_id
    portal.db.commit()
    client = portal.client(reader)

    for page in ("", "/findings", "/custody/batteries", "/files/run"):
        with client.get(f"/runs/{run.key}{page}") as answer:
            assert answer.status_code == 200, page

    read = entries(portal, "read")
    assert [entry.subject for entry in read] == [
        f"runs {run.key}",
        f"findings {run.key}",
        f"custody {run.key}",
    ]
    assert {entry.owner_id for entry in read} == {company.organisation_id}


def test_a_part_of_a_file_is_read_as_the_whole(portal: Portal) -> None:
    company, reader = portal.member(), regulator(portal)
    run = portal.finished_run(company)
    portal.submission(run.dataset, reader)
    portal.issued_report(run, reader)

    whole = {"Range": "bytes=0-"}
    with portal.client(reader).get(f"/runs/{run.key}/files/run", headers=whole) as part:
        assert part.status_code == 206

    [read] = entries(portal, "read")
    assert (read.subject, read.owner_id) == (f"runs {run.key}", company.organisation_id)


def test_what_is_ones_own_is_read_without_an_entry(portal: Portal) -> None:
    member = portal.member()
    run = portal.finished_run(member)

    portal.client(member).get(f"/runs/{run.key}")

    assert entries(portal, "read") == []


def test_asking_for_what_is_anothers_is_entered_and_for_nothing_is_not(
    portal: Portal,
) -> None:
    owner, stranger = portal.member(), portal.member("乙公司甲")
    run = portal.finished_run(owner)
    client = portal.client(stranger)

    for key in (run.key, "0" * 12, run.key):
        assert client.get(f"/runs/{key}").status_code == 404

    [refused] = entries(portal, "refused")
    assert refused.subject == f"runs.show {run.key}"
    assert (refused.user_id, refused.owner_id) == (
        stranger.user_id,
        owner.organisation_id,
    )


def test_what_a_role_may_not_do_is_entered(portal: Portal) -> None:
    reader = portal.member(role="reader")

    assert portal.client(reader).get("/datasets/new").status_code == 403

    [refused] = entries(portal, "refused")
    assert (refused.subject, refused.user_id) == ("datasets.new", reader.user_id)


def test_refused_sign_ins_are_one_entry_with_their_number(portal: Portal) -> None:
    member = portal.member()
    client = portal.client()
    for _ in range(5):
        sign_in(client, member.user.email, "not the password at all")

    [first] = entries(portal, "sign-in-refused")
    portal.db.execute(update(TrailRepeat).values(since=portal.long_ago(minutes=61)))
    portal.db.commit()
    with watched(portal) as db:
        close_repeats(db, now())
        db.commit()

    _, more = entries(portal, "sign-in-refused")
    assert (first.subject, first.owner_id) == (
        member.user.email,
        member.organisation_id,
    )
    assert (first.times, more.times) == (1, 4)
    assert portal.db.scalar(select(func.count(TrailRepeat.id))) == 0
    assert not verify(portal.db).fault


def test_what_is_no_account_is_not_kept_for_it_may_be_a_password(
    portal: Portal,
) -> None:
    portal.member()

    sign_in(portal.client(), "my secret@sentence")

    [refused] = entries(portal, "sign-in-refused")
    assert (refused.subject, refused.user_id, refused.owner_id) == ("", None, None)
