"""One's own account: password, second factor, sessions, organisations."""

from __future__ import annotations

from flask import Blueprint, g, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from portal.accounts import identities, passwords, second_factor, sessions
from portal.accounts.sign_in import prove
from portal.database.admission import Session
from portal.errors import MissingError, RefusalError
from portal.web import visitor

pages = Blueprint("account", __name__, url_prefix="/account")


@pages.get("")
def index() -> str:
    """Show the account of the person who is signed in."""
    return _page()


@pages.post("/password")
def password() -> Response | tuple[str, int]:
    """Change the password and end every session; this browser gets a fresh one."""
    db, user, form = visitor.database(), visitor.user(), request.form
    old, new = form.get("password", ""), form.get("new_password", "")
    words = (user.email, *(m.organisation.name for m in user.memberships))
    try:
        prove(db, visitor.settings(), user, old, visitor.knock())
        user.password_hash = passwords.hash_password(new, words)
    except RefusalError as refusal:
        return _page(refusal=refusal), refusal.status
    visitor.note("password-changed")
    sessions.end_all(db, user)
    there = redirect(url_for("account.index"))
    return visitor.start_session(
        g.session.membership, there, provider_factor=g.session.provider_factor
    )


@pages.post("/sessions")
def sign_out_everywhere() -> Response:
    """End every session of the person."""
    sessions.end_all(visitor.database(), visitor.user())
    visitor.note("signed-out-everywhere")
    visitor.database().commit()
    return visitor.end_session(redirect(url_for("start.index")))


@pages.post("/sessions/<int:session_id>/end")
def end_session(session_id: int) -> Response:
    """End one session of the person, on another device."""
    found = visitor.database().get(Session, session_id)
    if found is None or found.membership.user_id != visitor.user().id:
        raise MissingError
    sessions.end(found)
    visitor.note("session-ended", found.browser)
    visitor.database().commit()
    return redirect(url_for("account.index"))


@pages.post("/organisation")
def change_organisation() -> Response:
    """Start a session for another organisation that the person belongs to."""
    wanted = request.form.get("membership", "")
    for membership in visitor.user().memberships:
        if str(membership.id) == wanted:
            sessions.end(g.session)
            return visitor.start_session(
                membership,
                redirect(url_for("start.index")),
                provider_factor=g.session.provider_factor,
            )
    raise MissingError


@pages.get("/second-factor")
def factor() -> str:
    """Show the second factor, or what to scan to get one."""
    return _factor_page()


@pages.post("/second-factor")
def confirm_factor() -> tuple[str, int]:
    """Switch the second factor on by a first code, and show the codes of recovery."""
    db, user = visitor.database(), visitor.user()
    try:
        code = request.form.get("code", "")
        codes = second_factor.confirm(db, visitor.settings(), user, code)
    except RefusalError as refusal:
        db.rollback()
        return _factor_page(refusal=refusal), refusal.status
    visitor.note("second-factor-on")
    db.commit()
    return _factor_page(codes=codes), 200


@pages.post("/second-factor/codes")
def renew_codes() -> tuple[str, int]:
    """Show fresh codes of recovery to who gives a code."""
    return _with_code(is_off=False)


@pages.post("/second-factor/off")
def drop_factor() -> tuple[str, int]:
    """Switch the second factor off for who gives a code."""
    return _with_code(is_off=True)


def _with_code(is_off: bool) -> tuple[str, int]:
    db, user = visitor.database(), visitor.user()
    codes = None
    try:
        if not second_factor.is_on(user):
            raise RefusalError("auth.code_wrong")
        second_factor.check(db, visitor.settings(), user, request.form.get("code", ""))
    except RefusalError as refusal:
        db.rollback()
        return _factor_page(refusal=refusal), refusal.status
    if is_off:
        second_factor.clear(db, user)
        visitor.note("second-factor-off")
    else:
        codes = second_factor.renew_recovery(db, user)
        visitor.note("recovery-codes-renewed")
    db.commit()
    return _factor_page(codes=codes), 200


def _page(refusal: RefusalError | None = None) -> str:
    db, settings, user = visitor.database(), visitor.settings(), visitor.user()
    return render_template(
        "account.html",
        user=user,
        has_factor=second_factor.is_on(user),
        sessions=sessions.open_ones(db, settings, user),
        own=g.session,
        identities=identities.of_user(db, user),
        refusal=refusal,
    )


def _factor_page(**context: object) -> str:
    db, settings, user = visitor.database(), visitor.settings(), visitor.user()
    secret = picture = ""
    if not second_factor.is_on(user):
        secret = second_factor.begin(settings, user)
        picture = Markup(second_factor.picture(user, secret))
        db.commit()
    context = {"codes": None} | context
    return render_template(
        "second-factor.html",
        user=user,
        has_factor=second_factor.is_on(user),
        left=second_factor.codes_left(db, user),
        is_demanded=g.session.membership.organisation.demands_factor,
        secret=[secret[at : at + 4] for at in range(0, len(secret), 4)],
        picture=picture,
        **context,
    )
