"""One-time links, opened: to set the portal up, to join, to get a new password."""

from __future__ import annotations

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from portal.accounts import invitations, links, resets
from portal.accounts.invitations import Answer
from portal.database.admission import Invitation
from portal.database.models import Membership
from portal.database.parts import KINDS
from portal.errors import LinkOverError, RefusalError
from portal.pages.auth import let_in
from portal.web import visitor

pages = Blueprint("invitations", __name__, url_prefix="/invitations")


@pages.get("/<token>")
def show(token: str) -> str | tuple[str, int]:
    """Show the form of a link, or say that it is over."""
    try:
        link = links.find(visitor.database(), token)
    except LinkOverError as refusal:
        return _over(refusal)
    return _form(link)


@pages.post("/<token>")
def accept(token: str) -> Response | tuple[str, int]:
    """Do what the link is for and let the person in, or show the form again."""
    db, form = visitor.database(), request.form
    answer = Answer(
        email=form.get("email", ""),
        password=form.get("password", ""),
        organisation=form.get("organisation", ""),
        kind=form.get("kind", ""),
        code=form.get("code", ""),
        is_known=form.get("account") == "known",
    )
    try:
        membership = _open(links.find(db, token), answer)
    except LinkOverError as refusal:
        db.rollback()
        return _over(refusal)
    except RefusalError as refusal:
        db.rollback()
        return _form(links.find(db, token), refusal, answer), refusal.status
    return let_in(membership, url_for("start.index"))


def _open(link: Invitation, answer: Answer) -> Membership:
    db, settings = visitor.database(), visitor.settings()
    if link.person_id is not None:
        membership = resets.accept(db, link, answer.password, visitor.address())
        visitor.note("password-renewed", membership.user.email)
        return membership
    membership = invitations.accept(db, settings, link, answer, visitor.knock())
    visitor.note("invitation-accepted", membership.organisation.name)
    return membership


def refused_form(token: str, refusal: RefusalError) -> tuple[str, int]:
    """Return the page with the form of a link, and why what was sent is refused."""
    try:
        return _form(links.find(visitor.database(), token), refusal), refusal.status
    except LinkOverError as over:
        return _over(over)


def _form(
    link: Invitation,
    refusal: RefusalError | None = None,
    answer: Answer | None = None,
) -> str:
    return render_template(
        "invitation.html",
        invitation=link,
        kinds=KINDS,
        answer=answer or Answer(),
        refusal=refusal,
    )


def _over(refusal: LinkOverError) -> tuple[str, int]:
    return render_template("link-over.html"), refusal.status
