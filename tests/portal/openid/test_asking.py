"""How the portal asks the provider: what breaks a limit ends in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from portal.accounts import fetching
from portal.settings import read_settings
from tests.portal.conftest import Portal, open_portal, send, sign_in
from tests.portal.knocking import is_inside
from tests.portal.openid.errands import (
    came_back,
    gone,
    linked,
)
from tests.portal.openid.running import (
    SECRET,
    Provider,
)


def test_a_provider_that_is_down_ends_in_words_and_passwords_still_work(
    tmp_path: Path, password_hash: str
) -> None:
    down = {"openid_client_id": "x", "openid_issuer": "http://127.0.0.1:9"}
    for portal in open_portal(tmp_path, password_hash, **down):
        client, member = portal.client(), portal.member()
        for tag, words in (("zh", "目前没有应答"), ("en", "does not answer")):
            told = {"Accept-Language": tag}
            answer = send(client, "/sign-in/openid", headers=told)
            assert (answer.status_code, words in answer.text) == (502, True)
        assert sign_in(client, member.user.email).location == "/"


def test_what_is_huge_or_moved_is_not_followed(
    portal: Portal, provider: Provider
) -> None:
    linked(portal, portal.member())
    for place in ("/keys", "/.well-known/openid-configuration"):
        for is_huge in (True, False):
            provider.padding, provider.moved = {}, set()
            back = came_back(gone(send(client := portal.client(), "/sign-in/openid")))
            provider.padding = {place: fetching.MOST_BYTES} if is_huge else {}
            provider.moved = set() if is_huge else {place}

            answer = client.get(back)

            assert (answer.status_code, is_inside(client)) == (502, False), place
    assert not any(path.startswith("/elsewhere") for path in provider.asked)


BAD_METADATA: tuple[dict[str, object], ...] = (
    {"issuer": "https://another.example"},
    {"token_endpoint": "http://192.0.2.1/token"},
    {"jwks_uri": "file:///etc/passwd"},
    {"authorization_endpoint": "javascript:alert(1)"},
    {"authorization_endpoint": None},
)


def test_endpoints_that_may_not_be_asked_are_refused(
    portal: Portal, provider: Provider
) -> None:
    for provider.metadata in BAD_METADATA:
        answer = send(portal.client(), "/sign-in/openid")

        assert answer.status_code == 502, provider.metadata


ASKED = (
    ("https://id.example", "https://id.example/token", True),
    ("https://id.example", "http://id.example/token", False),
    # A provider elsewhere must not lead to what listens on this machine.
    ("https://id.example", "http://127.0.0.1/token", False),
    ("http://127.0.0.1:1", "http://127.0.0.1:2/token", True),
    ("http://127.0.0.1:1", "http://192.0.2.1/token", False),
    ("https://id.example", "https:///token", False),
    ("https://id.example", "https://[bad/token", False),
    ("https://id.example", 7, False),
)


def test_which_addresses_may_be_asked() -> None:
    for issuer, address, is_safe in ASKED:
        settings = read_settings({}, openid_issuer=issuer, openid_client_id="x")

        assert fetching.is_safe(address, settings) == is_safe, address


def test_a_slow_provider_is_not_waited_for(
    portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "SECONDS", 0.0)

    assert send(portal.client(), "/sign-in/openid").status_code == 502


def test_the_secret_is_read_from_its_file(portal: Portal) -> None:
    assert fetching.secret_of(portal.settings) == SECRET
    assert portal.settings.openid_secret_file is not None
    portal.settings.openid_secret_file.unlink()

    with pytest.raises(fetching.FetchError):
        fetching.secret_of(portal.settings)
    assert send(portal.client(), "/sign-in/openid").status_code == 502
