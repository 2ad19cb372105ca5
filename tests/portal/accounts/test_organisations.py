"""Who adds organisations: one operator a company, two operators a regulator."""

from __future__ import annotations

import re

from flask.testing import FlaskClient
from sqlalchemy import select

from portal.database.models import Organisation
from tests.portal.accounts.test_invitations import shown_link
from tests.portal.conftest import PASSWORD, Portal, send


def operators(portal: Portal) -> tuple[FlaskClient, FlaskClient]:
    """Return the browsers of two operators, who work for different organisations."""
    one, two = portal.member(), portal.member("乙公司甲")
    one.user.is_operator = two.user.is_operator = True
    portal.db.commit()
    return portal.client(one), portal.client(two)


REGULATOR = {"name": "丁市监管局", "kind": "regulator", "email": "d@example.org"}


def proposed(operator: FlaskClient) -> tuple[str, str]:
    """Propose a regulator; return the code that is shown and where to confirm."""
    send(operator, "/people/organisations", REGULATOR)
    page = operator.get("/people").text
    code = re.search(r'<code class="address">([\w-]+)</code>', page)
    there = re.search(r"/people/proposals/\d+", page)
    assert code is not None
    assert there is not None
    return code[1], there[0]


def test_a_regulator_needs_two_operators_and_neither_can_open_it_alone(
    portal: Portal,
) -> None:
    one, two = operators(portal)
    code, there = proposed(one)
    assert portal.db.scalar(select(Organisation).filter_by(kind="regulator")) is None
    assert send(one, f"{there}/confirm").status_code == 403

    send(two, f"{there}/confirm")
    address = shown_link(two)
    alone = send(portal.client(), address, {"password": PASSWORD})
    both = send(portal.client(), address, {"password": PASSWORD, "code": code})

    assert alone.status_code == 400
    assert both.location == "/"
    assert send(two, f"{there}/confirm").status_code == 404


def test_another_account_of_an_operators_address_is_no_second_operator(
    portal: Portal,
) -> None:
    one, _ = operators(portal)
    _, there = proposed(one)
    email = "administrator@company-3.example"
    twin = portal.member("丙公司", email=email)
    twin.user.is_operator = True
    portal.db.commit()

    assert send(portal.client(twin), f"{there}/confirm").status_code == 403


def test_a_proposal_is_withdrawn(portal: Portal) -> None:
    one, two = operators(portal)
    _, there = proposed(one)

    send(two, f"{there}/withdraw")

    assert send(two, f"{there}/confirm").status_code == 404


def test_an_operator_invites_himself_into_no_other_organisation(
    portal: Portal,
) -> None:
    one, _ = operators(portal)
    for kind, address in (
        ("company", "administrator@company-3.example"),
        ("regulator", "administrator@company-3.example"),
        ("regulator", "administrator@company-4.example"),
    ):
        form = {"name": "戊公司", "kind": kind, "email": address}
        assert send(one, "/people/organisations", form).status_code == 400
    assert portal.db.scalar(select(Organisation).filter_by(name="戊公司")) is None


def test_links_of_an_operator_to_other_organisations_are_void_with_the_removal(
    portal: Portal,
) -> None:
    operator, other = portal.member(), portal.member(email="other@example.org")
    operator.user.is_operator = True
    portal.db.commit()
    client = portal.client(operator)
    form = {"name": "丙公司", "kind": "company", "email": "c@example.org"}
    send(client, "/people/organisations", form)
    address = shown_link(client)

    send(portal.client(other), f"/people/{operator.id}/remove")

    assert portal.client().get(address).status_code == 404
