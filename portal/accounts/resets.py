"""Links to a new password: from an administrator, or mailed to who forgot it."""

from __future__ import annotations

from sqlalchemy import delete, select

from portal.accounts import identities, links, sessions
from portal.accounts.passwords import hash_password
from portal.accounts.second_factor import carry_over, clear, is_on
from portal.database.admission import Invitation, Session
from portal.database.models import Membership, User
from portal.database.parts import Role
from portal.database.session import PortalSession
from portal.errors import LinkOverError, NotAllowedError
from portal.trail import record


def make(
    db: PortalSession,
    membership: Membership,
    maker: User | None,
    *,
    drops_factor: bool = False,
) -> str:
    """Add the link by which a member gets a new password, and return its token.

    It takes the place of an earlier one. NotAllowedError for an operator's account where
    the maker is none: the powers of an operator must not come with it. Without a maker
    it is made on the machine.
    """
    user = membership.user
    if maker is not None and not _may_renew(maker, user):
        raise NotAllowedError
    db.execute(
        delete(Invitation).where(
            Invitation.person_id == user.id,
            Invitation.organisation_id == membership.organisation_id,
        )
    )
    link = Invitation(
        organisation_id=membership.organisation_id,
        email=user.email,
        role=membership.role,
        made_by_id=maker.id if maker else None,
        person_id=user.id,
        drops_factor=drops_factor,
    )
    return links.add(db, link)


def for_address(db: PortalSession, email: str) -> list[tuple[User, str]]:
    """Add a link for each account of an address, to be mailed to it, with their tokens."""
    users = db.scalars(
        select(User).where(User.email == email, User.memberships.any())
    ).all()
    made = []
    for user in users:
        db.execute(
            delete(Invitation).where(
                Invitation.person_id == user.id, Invitation.organisation_id.is_(None)
            )
        )
        role: Role = user.memberships[0].role
        link = Invitation(email=email, role=role, person_id=user.id)
        made.append((user, links.add(db, link)))
    return made


def accept(
    db: PortalSession, link: Invitation, password: str, address: str = ""
) -> Membership:
    """Set the new password, end the account's sessions, and return its membership.

    Identities of a provider are linked with it no longer.

    A link of an organisation reaches no further than it: where the account works for
    others too, the membership moves to an account of its own, with the same second
    factor unless the link drops it. That is noted as from `address`. RefusalError where the
    password is too weak, LinkOverError where the link was used, the person has left, or
    has become an operator and who made the link is none.
    """
    membership = _membership(db, link)
    user = membership.user
    if link.made_by is not None and not _may_renew(link.made_by, user):
        raise LinkOverError
    words = (user.email, membership.organisation.name)
    password_hash = hash_password(password, words)
    links.use(db, link)
    if link.organisation_id is not None and len(user.memberships) > 1:
        user = _part_from(db, user, membership, password_hash)
        db.execute(delete(Session).where(Session.membership_id == membership.id))
    else:
        user.password_hash = password_hash
        sessions.end_all(db, user)
        _part_from_provider(db, membership, address)
    if link.drops_factor and is_on(user):
        _drop_factor(db, membership, address)
    db.flush()
    return membership


def _may_renew(maker: User, user: User) -> bool:
    return maker.is_operator or not user.is_operator


def _membership(db: PortalSession, link: Invitation) -> Membership:
    asked = select(Membership).where(Membership.user_id == link.person_id)
    if link.organisation_id is not None:
        asked = asked.where(Membership.organisation_id == link.organisation_id)
    membership = db.scalars(asked.order_by(Membership.id)).first()
    if membership is None:
        raise LinkOverError
    return membership


def _part_from(
    db: PortalSession, user: User, membership: Membership, password_hash: str
) -> User:
    own = User(email=user.email, password_hash=password_hash, language=user.language)
    membership.user = own
    db.flush()
    carry_over(db, user, own)
    return own


def _part_from_provider(
    db: PortalSession, membership: Membership, address: str
) -> None:
    """Drop the identities of an account: whoever had hold of it may have linked one."""
    if identities.part(db, membership.user):
        record(
            db,
            "identity-unlinked",
            membership.user.email,
            user_id=membership.user_id,
            organisation_id=membership.organisation_id,
            address=address,
        )


def _drop_factor(db: PortalSession, membership: Membership, address: str) -> None:
    clear(db, membership.user)
    record(
        db,
        "second-factor-dropped",
        membership.user.email,
        user_id=membership.user_id,
        organisation_id=membership.organisation_id,
        address=address,
    )
