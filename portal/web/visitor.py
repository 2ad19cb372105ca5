"""The session of a request: who sends it, in which database session, with what rights."""

from __future__ import annotations

from datetime import timedelta
from typing import cast

from flask import Flask, current_app, g, redirect, request, session, url_for
from werkzeug.wrappers import Response

from portal import policy, trail
from portal.accounts import devices, second_factor, sessions
from portal.accounts.sign_in import Knock
from portal.database.models import Membership, User
from portal.database.session import PortalSession, Sessions
from portal.database.tenancy import Viewer, set_viewer
from portal.errors import MissingError
from portal.policy import Action, OfOrganisation
from portal.services.by_provider import Door
from portal.services.work import Work
from portal.settings import Settings


def settings() -> Settings:
    """Return the settings of the app that serves this request."""
    return cast(Settings, current_app.extensions["packlaw_settings"])


def database() -> PortalSession:
    """Return this request's database session, fenced to the rows its viewer may see."""
    if "database" not in g:
        opened: Sessions = current_app.extensions["packlaw_sessions"]
        g.database = opened()
    return cast(PortalSession, g.database)


def viewer() -> Viewer:
    """Return the viewer of a page that requires a session."""
    return cast(Viewer, g.viewer)


def is_signed_in() -> bool:
    """Return whether the request has a session."""
    return g.viewer is not None


def user() -> User:
    """Return the person who is signed in, on a page that requires a session."""
    return cast(User, g.session.membership.user)


def authorise(action: Action, thing: OfOrganisation | None = None) -> None:
    """Raise NotAllowedError or MissingError where the viewer may not do an action."""
    policy.authorise(viewer(), action, thing)


def allows(action: Action, thing: OfOrganisation | None = None) -> bool:
    """Return whether there is a viewer who may do an action, for templates."""
    return g.viewer is not None and policy.allows(g.viewer, action, thing)


def sees_people(thing: OfOrganisation) -> bool:
    """Return whether the viewer may see personal data of a thing, and remember that it did.

    What is shown of another organisation's is entered on the trail (trail/access.py).
    """
    may = allows("personal.read", thing)
    g.shows_people = g.get("shows_people", False) or may
    return may


def work() -> Work:
    """Return what services are given of the person who is signed in."""
    return Work(viewer(), database(), settings(), address())


def door(back: str) -> Door:
    """Return who stands at the door; a provider sends people `back` to there."""
    member = g.session.membership if g.session is not None else None
    return Door(database(), settings(), knock(), back, member)


def note(action: str, subject: str = "") -> None:
    """Add an action of the viewer, if there is one, to the audit trail."""
    viewer: Viewer | None = g.get("viewer")
    trail.record(
        database(),
        action,
        subject,
        user_id=viewer.user_id if viewer else None,
        organisation_id=viewer.organisation_id if viewer else None,
        address=address(),
    )


def address() -> str:
    """Return the network address that the request comes from."""
    return (request.remote_addr or "")[:45]


def knock() -> Knock:
    """Return from where somebody asks to be let in."""
    return Knock(address(), request.cookies.get(_device_name(), ""))


def _device_name() -> str:
    return f"{cookie_name(settings())}-device"


def cookie_name(settings: Settings) -> str:
    """Return the name of the session cookie; `__Host-` binds it to this host over HTTPS."""
    return "__Host-packlaw" if settings.is_https else "packlaw"


def start_session(
    membership: Membership,
    response: Response,
    *,
    issuer: str = "",
    provider_factor: bool = False,
) -> Response:
    """Start a session under a fresh token, commit it, and set its cookie on `response`.

    `issuer`: the provider that let the person in; `provider_factor`: with two factors.
    """
    db = database()
    language = session.get("language") or membership.user.language
    # Form tokens from before the sign-in must not be valid after it.
    session.clear()
    if language:
        session["language"] = language
    token = sessions.begin(
        db,
        settings(),
        membership,
        address(),
        request.headers.get("User-Agent", ""),
        provider_factor=provider_factor,
    )
    g.viewer = None
    trail.record(
        db,
        "signed-in",
        issuer,
        user_id=membership.user_id,
        organisation_id=membership.organisation_id,
        address=address(),
    )
    db.commit()
    hours = timedelta(hours=settings().session_hours)
    _set_cookie(response, cookie_name(settings()), token, hours)
    device = devices.remember(settings(), membership.user)
    _set_cookie(response, _device_name(), device, devices.REMEMBERED_FOR)
    return response


def _set_cookie(response: Response, name: str, value: str, age: timedelta) -> None:
    response.set_cookie(
        name,
        value,
        max_age=age,
        secure=settings().is_https,
        httponly=True,
        samesite="Lax",
    )


def end_session(response: Response) -> Response:
    """Delete the session's cookie with `response`."""
    session.clear()
    response.delete_cookie(
        cookie_name(settings()),
        secure=settings().is_https,
        httponly=True,
        samesite="Lax",
    )
    return response


def init_app(app: Flask) -> None:
    """Ask the policy before every request."""
    app.before_request(_load_session)
    app.before_request(_admit)
    app.teardown_request(_close_database)


def _load_session() -> None:
    """Find the session of the cookie, and whose rows its person may see."""
    g.viewer = g.session = None
    if request.endpoint == "static":
        return
    if token := request.cookies.get(cookie_name(settings())):
        g.session = sessions.find(database(), settings(), token)
    if g.session is not None:
        g.viewer = sessions.viewer_of(g.session)
        set_viewer(database(), g.viewer)


def _admit() -> Response | None:
    """Ask the policy for this address; without a session lead to the sign-in.

    MissingError where the policy does not name the address.
    """
    if request.endpoint is None:
        return None
    asked = policy.ENDPOINTS.get(request.endpoint)
    if asked is None:
        raise MissingError
    if asked == policy.PUBLIC:
        return None
    if g.viewer is not None:
        if asked != policy.SIGNED_IN and _lacks_factor():
            return redirect(url_for("account.factor"))
        if asked != policy.SIGNED_IN:
            authorise(asked)
        return None
    if request.method != "GET":
        return redirect(url_for("auth.sign_in"))
    return redirect(url_for("auth.sign_in", then=request.full_path.rstrip("?")))


def _lacks_factor() -> bool:
    demands = g.session.membership.organisation.demands_factor
    has_factor = second_factor.is_on(user()) or g.session.provider_factor
    return bool(demands) and not has_factor


def _close_database(fault: BaseException | None) -> None:
    if (opened := g.pop("database", None)) is not None:
        opened.close()
