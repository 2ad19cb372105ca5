"""Find out who is asking: open the database, read the cookie, keep doors shut."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

from flask import Flask, current_app, g, redirect, request, session, url_for
from werkzeug.wrappers import Response

from portal import trail
from portal.accounts import sessions
from portal.database import PortalSession, Sessions
from portal.models import Membership, User
from portal.settings import Settings
from portal.tenancy import Viewer, look_as

View = TypeVar("View", bound=Callable[..., object])


def is_public(view: View) -> View:
    """Open a page to everyone; all others ask for a sign-in first."""
    view.is_public = True  # type: ignore[attr-defined]
    return view


def settings() -> Settings:
    return cast(Settings, current_app.extensions["packlaw_settings"])


def database() -> PortalSession:
    """Return this request's database session, fenced for whoever asks."""
    if "database" not in g:
        opened: Sessions = current_app.extensions["packlaw_sessions"]
        g.database = opened()
    return cast(PortalSession, g.database)


def viewer() -> Viewer:
    """Return who is asking, on a page that has made sure there is someone."""
    return cast(Viewer, g.viewer)


def user() -> User:
    return cast(User, g.session.membership.user)


def note(action: str, subject: str = "") -> None:
    """Write into the audit trail what the asker does."""
    asker: Viewer | None = g.get("viewer")
    trail.record(
        database(),
        action,
        subject,
        user_id=asker.user_id if asker else None,
        organisation_id=asker.organisation_id if asker else None,
        address=address(),
    )


def address() -> str:
    return (request.remote_addr or "")[:45]


def cookie_name() -> str:
    return "__Host-packlaw" if settings().is_https else "packlaw"


def welcome(membership: Membership, response: Response) -> Response:
    """Begin a session under a fresh token and put it into the answer's cookie."""
    db = database()
    language = session.get("language") or membership.user.language
    # A fresh form cookie: no token from before the sign-in is good after it.
    session.clear()
    if language:
        session["language"] = language
    token = sessions.begin(db, settings(), membership)
    g.viewer = None
    trail.record(
        db,
        "signed-in",
        user_id=membership.user_id,
        organisation_id=membership.organisation_id,
        address=address(),
    )
    db.commit()
    response.set_cookie(
        cookie_name(),
        token,
        max_age=settings().session_hours * 3600,
        secure=settings().is_https,
        httponly=True,
        samesite="Lax",
    )
    return response


def farewell(response: Response) -> Response:
    """Take the session's cookie back."""
    session.clear()
    response.delete_cookie(
        cookie_name(), secure=settings().is_https, httponly=True, samesite="Lax"
    )
    return response


def stand_at_the_door(app: Flask) -> None:
    """Let nobody past without a session, except to public pages."""
    app.before_request(_arrive)
    app.teardown_request(_leave)


def _arrive() -> Response | None:
    g.viewer = g.session = None
    if request.endpoint == "static":
        return None
    if token := request.cookies.get(cookie_name()):
        g.session = sessions.find(database(), settings(), token)
    if g.session is not None:
        g.viewer = sessions.viewer_of(g.session)
        look_as(database(), g.viewer)
        return None
    view = current_app.view_functions.get(request.endpoint or "")
    if view is None or getattr(view, "is_public", False):
        return None
    if request.method != "GET":
        return redirect(url_for("auth.sign_in"))
    return redirect(url_for("auth.sign_in", then=request.full_path.rstrip("?")))


def _leave(fault: BaseException | None) -> None:
    if (opened := g.pop("database", None)) is not None:
        opened.close()
