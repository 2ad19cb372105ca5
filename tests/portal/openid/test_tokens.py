"""A provider that lies, and a way back that is not one's own."""

from __future__ import annotations

import re
import time
from urllib.parse import parse_qs, urlsplit

import pytest
from joserfc.jwk import OctKey

from tests.portal.conftest import Portal, send
from tests.portal.knocking import is_inside
from tests.portal.openid.errands import (
    actions,
    came_back,
    gone,
    linked,
    sign_in_there,
)
from tests.portal.openid.running import (
    CLIENT_ID,
    SECRET,
    Provider,
    other_key,
)

MEANT_FOR_OTHERS: tuple[dict[str, object], ...] = (
    {"nonce": "another"},
    {"aud": ["another"]},
    {"aud": [CLIENT_ID, "another"]},
    {"azp": "another"},
    {"iss": "https://another.example"},
    {"exp": int(time.time()) - 3600},
    {"iat": int(time.time()) + 3600},
    {"amr": "mfa"},
)


def test_an_id_token_that_is_not_for_this_sign_in_is_refused(
    portal: Portal, provider: Provider
) -> None:
    linked(portal, portal.member())
    for provider.claims in MEANT_FOR_OTHERS:
        answer = sign_in_there(client := portal.client())

        assert answer.status_code == 502, provider.claims
        assert "未通过本站的检查" in answer.text
        assert not is_inside(client)
    assert ("provider-refused", "openid.not_accepted") in actions(portal)


def test_a_subject_that_is_none_is_refused(portal: Portal, provider: Provider) -> None:
    for subject in ("", "x" * 256, 7):
        provider.person = {"sub": subject}

        assert sign_in_there(portal.client()).status_code == 502, subject


def lie(provider: Provider, how: str) -> None:
    if how == "another key":
        provider.signs_with = other_key()
    elif how == "none":
        provider.algorithm = "none"
    elif how == "secret as key":
        provider.algorithm, provider.signs_with = "HS256", OctKey.import_key(SECRET)
    elif how == "public key as secret":
        # The classic: the public key, which all know, taken for a shared secret.
        pem = provider.published.as_pem(private=False)
        provider.algorithm = "HS256"
        provider.signs_with = OctKey.import_key(pem.hex())


def test_an_id_token_that_the_provider_did_not_sign_is_refused(
    portal: Portal, provider: Provider
) -> None:
    linked(portal, portal.member())
    for how in ("another key", "none", "secret as key", "public key as secret"):
        lie(provider, how)

        answer = sign_in_there(client := portal.client())

        assert (answer.status_code, is_inside(client)) == (502, False), how


@pytest.mark.both_databases
def test_a_way_back_is_good_once_and_in_its_own_browser(
    portal: Portal, provider: Provider
) -> None:
    linked(portal, portal.member())
    first, other = portal.client(), portal.client()
    back = came_back(gone(send(first, "/sign-in/openid")))
    send(other, "/sign-in/openid")

    assert other.get(back).status_code == 400
    kept = first.get_cookie("packlaw-form")
    assert kept is not None
    assert first.get(back).status_code == 302
    # The same browser again, with the very cookie that it had before.
    thief = portal.client()
    thief.set_cookie("packlaw-form", kept.value)
    answer = thief.get(back)

    assert answer.status_code == 400
    assert "已经用过" in answer.text
    assert not is_inside(thief)


def test_a_code_is_not_taken_twice(portal: Portal, provider: Provider) -> None:
    linked(portal, portal.member())
    first, second = portal.client(), portal.client()
    used = came_back(gone(send(first, "/sign-in/openid")))
    assert first.get(used).status_code == 302
    fresh = came_back(gone(send(second, "/sign-in/openid")))
    code = parse_qs(urlsplit(used).query)["code"][0]

    answer = second.get(re.sub(r"code=[^&]+", f"code={code}", fresh))

    assert (answer.status_code, is_inside(second)) == (502, False)


def test_a_code_of_another_browser_is_refused(
    portal: Portal, provider: Provider
) -> None:
    """The verifier (PKCE) is the browser's own: an injected code does not fit it."""
    linked(portal, portal.member())
    victim, attacker = portal.client(), portal.client()
    stolen = came_back(gone(send(victim, "/sign-in/openid")))
    own = came_back(gone(send(attacker, "/sign-in/openid")))
    code = parse_qs(urlsplit(stolen).query)["code"][0]

    answer = attacker.get(re.sub(r"code=[^&]+", f"code={code}", own))

    assert (answer.status_code, is_inside(attacker)) == (502, False)


def test_an_answer_of_another_provider_is_refused(
    portal: Portal, provider: Provider
) -> None:
    linked(portal, portal.member())
    provider.answers = {"iss": "https://another.example"}
    assert sign_in_there(portal.client()).status_code == 502

    provider.answers = {}
    provider.metadata = {"authorization_response_iss_parameter_supported": True}
    assert sign_in_there(portal.client()).status_code == 502

    provider.answers = {"iss": provider.issuer}
    assert sign_in_there(portal.client()).status_code == 302
