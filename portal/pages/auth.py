"""Sign-in, with its second step, and sign-out; a new password for who forgot it."""

from __future__ import annotations

from flask import Blueprint, g, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from portal.accounts import lanes, mail, resets, second_factor, sessions
from portal.accounts.devices import mark_of
from portal.accounts.provider import Known
from portal.accounts.sign_in import authenticate, tidy_email
from portal.clock import now
from portal.database.models import Membership
from portal.errors import RefusalError, TooManyAttemptsError
from portal.pages.letters import send_link
from portal.pages.start import own_address
from portal.trail.access import enter_refused_sign_in
from portal.web import visitor

pages = Blueprint("auth", __name__)

# Between the password and the code of the second factor.
HALFWAY_SECONDS = 300


@pages.get("/sign-in")
def sign_in() -> Response | str:
    """Show the sign-in, or redirect a person who is signed in."""
    if g.viewer is not None:
        return redirect(url_for("start.index"))
    return render_template("sign-in.html", then=request.args.get("then", ""), email="")


@pages.post("/sign-in")
def enter() -> Response | tuple[str, int]:
    """Sign a person in, or show the form again with the reason."""
    db, form = visitor.database(), request.form
    email, then = form.get("email", ""), form.get("then", "")
    try:
        user = authenticate(
            db, visitor.settings(), email, form.get("password", ""), visitor.knock()
        )
        if not user.memberships:
            raise RefusalError("accounts.no_organisation")
    except RefusalError as refusal:
        db.rollback()
        enter_refused_sign_in(email, visitor.address())
        page = render_template("sign-in.html", then=then, email=email, refusal=refusal)
        return page, refusal.status
    there = own_address(then) if then else url_for("start.index")
    return let_in(user.memberships[0], there)


def let_in(membership: Membership, there: str, *, by: Known | None = None) -> Response:
    """Start a session, or ask for the second factor first; then go `there`.

    `by`: whom a provider vouched for, perhaps with a second factor of its own.
    """
    issuer, has_factor = (by.issuer, by.has_factor) if by else ("", False)
    if has_factor or not second_factor.is_on(membership.user):
        return visitor.start_session(
            membership, redirect(there), issuer=issuer, provider_factor=has_factor
        )
    visitor.database().commit()
    session["halfway"] = {
        "membership": membership.id,
        "mark": mark_of(membership.user),
        "at": now().timestamp(),
        "there": there,
        "issuer": issuer,
    }
    return redirect(url_for("auth.code"))


@pages.get("/sign-in/code")
def code() -> Response | str:
    """Ask for the code of the second factor."""
    if _halfway() is None:
        return redirect(url_for("auth.sign_in"))
    return render_template("sign-in-code.html")


@pages.post("/sign-in/code")
def enter_code() -> Response | tuple[str, int]:
    """Sign a person in who gave the password before, or show the form again."""
    membership, db = _halfway(), visitor.database()
    if membership is None:
        return redirect(url_for("auth.sign_in"))
    user, kept = membership.user, session["halfway"]
    try:
        second_factor.check(db, visitor.settings(), user, request.form.get("code", ""))
    except RefusalError as refusal:
        if not isinstance(refusal, TooManyAttemptsError):
            visitor.note("code-refused", user.email)
            db.commit()
        return render_template("sign-in-code.html", refusal=refusal), refusal.status
    there = redirect(str(kept["there"]))
    return visitor.start_session(membership, there, issuer=str(kept["issuer"]))


def _halfway() -> Membership | None:
    """Return the membership of who gave the right password a moment ago."""
    kept = session.get("halfway") or {}
    if now().timestamp() - kept.get("at", 0) > HALFWAY_SECONDS:
        return None
    membership = visitor.database().get(Membership, kept["membership"])
    if membership is None or mark_of(membership.user) != kept["mark"]:
        return None
    return membership


@pages.post("/sign-out")
def sign_out() -> Response:
    """End the session of this browser."""
    sessions.end(g.session)
    visitor.note("signed-out")
    visitor.database().commit()
    return visitor.end_session(redirect(url_for("start.index")))


@pages.get("/forgotten")
def forgotten() -> str:
    """Say how a forgotten password is renewed."""
    return _forgotten()


@pages.post("/forgotten")
def ask_reset() -> str | tuple[str, int]:
    """Mail a link to each account of an address; the answer never tells if there is one."""
    db, settings = visitor.database(), visitor.settings()
    try:
        email = tidy_email(request.form.get("email", ""))
        if mail.is_set(settings):
            _take_turn(email)
            for user, token in resets.for_address(db, email):
                visitor.note("reset-mailed", user.email)
                name = user.memberships[0].organisation.name
                send_link("reset", email, token, organisation=name)
            db.commit()
    except RefusalError as refusal:
        db.rollback()
        return _forgotten(refusal=refusal), refusal.status
    return _forgotten(is_sent=True)


def _take_turn(email: str) -> None:
    place = lanes.neighbourhood(visitor.address())
    lanes.take(
        visitor.database(),
        lanes.patience("reset of", email, tries=3, seconds=600),
        lanes.patience("reset from", place, tries=20, seconds=60),
    )


def _forgotten(**context: object) -> str:
    is_mailed = mail.is_set(visitor.settings())
    context = {"is_sent": False} | context
    return render_template("forgotten.html", is_mailed=is_mailed, **context)
