"""The people of the organisation: list, invite, renew passwords, remove."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, session, url_for
from sqlalchemy import select
from sqlalchemy.orm import selectinload
from werkzeug.wrappers import Response

from portal.accounts import invitations, links, mail, organisations, resets
from portal.clock import now
from portal.database.admission import Invitation
from portal.database.models import Membership, Organisation
from portal.database.paging import paged
from portal.database.parts import KINDS, ROLES, ROLES_OF, Role
from portal.errors import MissingError, RefusalError
from portal.pages.letters import address_of, send_link
from portal.pages.numbers import page_number
from portal.web import visitor

pages = Blueprint("people", __name__, url_prefix="/people")

# For as long the browser that made a link shows it, in either language.
SHOWN_SECONDS = 600


@pages.get("")
def index() -> str:
    """List the members of the organisation."""
    return _page()


@pages.post("/invitations")
def invite() -> Response | tuple[str, int]:
    """Make an invitation and show its link, or mail it."""
    viewer, db, form = visitor.viewer(), visitor.database(), request.form
    own = db.get_one(Organisation, viewer.organisation_id)
    try:
        return _invite(own, form.get("email", ""), _role(form.get("role", "")))
    except RefusalError as refusal:
        return _refused(refusal)


@pages.post("/invitations/<int:link_id>/withdraw")
def withdraw(link_id: int) -> Response:
    """Make a link worthless that was not used yet."""
    db = visitor.database()
    link = links.withdraw(db, visitor.viewer().organisation_id, link_id)
    visitor.note("invitation-withdrawn", link.email or "")
    db.commit()
    return redirect(url_for("people.index"))


@pages.get("/<int:membership_id>")
def show(membership_id: int) -> str:
    """Show one member, and what an administrator may do about the account."""
    member = _member(membership_id)
    is_elsewhere = len(member.user.memberships) > 1
    return render_template("person.html", member=member, is_elsewhere=is_elsewhere)


@pages.post("/<int:membership_id>/reset")
def reset(membership_id: int) -> Response:
    """Make the link by which a member gets a new password."""
    db, member = visitor.database(), _member(membership_id)
    if member.user_id == visitor.viewer().user_id:
        raise RefusalError("people.not_oneself")
    drops_factor = request.form.get("drops_factor") == "yes"
    token = resets.make(db, member, visitor.user(), drops_factor=drops_factor)
    visitor.note("reset-made", member.user.email)
    return _hand_out("reset", member.organisation, member.user.email, token)


@pages.post("/<int:membership_id>/remove")
def remove(membership_id: int) -> Response:
    """Remove a membership; sessions end with their next request, links at once."""
    viewer, db = visitor.viewer(), visitor.database()
    found = _member(membership_id)
    if found.user_id == viewer.user_id:
        raise RefusalError("people.not_oneself")
    visitor.note("member-removed", found.user.email)
    links.void(db, found.organisation_id, found.user)
    db.delete(found)
    db.commit()
    return redirect(url_for("people.index"))


@pages.post("/second-factor")
def demand_factor() -> Response:
    """Demand a second factor of everyone in the organisation, or cease to."""
    db = visitor.database()
    own = db.get_one(Organisation, visitor.viewer().organisation_id)
    own.demands_factor = request.form.get("demanded") == "yes"
    if own.demands_factor:
        visitor.note("second-factor-demanded", own.name)
    else:
        visitor.note("second-factor-not-demanded", own.name)
    db.commit()
    return redirect(url_for("people.index"))


@pages.post("/organisations")
def add_organisation() -> Response | tuple[str, int]:
    """Add an organisation with its first administrator; a regulator is only proposed."""
    db, form = visitor.database(), request.form
    name, email = form.get("name", ""), form.get("email", "")
    try:
        if form.get("kind") == "regulator":
            return _propose(name, email)
        added = organisations.found(db, name, form.get("kind", ""))
        visitor.note("organisation-added", added.name)
        return _invite(added, email, "administrator")
    except RefusalError as refusal:
        return _refused(refusal)


@pages.post("/proposals/<int:proposal_id>/confirm")
def confirm_proposal(proposal_id: int) -> Response | tuple[str, int]:
    """Add the regulator that another operator proposed."""
    db, operator = visitor.database(), visitor.viewer().user_id
    try:
        added, proposal = organisations.confirm(db, proposal_id, operator)
        visitor.note("organisation-added", added.name)
        return _invite(added, proposal.email, "administrator", proposal.code_hash)
    except RefusalError as refusal:
        return _refused(refusal)


@pages.post("/proposals/<int:proposal_id>/withdraw")
def withdraw_proposal(proposal_id: int) -> Response:
    """Drop the proposal of a regulator, one's own or another operator's."""
    db = visitor.database()
    proposal = organisations.find(db, proposal_id)
    visitor.note("proposal-withdrawn", proposal.name)
    db.delete(proposal)
    db.commit()
    return redirect(url_for("people.index"))


def _propose(name: str, email: str) -> Response:
    db, operator = visitor.database(), visitor.viewer().user_id
    proposal, code = organisations.propose(db, name, email, operator)
    visitor.note("regulator-proposed", proposal.name)
    db.commit()
    _show({"code": code, "email": proposal.email, "proposal": proposal.id})
    return redirect(url_for("people.index"))


def _invite(
    organisation: Organisation, email: str, role: Role, code_hash: str | None = None
) -> Response:
    maker = visitor.viewer().user_id
    token = invitations.invite(
        visitor.database(), organisation, email, role, maker, code_hash
    )
    visitor.note("invited", email)
    return _hand_out("join", organisation, email, token)


def _hand_out(
    matter: links.Matter, organisation: Organisation, email: str, token: str
) -> Response:
    """Mail a link where mail is set up; else show it to who made it, for a while.

    What is mailed is shown to nobody: it proves the address.
    """
    visitor.database().commit()
    if mail.is_set(visitor.settings()):
        send_link(matter, email, token, organisation=organisation.name)
        _show({"mailed": email})
    else:
        _show({"token": token, "email": email})
    return redirect(url_for("people.index"))


def _show(made: dict[str, object]) -> None:
    session["made"] = {**made, "at": now().timestamp()}


def _made() -> dict[str, object]:
    """Return what this browser has just made, while it is of use."""
    db, made = visitor.database(), session.get("made") or {}
    if now().timestamp() - made.get("at", 0) > SHOWN_SECONDS:
        return {}
    if "token" in made and not links.is_pending(db, made["token"]):
        return {}
    return {**made, "link": address_of(made["token"])} if "token" in made else made


def _member(membership_id: int) -> Membership:
    found = visitor.database().get(Membership, membership_id)
    if found is None:
        raise MissingError
    visitor.authorise("person.remove", found)
    return found


def _role(text: str) -> Role:
    for role in ROLES:
        if role == text:
            return role
    raise RefusalError("people.role_form")


def _refused(refusal: RefusalError) -> tuple[str, int]:
    visitor.database().rollback()
    return _page(refusal=refusal), refusal.status


def _page(refusal: RefusalError | None = None) -> str:
    viewer, db = visitor.viewer(), visitor.database()
    members = (
        select(Membership)
        .where(Membership.organisation_id == viewer.organisation_id)
        .options(selectinload(Membership.user))
        .order_by(Membership.id)
    )
    pending: list[Invitation] = []
    if visitor.allows("person.invite"):
        pending = [*links.pending(db, viewer.organisation_id)]
    is_operator = visitor.allows("organisation.add")
    return render_template(
        "people.html",
        page=paged(db, members, page_number()),
        people_address=lambda page: url_for("people.index", page=page),
        pending=pending,
        proposals=organisations.proposals(db) if is_operator else [],
        own=db.get_one(Organisation, viewer.organisation_id),
        roles=ROLES_OF[viewer.kind],
        kinds=KINDS,
        made=_made(),
        email=visitor.user().email,
        refusal=refusal,
    )
