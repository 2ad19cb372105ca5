"""Sign-in by a provider of OpenID Connect: to it and back, to enter, to join, to link."""

from __future__ import annotations

from hmac import compare_digest

from flask import Blueprint, g, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from portal.accounts import identities, invitations, links, provider
from portal.accounts.provider import Known
from portal.accounts.sign_in import prove
from portal.database.admission import Errand, Invitation
from portal.database.models import User
from portal.errors import MissingError, RefusalError
from portal.pages.auth import let_in
from portal.pages.invitations import form_of
from portal.pages.start import own_address
from portal.trail.access import enter_refused_errand
from portal.web import visitor

pages = Blueprint("openid", __name__)


@pages.post("/sign-in/openid")
def start() -> str | tuple[str, int]:
    """Send a browser to the provider, to sign in."""
    _require()
    then = request.form.get("then", "")
    try:
        return _send(own_address(then) if then else url_for("datasets.index"))
    except RefusalError as refusal:
        visitor.database().rollback()
        return _refused(refusal)


@pages.post("/invitations/<token>/openid")
def join(token: str) -> str | tuple[str, int]:
    """Send a browser to the provider, to accept an invitation."""
    _require()
    db = visitor.database()
    link = links.find(db, token)
    try:
        invitations.refuse_wrong_code(link, request.form.get("code", ""))
        return _send(url_for("datasets.index"), link=link)
    except RefusalError as refusal:
        db.rollback()
        return form_of(links.find(db, token), refusal), refusal.status


@pages.post("/account/identities")
def link() -> str | tuple[str, int]:
    """Send the browser of who gives the password to the provider, to link the account."""
    _require()
    db, user = visitor.database(), visitor.user()
    try:
        if user.password_hash:
            password = request.form.get("password", "")
            prove(db, visitor.settings(), user, password, visitor.knock())
        return _send(url_for("account.index"), user=user)
    except RefusalError as refusal:
        db.rollback()
        return _refused(refusal)


@pages.post("/account/identities/<int:identity_id>/unlink")
def unlink(identity_id: int) -> Response | tuple[str, int]:
    """Part the account from an identity."""
    db = visitor.database()
    try:
        gone = identities.unlink(db, visitor.user(), identity_id)
    except MissingError:
        raise
    except RefusalError as refusal:
        return _refused(refusal)
    visitor.note("identity-unlinked", gone.issuer)
    db.commit()
    return redirect(url_for("account.index"))


@pages.get("/sign-in/openid/callback")
def callback() -> Response | tuple[str, int]:
    """Take up what the provider sends a browser back with."""
    _require()
    try:
        errand, there = _errand()
        known = provider.who_came(
            visitor.settings(), errand, request.args.to_dict(), _back()
        )
        return _finish(errand, known, there)
    except RefusalError as refusal:
        visitor.database().rollback()
        enter_refused_errand(refusal, visitor.address())
        return _refused(refusal)


def _require() -> None:
    if not visitor.settings().openid_issuer:
        raise MissingError


def _back() -> str:
    return visitor.settings().public_url + url_for("openid.callback")


def _send(
    there: str, *, user: User | None = None, link: Invitation | None = None
) -> str:
    """Answer with a page that goes on to the provider.

    No redirect: a browser holds that of a form to the addresses that forms may go to.
    """
    settings, db = visitor.settings(), visitor.database()
    errand, state = identities.begin(db, visitor.address(), user=user, link=link)
    address = provider.way_to(settings, errand, state, _back())
    session["errand"] = {"state": state, "there": there}
    return render_template("openid-go.html", address=address, name=settings.provider)


def _errand() -> tuple[Errand, str]:
    """Return the errand that this browser comes back from, which is used up."""
    kept, state = session.pop("errand", None), request.args.get("state", "")
    if not kept or not compare_digest(kept["state"].encode(), state.encode()):
        raise RefusalError("openid.stale")
    return identities.finish(visitor.database(), state), kept["there"]


def _finish(errand: Errand, known: Known, there: str) -> Response:
    if errand.user_id is not None:
        return _link(errand, known, there)
    if errand.link_hash is not None:
        return _join(errand.link_hash, known, there)
    user = identities.account_of(visitor.database(), known)
    if user is None:
        raise RefusalError("openid.unknown", name=visitor.settings().provider)
    if not user.memberships:
        raise RefusalError("accounts.no_organisation")
    return let_in(user.memberships[0], there, by=known)


def _link(errand: Errand, known: Known, there: str) -> Response:
    if g.viewer is None or g.viewer.user_id != errand.user_id:
        raise RefusalError("openid.stale")
    db = visitor.database()
    identities.link(db, visitor.user(), known)
    visitor.note("identity-linked", known.issuer)
    db.commit()
    return redirect(there)


def _join(link_hash: str, known: Known, there: str) -> Response:
    db = visitor.database()
    invitation = links.of_hash(db, link_hash)
    if not known.email:
        raise RefusalError("openid.unverified", name=visitor.settings().provider)
    membership = invitations.accept_known(db, invitation, known)
    visitor.note("invitation-accepted", membership.organisation.name)
    return let_in(membership, there, by=known)


def _refused(refusal: RefusalError) -> tuple[str, int]:
    return render_template("openid-refused.html", refusal=refusal), refusal.status
