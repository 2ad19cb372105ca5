"""A portal whose people may sign in by a provider that runs beside it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.portal.conftest import Portal, open_portal
from tests.portal.openid.running import (
    CLIENT_ID,
    SECRET,
    Provider,
    running_provider,
)


@pytest.fixture(scope="session")
def served() -> Iterator[Provider]:
    with running_provider() as provider:
        yield provider


@pytest.fixture
def provider(served: Provider, monkeypatch: pytest.MonkeyPatch) -> Provider:
    # Of Authlib's provider, which else refuses plain HTTP.
    monkeypatch.setenv("AUTHLIB_INSECURE_TRANSPORT", "1")
    served.be_honest()
    return served


@pytest.fixture
def portal(
    tmp_path: Path, password_hash: str, provider: Provider, database_url: str
) -> Iterator[Portal]:
    file = tmp_path / "secret"
    file.write_text(f"{SECRET}\n", encoding="utf-8")
    yield from open_portal(
        tmp_path,
        password_hash,
        database_url=database_url,
        openid_issuer=provider.issuer,
        openid_client_id=CLIENT_ID,
        openid_secret_file=file,
        openid_name="省身份平台",
        openid_factors="mfa hwk",
    )
