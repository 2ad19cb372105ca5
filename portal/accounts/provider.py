"""What a provider of OpenID Connect says: where it is, and who has come back from it.

The code flow with PKCE, state and nonce. Authlib makes the addresses, fetches the tokens
and checks the id token's claims; its signature is checked by joserfc, Authlib's own
library for tokens, with an algorithm of two keys: never none, never the client secret.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from authlib.integrations.base_client import OAuthError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry
from requests import RequestException

from portal.accounts.fetching import client, is_safe, secret_of
from portal.database.admission import Errand
from portal.errors import RefusalError
from portal.settings import Settings

log = logging.getLogger("packlaw.portal")

ALGORITHMS = [
    "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512",
    "EdDSA", "Ed25519",
]  # fmt: skip
LEEWAY_SECONDS = 60
LONGEST_SUBJECT = 255


class ProviderError(RefusalError):
    """The provider does not answer, or what it answers is not accepted."""

    status = 502


@dataclass(frozen=True)
class Provider:
    """What a provider publishes of itself, as far as it is of use."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    userinfo_endpoint: str | None
    auth_method: str
    names_itself: bool


@dataclass(frozen=True)
class Known:
    """Whom the provider vouches for.

    `email` is "" unless the provider says that it is verified. `has_factor`: the person
    gave a second factor that the settings accept.
    """

    issuer: str
    subject: str
    email: str
    has_factor: bool


def discover(settings: Settings) -> Provider:
    """Ask the provider where its endpoints are; ProviderError where it does not say."""
    address = settings.openid_issuer.rstrip("/") + "/.well-known/openid-configuration"
    with client(settings, "none") as asking:
        said = _json(settings, asking, address)
    issuer = said.get("issuer")
    if not isinstance(issuer, str) or (
        issuer.rstrip("/") != settings.openid_issuer.rstrip("/")
    ):
        raise _distrust(settings, "issuer")
    wanted = ("authorization_endpoint", "token_endpoint", "jwks_uri")
    if not all(is_safe(said.get(name), settings) for name in wanted):
        raise _distrust(settings, "endpoints")
    about = said.get("userinfo_endpoint")
    return Provider(
        issuer,
        *(str(said[name]) for name in wanted),
        str(about) if is_safe(about, settings) else None,
        _auth_method(settings, said),
        said.get("authorization_response_iss_parameter_supported") is True,
    )


def way_to(settings: Settings, errand: Errand, state: str, back: str) -> str:
    """Return the provider's address that a browser is sent to, to come `back`."""
    provider = discover(settings)
    with client(settings, provider.auth_method, redirect_uri=back) as asking:
        address, _ = asking.create_authorization_url(
            provider.authorization_endpoint,
            state=state,
            nonce=errand.nonce,
            code_verifier=errand.verifier,
        )
    return str(address)


def who_came(
    settings: Settings, errand: Errand, answer: Mapping[str, str], back: str
) -> Known:
    """Return whom the provider let in, by what it sent the browser back with.

    RefusalError where it let nobody in, ProviderError where what it says is not accepted.
    """
    provider = discover(settings)
    named = answer.get("iss")
    if named != provider.issuer and (named is not None or provider.names_itself):
        raise _distrust(settings, "iss")
    if "error" in answer or "code" not in answer:
        raise RefusalError("openid.refused", name=settings.provider)
    with client(settings, provider.auth_method, redirect_uri=back) as asking:
        try:
            token = asking.fetch_token(
                provider.token_endpoint,
                code=answer["code"],
                code_verifier=errand.verifier,
                grant_type="authorization_code",
            )
        except OAuthError:
            raise _distrust(settings, "code") from None
        except (RequestException, ValueError) as fault:
            raise _unreachable(settings, fault) from None
        claims = _claims(settings, provider, errand, asking, token)
        return _known(settings, provider, asking, claims)


def _claims(
    settings: Settings,
    provider: Provider,
    errand: Errand,
    asking: OAuth2Session,
    token: Mapping[str, Any],
) -> CodeIDToken:
    """Return the claims of the id token once every check of it has passed."""
    raw = token.get("id_token")
    if not isinstance(raw, str):
        raise _distrust(settings, "id_token")
    keys = _json(settings, asking, provider.jwks_uri)
    registry = JWSRegistry(algorithms=ALGORITHMS, strict_check_header=False)
    options = {
        "iss": {"essential": True, "value": provider.issuer},
        "aud": {"essential": True, "value": settings.openid_client_id},
    }
    params = {
        "nonce": errand.nonce,
        "client_id": settings.openid_client_id,
        "access_token": token.get("access_token"),
    }
    try:
        held = jwt.decode(raw, KeySet.import_key_set(keys), registry=registry)
        claims = CodeIDToken(held.claims, held.header, options, params)
        claims.validate(leeway=LEEWAY_SECONDS)
    except (JoseError, ValueError, TypeError, KeyError) as fault:
        raise _distrust(settings, f"id_token {type(fault).__name__}") from None
    if not 1 <= len(claims["sub"]) <= LONGEST_SUBJECT:
        raise _distrust(settings, "sub")
    return claims


def _known(
    settings: Settings,
    provider: Provider,
    asking: OAuth2Session,
    claims: CodeIDToken,
) -> Known:
    said: Mapping[str, Any] = claims
    if "email" not in claims and provider.userinfo_endpoint:
        said = _json(settings, asking, provider.userinfo_endpoint, is_open=False)
        if said.get("sub") != claims["sub"]:
            raise _distrust(settings, "userinfo")
    email = said.get("email")
    is_verified = said.get("email_verified") is True and isinstance(email, str)
    methods = {str(one) for one in claims.get("amr") or ()}
    return Known(
        issuer=provider.issuer,
        subject=claims["sub"],
        email=str(email).strip().lower() if is_verified else "",
        has_factor=bool(methods & set(settings.openid_factors.split())),
    )


def _auth_method(settings: Settings, said: Mapping[str, Any]) -> str:
    """Return how the portal proves itself to the provider when it fetches tokens."""
    supported = said.get("token_endpoint_auth_methods_supported")
    known = supported if isinstance(supported, list) else ["client_secret_basic"]
    try:
        has_secret = bool(secret_of(settings))
    except RequestException as fault:
        raise _unreachable(settings, fault) from None
    if not has_secret:
        return "none"
    is_basic = "client_secret_basic" in known or "client_secret_post" not in known
    return "client_secret_basic" if is_basic else "client_secret_post"


def _json(
    settings: Settings, asking: OAuth2Session, address: str, *, is_open: bool = True
) -> dict[str, Any]:
    """Fetch an object of JSON; `is_open`: without the token of who has come back."""
    try:
        answer = asking.request("GET", address, withhold_token=is_open)
        answer.raise_for_status()
        found = answer.json()
    except (RequestException, OAuthError, ValueError, RecursionError) as fault:
        raise _unreachable(settings, fault) from None
    if not isinstance(found, dict):
        raise _distrust(settings, "json")
    return found


def _unreachable(settings: Settings, fault: Exception) -> ProviderError:
    log.warning("The provider does not answer: %s", type(fault).__name__)
    return ProviderError("openid.unreachable", name=settings.provider)


def _distrust(settings: Settings, what: str) -> ProviderError:
    log.warning("An answer of the provider is not accepted: %s", what)
    return ProviderError("openid.not_accepted", name=settings.provider)
