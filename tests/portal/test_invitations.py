"""The first link sets the portal up; later ones let people in, once."""

from __future__ import annotations

import pytest
from sqlalchemy import select, update

from engine.errors import UsageError
from portal.accounts.invitations import set_up
from portal.models import Invitation, Membership, Organisation
from portal.serve import settings_for
from tests.portal.conftest import PASSWORD, Portal, send

pytestmark = pytest.mark.both_databases

FIRST = {
    "organisation": "湖北省监管局",
    "kind": "regulator",
    "email": "First@Example.org",
    "password": PASSWORD,
}


def link(portal: Portal) -> str:
    token = set_up(portal.db)
    portal.db.commit()
    return f"/invitations/{token}"


def invited(portal: Portal, email: str, role: str = "officer") -> str:
    boss = portal.client(portal.member())
    page = send(boss, "/people/invitations", {"email": email, "role": role}).text
    start = page.index("/invitations/")
    return page[start : page.index("<", start)]


def test_first_link_makes_the_operator(portal: Portal) -> None:
    address, client = link(portal), portal.client()

    assert send(client, address, FIRST).location == "/datasets"

    member = portal.db.scalars(select(Membership)).one()
    assert (member.role, member.user.email) == ("administrator", "first@example.org")
    assert member.user.is_operator
    assert client.get("/people").status_code == 200


def test_a_link_is_good_once(portal: Portal) -> None:
    address = link(portal)
    send(portal.client(), address, FIRST)

    assert portal.client().get(address).status_code == 404


def test_a_new_start_prints_a_new_link_and_the_old_one_ends(portal: Portal) -> None:
    old, new = link(portal), link(portal)

    assert portal.client().get(old).status_code == 404
    assert portal.client().get(new).status_code == 200


def test_no_link_once_somebody_has_an_account(portal: Portal) -> None:
    portal.member()

    assert set_up(portal.db) is None


def test_an_old_link_is_over(portal: Portal) -> None:
    address = link(portal)
    portal.db.execute(update(Invitation).values(expires_at=portal.long_ago(minutes=1)))
    portal.db.commit()

    assert portal.client().get(address).status_code == 404


@pytest.mark.parametrize(
    "wrong",
    [
        {"password": "short"},
        {"email": "nobody"},
        {"organisation": " "},
        {"kind": "spy"},
    ],
)
def test_a_refused_form_keeps_the_link_and_makes_nobody(
    portal: Portal, wrong: dict[str, str]
) -> None:
    address = link(portal)

    answer = send(portal.client(), address, FIRST | wrong)

    assert answer.status_code == 400
    assert portal.db.scalars(select(Organisation)).all() == []
    assert portal.client().get(address).status_code == 200


def test_invited_with_the_role_named(portal: Portal) -> None:
    address, client = invited(portal, "new@example.org", "reader"), portal.client()

    send(client, address, {"password": PASSWORD})

    assert client.get("/datasets").status_code == 200
    assert client.get("/datasets/new").status_code == 403


def test_a_form_cannot_choose_another_email_than_the_invited(portal: Portal) -> None:
    address = invited(portal, "new@example.org")

    send(portal.client(), address, {"password": PASSWORD, "email": "other@b.c"})

    emails = {m.user.email for m in portal.db.scalars(select(Membership))}
    assert emails == {"administrator@company-3.example", "new@example.org"}


def test_somebody_with_an_account_joins_with_its_password(portal: Portal) -> None:
    known = portal.member("乙公司甲", email="known@example.org")
    address = invited(portal, "known@example.org")

    refused = send(portal.client(), address, {"password": "a bold attempt at it"})
    send(portal.client(), address, {"password": PASSWORD})

    assert refused.status_code == 400
    portal.db.refresh(known.user)
    assert len(known.user.memberships) == 2


def test_operator_adds_an_organisation_with_its_first_administrator(
    portal: Portal,
) -> None:
    operator = portal.client()
    send(operator, link(portal), FIRST)
    form = {"name": "丙公司", "kind": "company", "email": "c@example.org"}

    page = send(operator, "/people/organisations", form).text

    assert "/invitations/" in page
    taken = send(operator, "/people/organisations", form)
    assert taken.status_code == 400


def test_refused_to_serve_others_without_https(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PACKLAW_PUBLIC_URL", raising=False)

    with pytest.raises(UsageError, match="passwords must not travel in the clear"):
        settings_for("0.0.0.0", 8000)


def test_people_reach_us_where_we_listen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PACKLAW_PUBLIC_URL", raising=False)

    assert settings_for("::1", 8123).public_url == "http://[::1]:8123"
