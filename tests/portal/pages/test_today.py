"""The start page of a person who is signed in: what waits, and never green untried."""

from __future__ import annotations

from datetime import timedelta

from portal.clock import today
from portal.database.models import Run
from tests.portal.cases.laid import lay_case
from tests.portal.conftest import Portal


def test_nothing_judged_is_said_and_not_shown_as_well(portal: Portal) -> None:
    page = portal.client(portal.member()).get("/").text

    assert "尚未核查任何数据" in page
    assert "没有等您处理的案件" not in page


def test_each_role_sees_what_waits_for_it(portal: Portal) -> None:
    inspector = portal.member("监管", "regulator", "inspector")
    approver = portal.member("监管", "regulator", "approver")
    run = portal.finished_run(inspector)
    lay_case(portal, inspector, run, state="answered")
    lay_case(portal, inspector, run, state="dismissed")

    deciding = portal.client(inspector).get("/").text
    closing = portal.client(approver).get("/").text

    assert "/cases?state=answered" in deciding
    assert "/cases?state=dismissed" not in deciding
    assert "/cases?state=dismissed" in closing
    assert "/cases?state=answered" not in closing


def test_days_that_come_are_counted_up_to_each_day(portal: Portal) -> None:
    officer = portal.member("甲公司", "company", "officer")
    run = portal.finished_run(officer)
    for days in (-1, 7, 30, 31):
        lay_case(portal, officer, run, own_due_on=today() + timedelta(days=days))

    page = portal.client(officer).get("/").text

    for days, count in ((-1, 1), (7, 2), (30, 3)):
        day = today() + timedelta(days=days)
        line = page[page.index(f"until={day}") :]
        assert f"<b>{count}</b>" in line[: line.index("</li>")]


def test_failed_checks_and_what_was_submitted_are_shown(portal: Portal) -> None:
    company = portal.member()
    regulator = portal.regulator(regions={"42"})
    company.organisation.regions = frozenset({"42"})
    dataset = portal.dataset(company)
    portal.submission(dataset, regulator)
    portal.db.add(
        Run(
            organisation_id=company.organisation_id, dataset_id=dataset.id,
            started_by_id=company.user_id, state="failed",
        )
    )  # fmt: skip
    portal.db.commit()
    failed = portal.db.query(Run).one()

    assert f"/runs/{failed.key}" in portal.client(company).get("/").text
    page = portal.client(regulator).get("/").text
    assert f"/datasets/{dataset.key}" in page
    assert failed.key not in page
