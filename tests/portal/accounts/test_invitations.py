"""The first link sets the portal up; later ones let people in, once."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, update

from engine.errors import UsageError
from portal.accounts.invitations import set_up
from portal.database.admission import Invitation
from portal.database.models import Membership, Organisation, User
from portal.serve import settings_for
from tests.portal.conftest import PASSWORD, Portal, send, sign_in

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
    send(boss, "/people/invitations", {"email": email, "role": role})
    return shown_link(boss)


def shown_link(client: FlaskClient) -> str:
    """Return the link that the page of people shows to who has just made it."""
    shown = re.search(r"/invitations/[\w-]{20,}", client.get("/people").text)
    assert shown is not None
    return shown[0]


def test_first_link_makes_the_operator(portal: Portal) -> None:
    address, client = link(portal), portal.client()

    assert send(client, address, FIRST).location == "/"

    member = portal.db.scalars(select(Membership)).one()
    assert (member.role, member.user.email) == ("administrator", "first@example.org")
    assert member.user.is_operator
    assert client.get("/people").status_code == 200


def test_a_link_is_good_once(portal: Portal) -> None:
    address = link(portal)
    send(portal.client(), address, FIRST)

    again = portal.client().get(address)
    assert again.status_code == 404
    assert "已使用、已撤回" in again.text


def test_one_link_opened_six_times_at_once_makes_one_operator(portal: Portal) -> None:
    address = link(portal)

    def open_it(n: int) -> int:
        form = FIRST | {"organisation": f"{n}局", "email": f"{n}@a.example"}
        return send(portal.app.test_client(), address, form).status_code

    with ThreadPoolExecutor(6) as crowd:
        answers = sorted(crowd.map(open_it, range(6)))

    assert answers == [302] + [404] * 5
    assert [u.is_operator for u in portal.db.scalars(select(User))] == [True]
    assert len(portal.db.scalars(select(Organisation)).all()) == 1


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

    send(client, address, {"password": PASSWORD, "account": "new"})

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

    guess = {"password": "a bold attempt at it", "account": "known"}
    refused = send(portal.client(), address, guess)
    send(portal.client(), address, {"password": PASSWORD, "account": "known"})

    assert refused.status_code == 400
    portal.db.refresh(known.user)
    assert len(known.user.memberships) == 2


def test_operator_adds_an_organisation_with_its_first_administrator(
    portal: Portal,
) -> None:
    operator = portal.client()
    send(operator, link(portal), FIRST)
    form = {"name": "丙公司", "kind": "company", "email": "c@example.org"}

    send(operator, "/people/organisations", form)

    first = portal.client()
    send(first, shown_link(operator), {"password": PASSWORD})
    assert first.get("/people").status_code == 200
    taken = send(operator, "/people/organisations", form)
    assert taken.status_code == 400


def test_invitations_are_listed_and_withdrawn(portal: Portal) -> None:
    boss = portal.client(portal.member())
    send(boss, "/people/invitations", {"email": "new@example.org", "role": "officer"})
    address = shown_link(boss)
    page = boss.get("/people").text
    assert "new@example.org" in page
    there = re.search(r"/people/invitations/\d+/withdraw", page)
    assert there is not None

    send(boss, there[0])

    assert portal.client().get(address).status_code == 404
    assert "new@example.org" not in boss.get("/people").text


def test_a_second_invitation_takes_the_place_of_the_first(portal: Portal) -> None:
    boss = portal.client(portal.member())
    form = {"email": "new@example.org", "role": "officer"}
    addresses = []
    for _ in range(2):
        send(boss, "/people/invitations", form)
        addresses.append(shown_link(boss))

    answers = [portal.client().get(address).status_code for address in addresses]
    assert answers == [404, 200]


def test_links_are_void_with_the_removal_of_who_made_or_was_to_have_them(
    portal: Portal,
) -> None:
    boss, other = portal.member(), portal.member(email="other@example.org")
    form = {"email": "new@example.org", "role": "officer"}
    send(leaving := portal.client(other), "/people/invitations", form)
    made = shown_link(leaving)
    send(client := portal.client(boss), f"/people/{other.id}/reset")
    reset = shown_link(client)

    send(client, f"/people/{other.id}/remove")

    assert portal.client().get(made).status_code == 404
    assert portal.client().get(reset).status_code == 404


def test_who_is_removed_is_told_of_first(portal: Portal) -> None:
    boss, other = portal.member(), portal.member(role="officer")

    page = portal.client(boss).get(f"/people/{other.id}")

    assert other.user.email in page.text
    assert f"/people/{other.id}/remove" in page.text


def test_an_address_registered_in_advance_keeps_its_owner_out_of_nothing(
    portal: Portal,
) -> None:
    """Somebody's administrator opens the link for a stranger's address himself."""
    squatter = portal.member("乙公司甲", email="owner@example.org")
    address = invited(portal, "owner@example.org")

    owner = portal.client()
    send(owner, address, {"password": "the owner's own sentence", "account": "new"})

    assert "甲公司" in owner.get("/people").text
    assert "乙公司甲" not in owner.get("/account").text
    portal.db.refresh(squatter.user)
    assert len(squatter.user.memberships) == 1
    # Both sign in under the address, each to what is his.
    for password, name in (
        (PASSWORD, "乙公司甲"),
        ("the owner's own sentence", "甲公司"),
    ):
        sign_in(client := portal.client(), "owner@example.org", password)
        assert name in client.get("/people").text


def test_two_accounts_of_an_address_have_not_the_same_password(portal: Portal) -> None:
    portal.member("乙公司甲", email="two@example.org")
    address, client = invited(portal, "two@example.org"), portal.client()

    same = send(client, address, {"password": PASSWORD, "account": "new"})
    for _ in range(portal.settings.sign_in_tries):
        last = send(client, address, {"password": PASSWORD, "account": "new"})

    assert same.status_code == 400
    assert "请另选一个密码" in same.text
    assert last.status_code == 429


def test_a_member_is_not_invited_again(portal: Portal) -> None:
    boss = portal.client(portal.member())
    portal.member(role="reader", email="known@example.org")
    form = {"email": "known@example.org", "role": "officer"}

    answer = send(boss, "/people/invitations", form)

    assert answer.status_code == 400
    assert "已是成员" in answer.text


def test_the_language_is_changed_without_losing_the_link(portal: Portal) -> None:
    boss = portal.client(portal.member())
    send(boss, "/people/invitations", {"email": "new@example.org", "role": "officer"})
    address = shown_link(boss)
    refused = send(portal.client(), address, {"password": "short", "account": "new"})
    for page, there in ((boss.get("/people").text, "/people"), (refused.text, address)):
        assert f'name="then" value="{there}"' in page

    send(boss, "/language", {"language": "en", "then": "/people"})

    assert shown_link(boss) == address


def test_refused_to_serve_others_without_https(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PACKLAW_PUBLIC_URL", raising=False)

    with pytest.raises(UsageError, match="passwords must not travel in the clear"):
        settings_for("0.0.0.0", 8000)


def test_people_reach_us_where_we_listen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PACKLAW_PUBLIC_URL", raising=False)

    assert settings_for("::1", 8123).public_url == "http://[::1]:8123"
