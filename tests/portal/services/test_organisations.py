"""What operators set of organisations: regions and roles."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from portal.database.models import AuditEntry, Membership, Organisation
from tests.portal.conftest import Portal, send
from tests.portal.mapping_forms import ENGLISH


@pytest.fixture
def operator(portal: Portal) -> FlaskClient:
    member = portal.member("运维")
    member.user.is_operator = True
    portal.db.commit()
    return portal.client(member)


def change(client: FlaskClient, member: Membership, **form: object) -> TestResponse:
    return send(
        client, f"/organisations/{member.organisation_id}", form, headers=ENGLISH
    )


def test_an_operator_sets_a_remit_which_is_on_the_trail(
    portal: Portal, operator: FlaskClient
) -> None:
    regulator = portal.regulator()

    answer = change(operator, regulator, regions="42，3301", roles=["seller"])

    assert answer.status_code == 302
    portal.db.expire_all()
    kept = portal.db.get_one(Organisation, regulator.organisation_id)
    assert (kept.regions, kept.roles) == ({"42", "3301"}, {"seller"})
    entry = portal.db.query(AuditEntry).filter_by(action="organisation-changed").one()
    assert (entry.action, entry.subject) == (
        "organisation-changed", "监管: 3301 42 seller",
    )  # fmt: skip
    listed = operator.get("/organisations", headers=ENGLISH).text
    assert "Hubei" in listed
    assert "Seller" in listed


def test_a_new_regulator_is_competent_for_nothing_until_somebody_says_so(
    portal: Portal, operator: FlaskClient
) -> None:
    new = portal.member("新监管局", "regulator", email="new@example.org")
    theirs, company = portal.client(new), portal.member()
    page = f"/datasets/{portal.dataset(company).key}"
    assert "no remit yet" in operator.get("/organisations", headers=ENGLISH).text
    assert "cannot submit to it" in theirs.get("/datasets", headers=ENGLISH).text
    assert "新监管局" not in portal.client(company).get(page).text

    change(operator, new, whole="yes")

    assert "whole country" in operator.get("/organisations", headers=ENGLISH).text
    assert "cannot submit to it" not in theirs.get("/datasets", headers=ENGLISH).text
    assert "新监管局" in portal.client(company).get(page).text
    entry = portal.db.query(AuditEntry).filter_by(action="organisation-changed").one()
    assert entry.subject == "新监管局: CN"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("420000", {"42"}),
        ("420100;4201", {"4201"}),
        ("420115、11", {"420115", "11"}),
        ("5000 500000", {"50"}),
        ("", set()),
    ],
)
def test_a_code_of_a_whole_province_or_city_is_kept_as_what_it_begins(
    portal: Portal, operator: FlaskClient, typed: str, kept: set[str]
) -> None:
    regulator = portal.regulator()

    change(operator, regulator, regions=typed)

    portal.db.expire_all()
    found = portal.db.get_one(Organisation, regulator.organisation_id)
    assert found.regions == kept


@pytest.mark.parametrize(
    ("form", "why"),
    [
        ({"regions": "湖北"}, "“湖北” is no code"),
        ({"regions": "99"}, "“99” is no code"),
        ({"regions": "42 420"}, "“420” is no code"),
        ({"regions": " ".join(str(c) for c in range(110000, 110101))}, "At most 100"),
        ({"regions": "42", "roles": ["spy"]}, "from the list"),
        ({"regions": "42", "whole": "yes"}, "not both"),
    ],
)
def test_refused_with_the_reason_and_nothing_is_set(
    portal: Portal, operator: FlaskClient, form: dict[str, object], why: str
) -> None:
    regulator = portal.regulator(regions=["11"])

    answer = change(operator, regulator, **form)

    assert (answer.status_code, why in answer.text) == (400, True)
    portal.db.expire_all()
    kept = portal.db.get_one(Organisation, regulator.organisation_id)
    assert kept.regions == {"11"}


def test_an_organisation_that_is_not_there(operator: FlaskClient) -> None:
    assert operator.get("/organisations/999").status_code == 404
