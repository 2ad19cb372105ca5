"""Sign-in by a provider of OpenID Connect that runs on this machine."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from portal.database.admission import Errand, Identity
from tests.portal.accounts.test_second_factor import with_factor
from tests.portal.conftest import Portal, open_portal, send
from tests.portal.knocking import is_inside
from tests.portal.openid.errands import (
    actions,
    came_back,
    gone,
    linked,
    sign_in_there,
    through,
)
from tests.portal.openid.running import (
    SECRET,
    Provider,
)


@pytest.mark.both_databases
def test_a_linked_account_is_entered_and_left(
    portal: Portal, provider: Provider
) -> None:
    member = linked(portal, portal.member())

    client = portal.client()
    answer = through(client, send(client, "/sign-in/openid", {"then": "/runs"}))

    assert answer.location == "/runs"
    assert is_inside(client)
    send(client, "/sign-out")
    assert not is_inside(client)
    told = actions(portal)
    assert ("identity-linked", provider.issuer) in told
    assert ("signed-in", provider.issuer) in told
    [identity] = portal.db.query(Identity)
    assert (identity.user_id, identity.subject) == (member.user_id, "person-1")
    assert portal.db.query(Errand).count() == 0


def test_what_is_asked_of_the_provider(portal: Portal, provider: Provider) -> None:
    address = gone(send(portal.client(), "/sign-in/openid"))

    asked = {
        name: value[0] for name, value in parse_qs(urlsplit(address).query).items()
    }
    assert address.startswith(f"{provider.issuer}/authorize?")
    assert asked["response_type"] == "code"
    assert asked["code_challenge_method"] == "S256"
    assert asked["redirect_uri"] == "http://127.0.0.1:8000/sign-in/openid/callback"
    assert asked["scope"] == "openid email"
    assert len(asked["state"]) >= 32
    assert len(asked["nonce"]) >= 32
    assert len(asked["code_challenge"]) == 43
    assert SECRET not in address


def test_a_bare_address_opens_no_account(portal: Portal, provider: Provider) -> None:
    """Neither a verified one: addresses change hands, and are not linked by themselves."""
    member = portal.member()
    provider.person |= {"email": member.user.email, "email_verified": True}

    client = portal.client()
    answer = sign_in_there(client)

    assert answer.status_code == 400
    assert "没有与之关联的账号" in answer.text
    assert not is_inside(client)
    assert portal.db.query(Identity).count() == 0
    assert ("provider-refused", "openid.unknown") in actions(portal)


def test_another_subject_of_the_same_provider_is_somebody_else(
    portal: Portal, provider: Provider
) -> None:
    linked(portal, portal.member())
    provider.person = {"sub": "person-2"}

    assert sign_in_there(client := portal.client()).status_code == 400
    assert not is_inside(client)


def test_who_is_refused_there_is_told(portal: Portal, provider: Provider) -> None:
    back = came_back(gone(send(client := portal.client(), "/sign-in/openid")))

    answer = client.get(re.sub(r"code=[^&]+", "error=access_denied", back))

    assert answer.status_code == 400
    assert "省身份平台 没有让您登录" in answer.text
    # The address that was come back to is used up.
    assert 'name="then" value="/sign-in"' in answer.text


def test_a_factor_of_this_portal_is_asked_for_unless_the_provider_did(
    portal: Portal, provider: Provider
) -> None:
    member = linked(portal, portal.member())
    with_factor(portal, member)

    answer = sign_in_there(client := portal.client())
    assert answer.location == "/sign-in/code"
    assert not is_inside(client)
    provider.claims = {"amr": ["pwd"]}
    assert sign_in_there(portal.client()).location == "/sign-in/code"

    provider.claims = {"amr": ["pwd", "mfa"]}
    assert sign_in_there(client := portal.client()).location == "/"
    assert is_inside(client)


def test_a_demanded_factor_is_set_up_first_unless_the_provider_did(
    portal: Portal, provider: Provider
) -> None:
    member = linked(portal, portal.member())
    member.organisation.demands_factor = True
    portal.db.commit()

    sign_in_there(client := portal.client())
    assert client.get("/datasets").location == "/account/second-factor"

    provider.claims = {"amr": ["hwk"]}
    sign_in_there(client := portal.client())
    assert is_inside(client)


def test_without_a_provider_there_is_nothing_to_press(
    tmp_path: Path, password_hash: str
) -> None:
    for portal in open_portal(tmp_path, password_hash):
        assert "openid" not in portal.client().get("/sign-in").text
        assert send(portal.client(), "/sign-in/openid").status_code == 404
