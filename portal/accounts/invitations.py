"""One-time links by which people join; the first of them sets the portal up."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, exists, select

from portal import trail
from portal.accounts.passwords import hash_password
from portal.accounts.sessions import hash_token
from portal.accounts.sign_in import authenticate, tidy_email
from portal.clock import now
from portal.database import PortalSession
from portal.errors import MissingError, RefusalError
from portal.models import Invitation, Membership, Organisation, User
from portal.settings import Settings
from portal.table_parts import KINDS, ROLES_OF, Role

VALID_FOR = timedelta(days=3)


@dataclass(frozen=True)
class Answer:
    """What is sent with the form of an invitation, and the address it is sent from."""

    email: str
    password: str
    organisation: str
    kind: str
    address: str


NO_ANSWER = Answer("", "", "", "", "")


def set_up(db: PortalSession) -> str | None:
    """Return the token of a fresh set-up link; None once there is an account."""
    if db.scalar(select(exists().where(User.id.is_not(None)))):
        return None
    db.execute(delete(Invitation))
    trail.record(db, "set-up-link-made")
    return invite(db, None, None, "administrator")


def invite(
    db: PortalSession, organisation: Organisation | None, email: str | None, role: Role
) -> str:
    """Add an invitation and return its token, of which only the hash is stored.

    RefusalError where the organisation's kind has no such role.
    """
    _refuse_unfit(organisation, role)
    token = secrets.token_urlsafe(24)
    db.add(
        Invitation(
            token_hash=hash_token(token),
            organisation_id=organisation and organisation.id,
            email=email and tidy_email(email),
            role=role,
            expires_at=now() + VALID_FOR,
        )
    )
    return token


def find(db: PortalSession, token: str) -> Invitation:
    """Return the invitation of a token; MissingError where it is unknown or too old."""
    invitation = db.scalar(
        select(Invitation).where(Invitation.token_hash == hash_token(token))
    )
    if invitation is None or invitation.expires_at <= now():
        raise MissingError
    return invitation


def accept(
    db: PortalSession, settings: Settings, invitation: Invitation, answer: Answer
) -> Membership:
    """Turn an invitation into a membership, with a new account or an existing one.

    The invitation is deleted. RefusalError where the form has a fault.
    """
    is_setup = invitation.organisation is None
    organisation = invitation.organisation or found(
        db, answer.organisation, answer.kind
    )
    _refuse_unfit(organisation, invitation.role)
    user = _person(db, settings, invitation.email or answer.email, answer)
    user.is_operator = user.is_operator or is_setup
    membership = db.scalar(
        select(Membership).where(
            Membership.user_id == user.id,
            Membership.organisation_id == organisation.id,
        )
    ) or Membership(user=user, organisation=organisation)
    membership.role = invitation.role
    db.add(membership)
    db.delete(invitation)
    db.flush()
    return membership


def found(db: PortalSession, name: str, kind: str) -> Organisation:
    """Add an organisation; RefusalError where its name is taken or not allowed."""
    name = " ".join(name.split())
    if not 1 <= len(name) <= 200 or kind not in KINDS:
        raise RefusalError("people.organisation_form")
    if db.scalar(select(exists().where(Organisation.name == name))):
        raise RefusalError("people.organisation_taken", name=name)
    organisation = Organisation(name=name, kind=kind)
    db.add(organisation)
    db.flush()
    return organisation


def _refuse_unfit(organisation: Organisation | None, role: Role) -> None:
    if organisation is not None and role not in ROLES_OF[organisation.kind]:
        raise RefusalError("people.role_form")


def _person(db: PortalSession, settings: Settings, email: str, answer: Answer) -> User:
    email = tidy_email(email)
    if db.scalar(select(exists().where(User.email == email))):
        return authenticate(db, settings, email, answer.password, answer.address)
    user = User(email=email, password_hash=hash_password(answer.password))
    db.add(user)
    db.flush()
    return user
