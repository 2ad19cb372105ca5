"""Sign-in and sign-out, invitations, and one's own account."""

from __future__ import annotations

from flask import Blueprint, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from portal import visitor
from portal.access_trail import enter_refused_sign_in
from portal.accounts import invitations, passwords, sessions
from portal.accounts.sign_in import authenticate
from portal.errors import MissingError, RefusalError
from portal.pages.start import own_address
from portal.table_parts import KINDS

pages = Blueprint("auth", __name__)


@pages.get("/sign-in")
def sign_in() -> Response | str:
    """Show the sign-in, or redirect a person who is signed in."""
    if g.viewer is not None:
        return redirect(url_for("datasets.index"))
    return render_template("sign-in.html", then=request.args.get("then", ""), email="")


@pages.post("/sign-in")
def enter() -> Response | tuple[str, int]:
    """Sign a person in, or show the form again with the reason."""
    db, form = visitor.database(), request.form
    email, then = form.get("email", ""), form.get("then", "")
    try:
        user = authenticate(
            db, visitor.settings(), email, form.get("password", ""), visitor.address()
        )
        if not user.memberships:
            raise RefusalError("accounts.no_organisation")
    except RefusalError as refusal:
        db.rollback()
        enter_refused_sign_in(email, visitor.address())
        page = render_template("sign-in.html", then=then, email=email, refusal=refusal)
        return page, refusal.status
    there = own_address(then) if then else url_for("datasets.index")
    return visitor.start_session(user.memberships[0], redirect(there))


@pages.post("/sign-out")
def sign_out() -> Response:
    """End the session of this browser."""
    sessions.end(g.session)
    visitor.note("signed-out")
    visitor.database().commit()
    return visitor.end_session(redirect(url_for("start.index")))


@pages.get("/invitations/<token>")
def invitation(token: str) -> str:
    """Show the form of an invitation."""
    found = invitations.find(visitor.database(), token)
    return render_template(
        "invitation.html", invitation=found, kinds=KINDS, answer=invitations.NO_ANSWER
    )


@pages.post("/invitations/<token>")
def accept(token: str) -> Response | tuple[str, int]:
    """Accept an invitation and sign the person in, or show the form again."""
    db, form = visitor.database(), request.form
    found = invitations.find(db, token)
    answer = invitations.Answer(
        email=form.get("email", ""),
        password=form.get("password", ""),
        organisation=form.get("organisation", ""),
        kind=form.get("kind", ""),
        address=visitor.address(),
    )
    try:
        membership = invitations.accept(db, visitor.settings(), found, answer)
    except RefusalError as refusal:
        db.rollback()
        page = render_template(
            "invitation.html",
            invitation=invitations.find(db, token),
            kinds=KINDS,
            answer=answer,
            refusal=refusal,
        )
        return page, refusal.status
    visitor.note("invitation-accepted", membership.organisation.name)
    return visitor.start_session(membership, redirect(url_for("datasets.index")))


@pages.get("/account")
def account() -> str:
    """Show the account of the person who is signed in."""
    return render_template("account.html", user=visitor.user())


@pages.post("/account/password")
def password() -> Response | tuple[str, int]:
    """Change the password and end every session; this browser gets a fresh one."""
    db, user, form = visitor.database(), visitor.user(), request.form
    old, new = form.get("password", ""), form.get("new_password", "")
    try:
        authenticate(db, visitor.settings(), user.email, old, visitor.address())
        user.password_hash = passwords.hash_password(new)
    except RefusalError as refusal:
        page = render_template("account.html", user=user, refusal=refusal)
        return page, refusal.status
    visitor.note("password-changed")
    sessions.end_all(db, user)
    return visitor.start_session(
        g.session.membership, redirect(url_for("auth.account"))
    )


@pages.post("/account/sessions")
def sign_out_everywhere() -> Response:
    """End every session of the person."""
    sessions.end_all(visitor.database(), visitor.user())
    visitor.note("signed-out-everywhere")
    visitor.database().commit()
    return visitor.end_session(redirect(url_for("start.index")))


@pages.post("/account/organisation")
def change_organisation() -> Response:
    """Start a session for another organisation that the person belongs to."""
    wanted = request.form.get("membership", "")
    for membership in visitor.user().memberships:
        if str(membership.id) == wanted:
            sessions.end(g.session)
            return visitor.start_session(
                membership, redirect(url_for("datasets.index"))
            )
    raise MissingError
