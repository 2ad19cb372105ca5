"""Links by which people join; the first of them sets the portal up."""

from __future__ import annotations

from dataclasses import dataclass
from hmac import compare_digest

from sqlalchemy import delete, exists, select

from portal import trail
from portal.accounts import identities, links
from portal.accounts.organisations import found, refuse_unfit
from portal.accounts.passwords import hash_password
from portal.accounts.provider import Known
from portal.accounts.sessions import hash_token
from portal.accounts.sign_in import Knock, authenticate, refuse_taken, tidy_email
from portal.database.admission import Invitation
from portal.database.models import Membership, Organisation, User
from portal.database.parts import Role
from portal.database.session import PortalSession
from portal.errors import LinkOverError, RefusalError
from portal.settings import Settings


@dataclass(frozen=True)
class Answer:
    """What is sent with the form of an invitation.

    `is_known`: the password is that of an account which the address has already.
    """

    email: str = ""
    password: str = ""
    organisation: str = ""
    kind: str = ""
    code: str = ""
    is_known: bool = False


def set_up(db: PortalSession) -> str | None:
    """Return the token of a fresh set-up link; None once there is an account."""
    if db.scalar(select(exists().where(User.id.is_not(None)))):
        return None
    db.execute(delete(Invitation))
    trail.record(db, "set-up-link-made")
    return links.add(db, Invitation(role="administrator"))


def invite(
    db: PortalSession,
    organisation: Organisation,
    email: str,
    role: Role,
    made_by_id: int | None,
    code_hash: str | None = None,
) -> str:
    """Add an invitation, in place of an earlier one to the same address; return its token.

    RefusalError where the organisation's kind has no such role, where the address is one
    of its members', and for an operator's own address in another organisation. Nobody
    made it (None): who works on the machine.
    """
    email = tidy_email(email)
    refuse_unfit(organisation, role)
    if _is_member(db, organisation, email):
        raise RefusalError("people.is_member", email=email)
    maker = db.get(User, made_by_id) if made_by_id is not None else None
    if maker is not None and email == maker.email:
        raise RefusalError("people.not_invite_oneself")
    db.execute(
        delete(Invitation).where(
            Invitation.organisation_id == organisation.id,
            Invitation.email == email,
            Invitation.person_id.is_(None),
        )
    )
    link = Invitation(
        organisation_id=organisation.id,
        email=email,
        role=role,
        made_by_id=made_by_id,
        code_hash=code_hash,
    )
    return links.add(db, link)


def accept(
    db: PortalSession,
    settings: Settings,
    invitation: Invitation,
    answer: Answer,
    knock: Knock,
) -> Membership:
    """Turn an invitation into a membership, with a new account or one that is proven.

    RefusalError where the form has a fault, LinkOverError where the link was used
    meanwhile; then nothing is written.
    """
    refuse_wrong_code(invitation, answer.code)
    email = tidy_email(invitation.email or answer.email)
    user, is_setup = None, invitation.organisation_id is None
    name = invitation.organisation.name if invitation.organisation else None
    if answer.is_known and not is_setup:
        user = authenticate(db, settings, email, answer.password, knock)
        password_hash = user.password_hash
    else:
        words = (email, name or answer.organisation)
        password_hash = hash_password(answer.password, words)
    if user is None and not is_setup:
        refuse_taken(db, settings, email, answer.password, knock)
    links.use(db, invitation)
    organisation = _organisation(db, invitation, answer)
    user = user or User(email=email, password_hash=password_hash)
    user.is_operator = bool(user.is_operator or is_setup)
    return _join(db, user, organisation, invitation.role)


def accept_known(db: PortalSession, invitation: Invitation, known: Known) -> Membership:
    """Turn an invitation into a membership of whom the provider knows by its address.

    That is the account which the identity is linked with, or else a new one without a
    password. RefusalError where the address is another, or that of the account is.
    """
    if invitation.organisation_id is None or invitation.person_id is not None:
        raise LinkOverError
    if known.email != invitation.email:
        raise RefusalError("openid.other_address", email=invitation.email)
    user = identities.account_of(db, known)
    if user is not None and user.email != known.email:
        raise RefusalError("openid.taken")
    links.use(db, invitation)
    organisation = db.get_one(Organisation, invitation.organisation_id)
    is_new = user is None
    user = user or User(email=known.email, password_hash="", is_operator=False)
    membership = _join(db, user, organisation, invitation.role)
    if is_new:
        identities.link(db, user, known)
    return membership


def _join(
    db: PortalSession, user: User, organisation: Organisation, role: Role
) -> Membership:
    refuse_unfit(organisation, role)
    if _is_member(db, organisation, user.email):
        raise RefusalError("people.is_member", email=user.email)
    membership = Membership(user=user, organisation=organisation, role=role)
    db.add(membership)
    db.flush()
    return membership


def _organisation(
    db: PortalSession, invitation: Invitation, answer: Answer
) -> Organisation:
    if invitation.organisation_id is None:
        return found(db, answer.organisation, answer.kind)
    return db.get_one(Organisation, invitation.organisation_id)


def refuse_wrong_code(invitation: Invitation, code: str) -> None:
    """Raise RefusalError where an invitation asks for a code and this is not it."""
    wanted = invitation.code_hash
    if wanted and not compare_digest(hash_token(code.strip()), wanted):
        raise RefusalError("auth.code_wrong")


def _is_member(db: PortalSession, organisation: Organisation, email: str) -> bool:
    of_email = (
        select(Membership.id)
        .join(User)
        .where(Membership.organisation_id == organisation.id, User.email == email)
    )
    return db.scalar(of_email) is not None
