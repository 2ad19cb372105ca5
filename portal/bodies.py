"""How large the body of a request may be: small, but for uploads of those signed in."""

from __future__ import annotations

from flask import Flask, request
from werkzeug.exceptions import HTTPException
from werkzeug.http import parse_cookie

from portal import visitor
from portal.accounts import sessions
from portal.pages import mappings
from portal.settings import Settings

MOST_FORM = 100_000  # bytes of a form without files
# What the parts of an upload are wrapped in.
WRAPPING = 100_000
UPLOADS = {"datasets.add"}
LARGER = {"mappings.save": mappings.MOST_FORM}


def body_limit(app: Flask, method: str, path: str, cookies: str) -> int:
    """Return how many bytes the body of a request may have, by its head alone.

    `cookies` is the header as it came. The server asks before it receives a body, so a
    larger one needs a session that is alive.
    """
    limit = _limit_of(app, _endpoint(app, method, path))
    return limit if limit == MOST_FORM or _has_session(app, cookies) else MOST_FORM


def init_app(app: Flask) -> None:
    """Hold requests to the same limits inside, whatever server received them."""

    @app.before_request
    def _limit_form() -> None:
        if request.endpoint not in UPLOADS:
            request.max_content_length = _limit_of(app, request.endpoint)


def _limit_of(app: Flask, endpoint: str | None) -> int:
    if endpoint in UPLOADS:
        return _settings(app).max_upload_mb * 1_000_000 + WRAPPING
    return LARGER.get(endpoint or "", MOST_FORM)


def _endpoint(app: Flask, method: str, path: str) -> str | None:
    try:
        return app.url_map.bind("localhost").match(path, method)[0]
    except HTTPException:
        return None


def _has_session(app: Flask, cookies: str) -> bool:
    settings = _settings(app)
    try:
        token = parse_cookie(cookies).get(visitor.cookie_name(settings), "")
    except UnicodeError:
        return False
    with app.extensions["packlaw_sessions"]() as db:
        return bool(token) and sessions.is_open(db, settings, token)


def _settings(app: Flask) -> Settings:
    settings: Settings = app.extensions["packlaw_settings"]
    return settings
