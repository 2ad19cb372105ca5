"""A provider of OpenID Connect on this machine, made of Authlib's own provider side.

It serves one client and asks nobody for a password: whoever comes is `person`. A test
makes it lie by changing its claims, its key, its algorithm or what it serves.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from authlib.integrations.flask_oauth2 import AuthorizationServer
from authlib.oauth2.rfc6749 import AuthorizationCodeMixin, ClientMixin, grants
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oidc.core import UserInfo
from authlib.oidc.core.grants import OpenIDCode
from flask import Flask, Response, jsonify, redirect, request
from joserfc.jwk import KeySet, RSAKey
from werkzeug.serving import make_server
from werkzeug.wrappers import Response as AnyResponse

CLIENT_ID, SECRET = "packlaw", "a secret of the client, with + and :"


class Client(ClientMixin):
    """The portal, as the provider knows it."""

    def get_client_id(self) -> str:
        return CLIENT_ID

    def get_allowed_scope(self, scope: str) -> str:
        return " ".join({"openid", "email"} & set(scope.split()))

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        return redirect_uri.endswith("/sign-in/openid/callback")

    def check_client_secret(self, client_secret: str) -> bool:
        return client_secret == SECRET

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        return method == "client_secret_basic"

    def check_response_type(self, response_type: str) -> bool:
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type == "authorization_code"


@dataclass
class Code(AuthorizationCodeMixin):
    """What a code stands for until it is used."""

    code: str
    redirect_uri: str
    scope: str
    nonce: str
    code_challenge: str
    code_challenge_method: str

    def get_redirect_uri(self) -> str:
        return self.redirect_uri

    def get_scope(self) -> str:
        return self.scope

    def get_nonce(self) -> str:
        return self.nonce

    def get_auth_time(self) -> None:
        return None

    def get_acr(self) -> None:
        return None

    def get_amr(self) -> None:
        return None


@dataclass
class Provider:
    """A running provider, and in what it lies."""

    issuer: str = ""
    person: dict[str, Any] = field(default_factory=lambda: {"sub": "person-1"})
    about: dict[str, Any] | None = None
    claims: dict[str, Any] = field(default_factory=dict)
    algorithm: str = "RS256"
    published: RSAKey = field(default_factory=lambda: _key("published"))
    signs_with: Any = None
    metadata: dict[str, Any] = field(default_factory=dict)
    padding: dict[str, int] = field(default_factory=dict)
    moved: set[str] = field(default_factory=set)
    answers: dict[str, str] = field(default_factory=dict)
    codes: dict[str, Code] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def be_honest(self) -> None:
        """Forget every lie, and what was asked before."""
        vars(self).update(vars(Provider(self.issuer)))


@cache
def _key(which: str, name: str = "one") -> RSAKey:
    return RSAKey.generate_key(2048, {"kid": name, "use": "sig"})


@contextmanager
def running_provider() -> Iterator[Provider]:
    """Serve a provider on a free port of this machine."""
    provider = Provider()
    server = make_server("127.0.0.1", 0, _app(provider), threaded=True)
    provider.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _app(provider: Provider) -> Flask:
    app = Flask(__name__)
    authorization = AuthorizationServer(
        app,
        query_client=lambda name: Client() if name == CLIENT_ID else None,
        save_token=lambda token, request: None,
    )
    authorization.register_grant(
        _grant(provider), [_id_token(provider), CodeChallenge(required=True)]
    )

    @app.get("/authorize")
    def authorize() -> Any:
        client = authorization.get_consent_grant(end_user=provider.person)
        answer = authorization.create_authorization_response(
            grant_user=provider.person, grant=client
        )
        for name, value in provider.answers.items():
            answer.location += f"&{name}={value}"
        return answer

    @app.post("/token")
    def token() -> Any:
        return authorization.create_token_response()

    _describe(app, provider)
    _mislead(app, provider)
    return app


def _describe(app: Flask, provider: Provider) -> None:
    @app.get("/about")
    def about() -> Response:
        return jsonify(provider.about)

    @app.get("/keys")
    def keys() -> Response:
        return jsonify(KeySet([provider.published]).as_dict(private=False))

    @app.get("/.well-known/openid-configuration")
    def configuration() -> Response:
        return jsonify(_metadata(provider))


def _mislead(app: Flask, provider: Provider) -> None:
    @app.after_request
    def _mischief(answer: AnyResponse) -> AnyResponse:
        provider.asked.append(request.path)
        if request.path in provider.moved:
            return redirect(f"{provider.issuer}/elsewhere{request.path}")
        if size := provider.padding.get(request.path):
            answer.set_data(answer.get_data() + b" " * size)
        return answer

    @app.get("/elsewhere/<path:path>")
    def elsewhere(path: str) -> Response:
        is_metadata = path.startswith(".well")
        keys = KeySet([provider.published]).as_dict(private=False)
        return jsonify(_metadata(provider) if is_metadata else keys)


def _metadata(provider: Provider) -> dict[str, Any]:
    about = {} if provider.about is None else {"userinfo_endpoint": "/about"}
    places = {
        "authorization_endpoint": "/authorize",
        "token_endpoint": "/token",
        "jwks_uri": "/keys",
        **about,
    }
    return {
        "issuer": provider.issuer,
        **{name: provider.issuer + place for name, place in places.items()},
        "id_token_signing_alg_values_supported": ["RS256", "HS256", "none"],
        **provider.metadata,
    }


def _grant(provider: Provider) -> type[grants.AuthorizationCodeGrant]:
    class Grant(grants.AuthorizationCodeGrant):
        TOKEN_ENDPOINT_AUTH_METHODS = ("client_secret_basic",)

        def save_authorization_code(self, code: str, request: Any) -> None:
            sent = request.payload
            provider.codes[code] = Code(
                code,
                sent.redirect_uri,
                request.scope,
                sent.data["nonce"],
                sent.data["code_challenge"],
                sent.data["code_challenge_method"],
            )

        def query_authorization_code(self, code: str, client: Client) -> Code | None:
            return provider.codes.get(code)

        def delete_authorization_code(self, authorization_code: Code) -> None:
            del provider.codes[authorization_code.code]

        def authenticate_user(self, authorization_code: Code) -> dict[str, Any]:
            return provider.person

    return Grant


def _id_token(provider: Provider) -> OpenIDCode:
    class IdToken(OpenIDCode):
        def exists_nonce(self, nonce: str, request: Any) -> bool:
            return any(code.nonce == nonce for code in provider.codes.values())

        def resolve_client_private_key(self, client: Client) -> Any:
            return provider.signs_with or provider.published

        def get_client_algorithm(self, client: Client) -> str:
            return provider.algorithm

        def get_client_claims(self, client: Client) -> dict[str, Any]:
            return {"iss": provider.issuer, "aud": [CLIENT_ID]}

        def generate_user_info(self, user: dict[str, Any], scope: str) -> UserInfo:
            return UserInfo(**user)

        def get_authorization_code_claims(self, code: Code) -> dict[str, Any]:
            honest = super().get_authorization_code_claims(code)
            return {**honest, **provider.claims}

    return IdToken(require_nonce=True)


def other_key() -> RSAKey:
    """Make a key under the name of the one that is published."""
    return _key("other")
