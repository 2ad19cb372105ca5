"""How large the body of a request may be: small, but for uploads of those who may add.

And that what comes in an address or a form is text: no database of text holds a NUL.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from flask import Flask, request
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest, HTTPException
from werkzeug.http import parse_cookie

from portal import policy
from portal.accounts import sessions
from portal.services.cases import MOST_AT_ONCE
from portal.settings import Settings
from portal.storage.attachments import MOST_BYTES
from portal.web import visitor

MOST_FORM = 100_000  # bytes of a form without files
# What the parts of an upload are wrapped in.
WRAPPING = 100_000
UPLOADS = {"datasets.add"}
# The form of a mapping holds its text (a megabyte at most, and each octet of it may take
# three) beside its choices.
LARGER = {
    "mappings.save": 4_000_000,
    "cases.act": MOST_BYTES + WRAPPING,
    "cases.move": MOST_BYTES + WRAPPING,
    # Of the most cases that are moved at once, each key stands in the form.
    "cases.move_many": MOST_BYTES + WRAPPING,
}
# Forms with more parts than MAX_FORM_PARTS.
PARTS = {"cases.move_many": MOST_AT_ONCE + 20}


class Allowance(NamedTuple):
    """How many bytes a body may have, and the id of the person who may send so many.

    The small body that everyone may send is nobody's: 0.
    """

    most: int
    person: int = 0


def allowance(app: Flask, method: str, path: str, cookies: str) -> Allowance:
    """Return how large the body of a request may be, by its head alone.

    `cookies` is the header as it came. The server asks before it receives a body, so a
    larger one needs a session that is alive, of a person who may do what is asked.
    """
    endpoint = _endpoint(app, method, path)
    most = _limit_of(app, endpoint)
    if endpoint is None or most == MOST_FORM:
        return Allowance(MOST_FORM)
    person = _person_who_may(app, endpoint, cookies)
    return Allowance(most, person) if person else Allowance(MOST_FORM)


def init_app(app: Flask) -> None:
    """Hold requests to the same limits inside, whatever server received them."""

    @app.before_request
    def _limit_form() -> None:
        if request.endpoint not in UPLOADS:
            request.max_content_length = _limit_of(app, request.endpoint)
        if request.endpoint in PARTS:
            request.max_form_parts = PARTS[request.endpoint]
        _require_text(request.path, *_texts(request.args))


def require_text(app: Flask) -> None:
    """Refuse forms that hold a NUL, when their body has been bounded and received."""

    @app.before_request
    def _look() -> None:
        _require_text(*_texts(request.form))


def _require_text(*texts: str) -> None:
    if any("\0" in text for text in texts):
        raise BadRequest


def _texts(given: MultiDict[str, str]) -> Iterator[str]:
    for name, text in given.items(multi=True):
        yield name
        yield text


def _limit_of(app: Flask, endpoint: str | None) -> int:
    if endpoint in UPLOADS:
        return _settings(app).max_upload_mb * 1_000_000 + WRAPPING
    return LARGER.get(endpoint or "", MOST_FORM)


def _endpoint(app: Flask, method: str, path: str) -> str | None:
    try:
        return app.url_map.bind("localhost").match(path, method)[0]
    except HTTPException:
        return None


def _person_who_may(app: Flask, endpoint: str, cookies: str) -> int:
    settings, action = _settings(app), policy.ENDPOINTS[endpoint]
    try:
        token = parse_cookie(cookies).get(visitor.cookie_name(settings), "")
    except UnicodeError:
        return 0
    if not token or action in (policy.PUBLIC, policy.SIGNED_IN):
        return 0
    with app.extensions["packlaw_sessions"]() as db:
        viewer = sessions.viewer_of_open(db, settings, token)
    return viewer.user_id if viewer and policy.allows(viewer, action) else 0


def _settings(app: Flask) -> Settings:
    settings: Settings = app.extensions["packlaw_settings"]
    return settings
