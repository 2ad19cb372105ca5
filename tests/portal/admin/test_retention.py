"""`packlaw admin retention`: what the settings keep no longer, listed first, then removed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select, update

from portal.admin.retention import due
from portal.database.admission import Session
from portal.database.models import AuditEntry, Dataset, IssuedReport, Run
from portal.trail.verifying import verify
from tests.portal.admin.conftest import Admin
from tests.portal.conftest import Portal

pytestmark = pytest.mark.both_databases

DAYS = 30


def aged(portal: Portal, run: Run, days: int = DAYS + 1) -> Run:
    """Let a check and its dataset be so old."""
    at = portal.long_ago(days * 24 * 60)
    run.created_at = run.finished_at = run.dataset.uploaded_at = at
    portal.db.commit()
    return run


def test_nothing_goes_where_nobody_set_a_number_of_days(
    portal: Portal, admin: Admin
) -> None:
    run = aged(portal, portal.finished_run(portal.member()), 9999)

    listed = admin("retention", "--apply")

    assert listed.exit_code == 0
    assert "Removed 0 datasets and checks and 0 sessions." in listed.output
    assert portal.db.get(Run, run.id) is not None


def test_old_dataset_is_listed_first_and_goes_with_its_checks_and_files(
    portal: Portal, admin: Admin
) -> None:
    settings = replace(portal.settings, keep_dataset_days=DAYS)
    run = aged(portal, portal.finished_run(portal.member()))
    young = portal.finished_run(portal.member("乙公司"))
    upload = portal.settings.data / "datasets" / run.dataset.content_hash
    upload.mkdir(parents=True)
    folder, key = portal.settings.data / str(run.folder), run.dataset.key

    listed = admin("retention", settings=settings)

    assert f"-\tdataset\t{key}\t" in listed.output
    assert young.dataset.key not in listed.output
    assert folder.is_dir()
    applied = admin("retention", "--apply", settings=settings)
    assert "Removed 1 dataset or check" in applied.output
    assert not folder.exists()
    # The other company has the same content.
    assert upload.is_dir()
    portal.db.expire_all()
    assert [d.id for d in portal.db.scalars(select(Dataset))] == [young.dataset_id]
    told = portal.db.scalars(
        select(AuditEntry.subject).where(AuditEntry.action == "dataset-expired")
    )
    assert list(told) == [key]
    assert verify(portal.db, {}).fault == ""


def test_what_was_submitted_or_reported_on_goes_only_where_it_is_named(
    portal: Portal, admin: Admin
) -> None:
    settings = replace(portal.settings, keep_dataset_days=DAYS)
    submitted = aged(portal, portal.finished_run(portal.member()))
    reported = aged(portal, portal.finished_run(owner := portal.member("乙公司")))
    portal.submission(submitted.dataset, portal.regulator())
    report = portal.issued_report(reported, owner)
    keys = submitted.dataset.key, reported.dataset.key
    file = portal.settings.data / str(report.file)

    listed = admin("retention", "--apply", settings=settings)

    assert f"=\tdataset\t{keys[0]}" in listed.output
    assert "was submitted to a regulator" in listed.output
    assert "has a report that was issued" in listed.output
    assert "2 stay" in listed.output
    named = admin(
        "retention", "--apply", "--also", keys[0], "--also", keys[1], settings=settings
    )
    assert "Removed 2 datasets and checks" in named.output
    assert not file.exists()
    portal.db.expire_all()
    assert portal.db.scalars(select(Dataset)).all() == []
    assert portal.db.scalars(select(IssuedReport)).all() == []
    told = portal.db.scalars(
        select(AuditEntry.subject).where(AuditEntry.action == "dataset-expired")
    )
    assert list(told) == [f"{keys[0]} submitted", f"{keys[1]} issued"]


def test_newest_check_of_a_dataset_stays_and_one_at_work_is_never_removed(
    portal: Portal, admin: Admin
) -> None:
    settings = replace(portal.settings, keep_check_days=DAYS, keep_dataset_days=DAYS)
    member = portal.member()
    newest = aged(portal, portal.finished_run(member))
    columns = {"organisation_id": member.organisation_id, "started_by_id": member.user_id,
               "dataset_id": newest.dataset_id, "as_of": newest.as_of}  # fmt: skip
    portal.db.add(older := Run(state="done", folder="runs/older/1", **columns))
    portal.db.commit()
    aged(portal, older)
    queued = aged(portal, portal.queued_run(portal.member("乙公司")))

    of_checks = replace(settings, keep_dataset_days=0)
    listed = admin("retention", "--apply", settings=of_checks)

    # The one that was entered last is the newest.
    assert f"-\tcheck\t{newest.key}" in listed.output
    assert older.key not in listed.output
    of_datasets = admin(
        "retention", "--apply", "--also", queued.dataset.key, settings=settings
    )
    assert "has a job that is not over" in of_datasets.output
    portal.db.expire_all()
    assert portal.db.get(Run, queued.id) is not None


def test_sessions_that_ended_long_ago_go(portal: Portal, admin: Admin) -> None:
    portal.client(portal.member())
    portal.db.execute(
        update(Session).values(expires_at=portal.long_ago((DAYS + 1) * 24 * 60))
    )
    portal.db.commit()
    settings = replace(portal.settings, keep_session_days=DAYS)

    assert "and 1 session would go" in admin("retention", settings=settings).output
    assert portal.db.scalar(select(Session.id)) is not None
    admin("retention", "--apply", settings=settings)

    portal.db.expire_all()
    assert portal.db.scalar(select(Session.id)) is None
    assert due(settings, portal.db) == []
