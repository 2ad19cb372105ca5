"""Cases of a regulator: seen within its remit, read and refused on the trail."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from portal.database.cases import Case
from portal.database.models import AuditEntry, Membership, Run
from tests.portal.cases.laid import lay_case
from tests.portal.conftest import Portal, send

FINDING = "7801f595fb8d7c87"


def regulators_case(portal: Portal) -> tuple[Membership, Run, Case]:
    """Lay out a case of a regulator on a dataset that a company submitted."""
    company = portal.member()
    company.organisation.regions = frozenset({"4201"})
    regulator = portal.regulator(regions=["42"])
    run = portal.finished_run(company)
    portal.submission(run.dataset, regulator)
    run.organisation_id, run.started_by_id = (
        regulator.organisation_id,
        regulator.user_id,
    )
    portal.db.commit()
    return regulator, run, lay_case(portal, regulator, run, finding_id=FINDING)


def told(portal: Portal, action: str) -> list[tuple[str, int | None]]:
    portal.db.rollback()
    rows = select(AuditEntry.subject, AuditEntry.owner_id).filter_by(action=action)
    return [tuple(row) for row in portal.db.execute(rows)]


def test_a_case_goes_out_of_sight_with_the_dataset_of_its_check(portal: Portal) -> None:
    regulator, run, case = regulators_case(portal)
    other = portal.finished_run(regulator)
    client = portal.client(regulator)
    assert client.get(f"/cases/{case.key}").status_code == 200

    regulator.organisation.regions = frozenset({"51"})
    portal.db.commit()

    assert client.get(f"/runs/{run.key}").status_code == 404
    assert client.get(f"/cases/{case.key}").status_code == 404
    assert case.key not in client.get("/cases").text
    form = {"case": [case.key], "move": "confirm", "text": "x"}
    assert send(client, "/cases/moves", form).status_code == 404
    # A later check of its own dataset found the same; only the first is out of sight.
    case.last_run_id = other.id
    portal.db.commit()
    page = client.get(f"/cases/{case.key}")
    assert page.status_code == 200
    assert run.key not in page.text


def test_a_company_learns_that_a_case_on_its_dataset_is_read(portal: Portal) -> None:
    regulator, run, case = regulators_case(portal)

    portal.client(regulator).get(f"/cases/{case.key}")

    read = (f"cases {case.key}", run.dataset.organisation_id)
    assert told(portal, "read") == [read]
    assert [owner for _, owner in told(portal, "personal-read")] == [read[1]]


def test_what_is_refused_of_a_case_is_on_the_trail(portal: Portal) -> None:
    _, _, case = regulators_case(portal)
    officer = portal.member("乙公司", "company", "officer")
    own = lay_case(portal, officer, portal.finished_run(officer))
    client = portal.client(officer)

    assert client.get(f"/cases/{case.key}").status_code == 404
    # Nobody of a company judges.
    judged = send(client, f"/cases/{own.key}/moves/confirm", {"text": "x"})

    assert judged.status_code == 403
    assert told(portal, "refused") == [
        (f"cases.show {case.key}", case.organisation_id),
        (f"cases.move {own.key}", None),
    ]


@pytest.mark.both_databases
def test_neighbours_and_counts_are_of_ones_own_cases(portal: Portal) -> None:
    regulator, run, _ = regulators_case(portal)
    officer = portal.member("乙公司", "company", "officer")
    own = lay_case(portal, officer, portal.finished_run(officer))
    others = [lay_case(portal, regulator, run) for _ in range(3)]
    client = portal.client(officer)

    page = client.get(f"/cases/{own.key}").text
    listed = client.get("/cases").text

    assert 'rel="prev"' not in page
    assert 'rel="next"' not in page
    assert [case.key for case in others if case.key in page + listed] == []
    # Of the state: one case, not four.
    assert "<b>1</b>" in listed
    assert "<b>4</b>" not in listed
    asked = {
        "case": [case.key for case in (own, *others)],
        "move": "answer",
        "text": "x",
    }
    assert send(client, "/cases/preview", asked).status_code == 404
    assert send(client, "/cases/moves", asked).status_code == 404
    assert portal.db.get_one(Case, own.id).state == "open"
