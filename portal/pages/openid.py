"""Sign-in by a provider of OpenID Connect: to it and back, to enter, to join, to link."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from portal.errors import MissingError, RefusalError
from portal.pages.auth import let_in
from portal.pages.invitations import refused_form
from portal.pages.start import own_address
from portal.services import by_provider
from portal.services.by_provider import Away, Door
from portal.trail.access import enter_refused_errand
from portal.web import visitor

pages = Blueprint("openid", __name__)


@pages.post("/sign-in/openid")
def start() -> str | tuple[str, int]:
    """Send a browser to the provider, to sign in."""
    door, then = _door(), request.form.get("then", "")
    try:
        away = by_provider.to_enter(door)
    except RefusalError as refusal:
        return _refused(refusal)
    return _send(away, own_address(then) if then else url_for("start.index"))


@pages.post("/invitations/<token>/openid")
def join(token: str) -> str | tuple[str, int]:
    """Send a browser to the provider, to accept an invitation."""
    door = _door()
    try:
        away = by_provider.to_join(door, token, request.form.get("code", ""))
    except RefusalError as refusal:
        return refused_form(token, refusal)
    return _send(away, url_for("start.index"))


@pages.post("/account/identities")
def link() -> str | tuple[str, int]:
    """Send the browser of who gives the password to the provider, to link the account."""
    door = _door()
    try:
        away = by_provider.to_link(door, request.form.get("password", ""))
    except RefusalError as refusal:
        return _refused(refusal)
    return _send(away, url_for("account.index"))


@pages.post("/account/identities/<int:identity_id>/unlink")
def unlink(identity_id: int) -> Response | tuple[str, int]:
    """Part the account from an identity."""
    try:
        by_provider.part(_door(), identity_id)
    except MissingError:
        raise
    except RefusalError as refusal:
        return _refused(refusal)
    return redirect(url_for("account.index"))


@pages.get("/sign-in/openid/callback")
def callback() -> Response | tuple[str, int]:
    """Take up what the provider sends a browser back with."""
    door, kept = _door(), session.pop("errand", {})
    try:
        answer = request.args.to_dict()
        came = by_provider.come_back(door, kept.get("state", ""), answer)
    except RefusalError as refusal:
        enter_refused_errand(refusal, visitor.address())
        return _refused(refusal)
    if came.membership is None:
        return redirect(kept["there"])
    return let_in(came.membership, kept["there"], by=came.known)


def _door() -> Door:
    """Return the door; MissingError where there is no provider."""
    if not visitor.settings().openid_issuer:
        raise MissingError
    return visitor.door(visitor.settings().public_url + url_for("openid.callback"))


def _send(away: Away, there: str) -> str:
    """Answer with a page that goes on to the provider.

    No redirect: a browser holds that of a form to the addresses that forms may go to.
    """
    session["errand"] = {"state": away.state, "there": there}
    name = visitor.settings().provider
    return render_template("openid-go.html", address=away.address, name=name)


def _refused(refusal: RefusalError) -> tuple[str, int]:
    # The address of the way back is good once, so that another language starts anew.
    start = "account.index" if visitor.is_signed_in() else "auth.sign_in"
    page = render_template(
        "openid-refused.html", refusal=refusal, here=lambda: url_for(start)
    )
    return page, refusal.status
