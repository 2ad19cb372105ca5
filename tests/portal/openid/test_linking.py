"""Which identity opens which account: never by a bare address."""

from __future__ import annotations

import re

import pytest

from portal.database.admission import Identity
from portal.database.models import User
from tests.portal.accounts.test_invitations import invited
from tests.portal.conftest import PASSWORD, Portal, send, sign_in
from tests.portal.knocking import is_inside
from tests.portal.openid.errands import (
    actions,
    join,
    linked,
    sign_in_there,
    through,
)
from tests.portal.openid.running import (
    Provider,
)

ADDRESS = "new@example.org"


@pytest.mark.both_databases
def test_an_invitation_is_accepted_by_its_verified_address(
    portal: Portal, provider: Provider
) -> None:
    provider.person |= {"email": ADDRESS.upper(), "email_verified": True}
    address = invited(portal, ADDRESS)

    client, answer = join(portal, address)

    assert answer.location == "/"
    assert is_inside(client)
    user = portal.db.query(User).filter_by(email=ADDRESS).one()
    assert user.password_hash == ""
    assert portal.client().get(address).status_code == 404
    assert is_inside(portal.client(user.memberships[0]))
    assert sign_in_there(again := portal.client()).location == "/"
    assert is_inside(again)
    # No password opens it, and not the one of nobody.
    for password in ("", "nobody has this password"):
        assert sign_in(portal.client(), ADDRESS, password).status_code == 400


def test_who_is_known_here_joins_a_second_organisation(
    portal: Portal, provider: Provider
) -> None:
    provider.person |= {"email": ADDRESS, "email_verified": True}
    linked(portal, portal.member("乙公司甲", email=ADDRESS))

    join(portal, invited(portal, ADDRESS))

    portal.db.expire_all()
    user = portal.db.query(User).filter_by(email=ADDRESS).one()
    assert len(user.memberships) == 2


UNPROVEN = (
    ({"email": ADDRESS}, "没有确认您的邮箱"),
    ({"email": ADDRESS, "email_verified": "true"}, "没有确认您的邮箱"),
    ({"email": ADDRESS, "email_verified": False}, "没有确认您的邮箱"),
    ({"email": "x@example.org", "email_verified": True}, "另一邮箱"),
    ({}, "没有确认您的邮箱"),
)


def test_an_invitation_stays_closed_to_an_address_that_is_not_verified(
    portal: Portal, provider: Provider
) -> None:
    address = invited(portal, ADDRESS)
    for person, why in UNPROVEN:
        provider.person = {"sub": "person-1", **person}

        client, answer = join(portal, address)

        assert (answer.status_code, why in answer.text) == (400, True), person
        assert not is_inside(client)
    assert portal.db.query(Identity).count() == 0
    assert portal.client().get(address).status_code == 200


def test_the_address_may_stand_where_the_provider_tells_about_people(
    portal: Portal, provider: Provider
) -> None:
    provider.about = {"sub": "another", "email": ADDRESS, "email_verified": True}
    address = invited(portal, ADDRESS)
    assert join(portal, address)[1].status_code == 502

    provider.about["sub"] = "person-1"

    # Authlib's provider has no guard for it here: the token is sent, and any is taken.
    assert join(portal, address)[1].location == "/"


def test_linking_needs_the_password_and_the_same_person(
    portal: Portal, provider: Provider
) -> None:
    member = portal.member()
    client = portal.client(member)
    wrong = send(client, "/account/identities", {"password": "a bold attempt"})
    assert wrong.status_code == 400
    begun = send(client, "/account/identities", {"password": PASSWORD})
    send(client, "/sign-out")

    assert through(client, begun).status_code == 400
    assert portal.db.query(Identity).count() == 0


def test_an_identity_is_one_accounts_alone(portal: Portal, provider: Provider) -> None:
    linked(portal, portal.member())
    other = portal.client(portal.member("乙公司甲"))

    answer = through(other, send(other, "/account/identities", {"password": PASSWORD}))

    assert answer.status_code == 400
    assert "已与这里的另一账号关联" in answer.text


def test_an_account_is_parted_from_an_identity(
    portal: Portal, provider: Provider
) -> None:
    client = portal.client(linked(portal, portal.member()))
    there = re.search(r"/account/identities/\d+/unlink", client.get("/account").text)
    assert there is not None
    stranger = portal.client(portal.member("乙公司甲"))
    assert send(stranger, there[0]).status_code == 404

    assert send(client, there[0]).status_code == 302

    assert sign_in_there(portal.client()).status_code == 400
    assert ("identity-unlinked", provider.issuer) in actions(portal)


def test_the_only_way_in_stays(portal: Portal, provider: Provider) -> None:
    provider.person |= {"email": ADDRESS, "email_verified": True}
    client, _ = join(portal, invited(portal, ADDRESS))
    [identity] = portal.db.query(Identity)

    answer = send(client, f"/account/identities/{identity.id}/unlink")

    assert answer.status_code == 400
    page = client.get("/account").text
    assert "此账号没有密码" in page
    assert 'name="new_password"' not in page


def test_a_new_password_by_a_link_parts_the_account_from_identities(
    portal: Portal, provider: Provider
) -> None:
    boss, other = portal.member(), portal.member(role="reader")
    linked(portal, other)
    client = portal.client(boss)
    send(client, f"/people/{other.id}/reset")
    shown = re.search(r"/invitations/[\w-]{20,}", client.get("/people").text)
    assert shown is not None

    send(portal.client(), shown[0], {"password": "a quite different sentence"})

    assert sign_in_there(portal.client()).status_code == 400
