"""The members of the organisation: list, invite, remove; add organisations."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import selectinload
from werkzeug.wrappers import Response

from portal import visitor
from portal.accounts import invitations
from portal.errors import MissingError, RefusalError
from portal.models import Membership, Organisation
from portal.pages.numbers import page_number
from portal.paging import paged
from portal.table_parts import KINDS, ROLES, ROLES_OF, Role

pages = Blueprint("people", __name__, url_prefix="/people")


@pages.get("")
def index() -> str:
    """List the members of the organisation."""
    return _page()


@pages.post("/invitations")
def invite() -> tuple[str, int]:
    """Make an invitation and show its link."""
    viewer, db, form = visitor.viewer(), visitor.database(), request.form
    own = db.get_one(Organisation, viewer.organisation_id)
    return _invite(own, form.get("email", ""), form.get("role", ""))


@pages.post("/organisations")
def add_organisation() -> tuple[str, int]:
    """Add an organisation together with the invitation of its first administrator."""
    db, form = visitor.database(), request.form
    try:
        added = invitations.found(db, form.get("name", ""), form.get("kind", ""))
    except RefusalError as refusal:
        db.rollback()
        return _page(refusal=refusal), refusal.status
    visitor.note("organisation-added", added.name)
    return _invite(added, form.get("email", ""), "administrator")


@pages.post("/<int:membership_id>/remove")
def remove(membership_id: int) -> Response:
    """Remove a membership; its sessions end with their next request."""
    viewer, db = visitor.viewer(), visitor.database()
    found = db.get(Membership, membership_id)
    if found is None:
        raise MissingError
    visitor.authorise("person.remove", found)
    if found.user_id == viewer.user_id:
        raise RefusalError("people.not_oneself")
    visitor.note("member-removed", found.user.email)
    db.delete(found)
    db.commit()
    return redirect(url_for("people.index"))


def _invite(organisation: Organisation, email: str, role: str) -> tuple[str, int]:
    db = visitor.database()
    try:
        token = invitations.invite(db, organisation, email, _role(role))
    except RefusalError as refusal:
        db.rollback()
        return _page(refusal=refusal), refusal.status
    visitor.note("invited", email)
    db.commit()
    origin = visitor.settings().public_url
    link = origin + url_for("auth.invitation", token=token)
    return _page(link=link, invited=email), 200


def _role(text: str) -> Role:
    for role in ROLES:
        if role == text:
            return role
    raise RefusalError("people.role_form")


def _page(link: str = "", **context: object) -> str:
    own = visitor.viewer().organisation_id
    members = (
        select(Membership)
        .where(Membership.organisation_id == own)
        .options(selectinload(Membership.user))
        .order_by(Membership.id)
    )
    return render_template(
        "people.html",
        page=paged(visitor.database(), members, page_number()),
        people_address=lambda page: url_for("people.index", page=page),
        roles=ROLES_OF[visitor.viewer().kind],
        kinds=KINDS,
        link=link,
        **context,
    )
