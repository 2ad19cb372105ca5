"""Asks a provider over HTTP: no plain HTTP, no redirect, nothing large, nothing slow."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

from authlib.integrations.requests_client import OAuth2Session
from requests import PreparedRequest, RequestException, Response
from requests.adapters import HTTPAdapter

from portal.settings import Settings
from portal.settings.setting import is_loopback

MOST_BYTES = 200_000
SECONDS = 10.0
# Each read may take half of it; the pool ends waiting for one that trickles.
READ_SECONDS = 5.0
# No more at once: a provider that hangs must not take the threads of all pages.
_asking = ThreadPoolExecutor(4, thread_name_prefix="provider")


class FetchError(RequestException):
    """The provider did not answer, or its answer breaks a limit."""


def is_safe(address: object, settings: Settings) -> bool:
    """Return whether an address may be asked: https, or this machine as the issuer is."""
    if not isinstance(address, str):
        return False
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return False
    own = is_loopback(urlsplit(settings.openid_issuer).hostname or "")
    is_local = own and parts.scheme == "http" and is_loopback(host)
    return bool(host) and (parts.scheme == "https" or is_local)


def client(settings: Settings, auth_method: str, **given: Any) -> OAuth2Session:
    """Return the client that talks to the provider, held to the limits."""
    session = OAuth2Session(
        settings.openid_client_id,
        secret_of(settings) if auth_method != "none" else None,
        token_endpoint_auth_method=auth_method,
        scope="openid email",
        code_challenge_method="S256",
        **given,
    )
    # No proxy of the environment is asked for what is on this machine.
    session.trust_env = settings.openid_issuer.startswith("https:")
    session.headers["Accept-Encoding"] = "identity"
    for scheme in ("https://", "http://"):
        session.mount(scheme, _Careful(settings))
    return session


def secret_of(settings: Settings) -> str:
    """Return the client secret, from its file where one is named; "" without one."""
    file = settings.openid_secret_file
    if file is None:
        return settings.openid_secret
    try:
        return file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeError):
        raise FetchError("the file of the client secret cannot be read") from None


class _Careful(HTTPAdapter):
    """What a session sends by; every request and answer passes here."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings

    def send(self, request: PreparedRequest, *given: Any, **more: Any) -> Response:
        """Send a request and read its answer; FetchError where a limit is broken."""
        if not is_safe(request.url, self._settings):
            raise FetchError("an address that may not be asked")
        more |= {"stream": True, "timeout": READ_SECONDS}
        asked = _asking.submit(self._answer, request, more)
        try:
            return asked.result(timeout=SECONDS)
        except TimeoutError:
            asked.cancel()
            raise FetchError("no answer in time") from None

    def _answer(self, request: PreparedRequest, more: dict[str, Any]) -> Response:
        answer = super().send(request, **more)
        try:
            body = answer.raw.read(MOST_BYTES + 1, decode_content=False)
        except Exception as fault:
            raise FetchError("the answer broke off") from fault
        finally:
            answer.raw.close()
        if answer.is_redirect:
            raise FetchError("a redirect, which is not followed")
        if len(body) > MOST_BYTES:
            raise FetchError("an answer that is too large")
        # The session reads the body from here.
        answer.raw = BytesIO(body)
        return answer
