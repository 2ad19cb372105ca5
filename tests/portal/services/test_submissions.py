"""Submitting a dataset: who may, to whom, and that it stands."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from portal.database.models import AuditEntry, Dataset, Membership, Run
from portal.database.submission import Submission
from tests.portal.conftest import LEDGER, Portal, send
from tests.portal.mapping_forms import ENGLISH, filled, post, shown, upload


@pytest.fixture
def officer(portal: Portal) -> Membership:
    member = portal.member(role="officer")
    member.organisation.regions = frozenset({"4201"})
    portal.db.commit()
    return member


@pytest.fixture
def client(portal: Portal, officer: Membership) -> FlaskClient:
    return portal.client(officer)


def submit(
    client: FlaskClient, key: str, regulator: Membership, sure: str = "yes"
) -> TestResponse:
    form = {"regulator": regulator.organisation_id, "sure": sure}
    return send(client, f"/datasets/{key}/submissions", form, headers=ENGLISH)


def test_a_submitted_dataset_is_seen_and_on_the_trail(
    portal: Portal, client: FlaskClient, officer: Membership
) -> None:
    dataset, regulator = portal.dataset(officer), portal.regulator(regions=["42"])
    theirs = portal.client(regulator)
    assert theirs.get(f"/datasets/{dataset.key}").status_code == 404

    assert submit(client, dataset.key, regulator).status_code == 302

    assert theirs.get(f"/datasets/{dataset.key}").status_code == 200
    assert dataset.title in theirs.get("/datasets").text
    entry = portal.db.query(AuditEntry).filter_by(action="dataset-submitted").one()
    assert (entry.action, entry.subject, entry.user_id) == (
        "dataset-submitted", f"{dataset.key} 监管", officer.user_id,
    )  # fmt: skip


def test_a_regulator_checks_what_was_submitted_by_a_check_of_its_own(
    portal: Portal, client: FlaskClient, officer: Membership
) -> None:
    dataset, regulator = portal.dataset(officer), portal.regulator()
    submit(client, dataset.key, regulator)

    form = {"as_of": "2026-10-15"}
    answer = send(portal.client(regulator), f"/datasets/{dataset.key}/runs", form)

    assert answer.status_code == 302
    run = portal.db.scalars(select(Run)).one()
    assert run.organisation_id == regulator.organisation_id
    assert client.get(answer.location).status_code == 404


@pytest.mark.parametrize(
    ("sure", "regions", "why"),
    [("", ["42"], "cannot be taken back"), ("yes", ["11"], "Choose one")],
)
def test_refused_with_the_reason(
    portal: Portal,
    client: FlaskClient,
    officer: Membership,
    sure: str,
    regions: list[str],
    why: str,
) -> None:
    dataset, regulator = portal.dataset(officer), portal.regulator(regions=regions)

    answer = submit(client, dataset.key, regulator, sure)

    assert (answer.status_code, why in answer.text) == (400, True)
    assert portal.db.scalars(select(Submission)).all() == []


def test_a_submission_is_made_once(
    portal: Portal, client: FlaskClient, officer: Membership
) -> None:
    dataset, regulator = portal.dataset(officer), portal.regulator()
    submit(client, dataset.key, regulator)

    assert submit(client, dataset.key, regulator).status_code == 400
    assert len(portal.db.scalars(select(Submission)).all()) == 1


def test_only_competent_regulators_are_offered(
    portal: Portal, client: FlaskClient, officer: Membership
) -> None:
    portal.regulator("湖北省监管局", ["42"])
    portal.regulator("北京市监管局", ["11"])

    page = client.get(f"/datasets/{portal.dataset(officer).key}").text

    assert "湖北省监管局" in page
    assert "北京市监管局" not in page


def test_the_mapping_of_what_was_submitted_stands(
    portal: Portal, client: FlaskClient
) -> None:
    path = upload(client, LEDGER).location
    post(client, path.partition("?")[0], filled(shown(client, path)))
    dataset = portal.db.scalars(select(Dataset)).one()
    submit(client, dataset.key, portal.regulator())
    page = shown(client, f"/datasets/{dataset.key}/mapping")

    form = filled(page)
    answer = post(client, f"/datasets/{dataset.key}/mapping", form)

    assert "<fieldset disabled>" in page
    assert "it stands" in page
    assert answer.status_code == 400
    assert len(portal.db.scalars(select(Run)).all()) == 1


@pytest.mark.both_databases
def test_pressed_twice_at_once_it_is_submitted_once(
    portal: Portal, officer: Membership
) -> None:
    dataset, regulator = portal.dataset(officer), portal.regulator()
    clients = [portal.client(officer) for _ in range(4)]
    barrier = Barrier(4)

    def press(client: FlaskClient) -> int:
        barrier.wait()
        return submit(client, dataset.key, regulator).status_code

    with ThreadPoolExecutor(4) as pool:
        statuses = sorted(pool.map(press, clients))

    assert statuses == [302, 400, 400, 400]
    assert portal.db.query(Submission).count() == 1
