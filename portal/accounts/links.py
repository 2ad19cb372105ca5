"""One-time links: what they have in common, whether they invite or renew a password.

Only the person who has a link proves by it that an address is his own, and only to the
organisation that made the link. So a link opens nothing of another organisation: an
invitation makes an account of its own, even where the address has one elsewhere, unless
that one's password is given; and a new password made by an administrator reaches no
further than his organisation. Only a link that was mailed proves the address to all.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import timedelta
from typing import Literal

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import selectinload

from portal.accounts.sessions import hash_token
from portal.clock import now
from portal.database.admission import Invitation
from portal.database.models import Membership, User
from portal.database.session import PortalSession
from portal.errors import LinkOverError, MissingError

Matter = Literal["join", "reset"]
VALID_FOR = timedelta(days=3)


def add(db: PortalSession, link: Invitation) -> str:
    """Add a link, valid for three days, and return its token; its hash alone is stored.

    `link` comes without token and day.
    """
    token = secrets.token_urlsafe(24)
    link.token_hash, link.expires_at = hash_token(token), now() + VALID_FOR
    db.execute(delete(Invitation).where(Invitation.expires_at <= now()))
    db.add(link)
    db.flush()
    return token


def find(db: PortalSession, token: str) -> Invitation:
    """Return the link of a token; LinkOverError where it was used, withdrawn or is old."""
    return of_hash(db, hash_token(token))


def of_hash(db: PortalSession, token_hash: str) -> Invitation:
    """Return the link whose token has this hash; LinkOverError as for `find`."""
    link = db.scalar(
        select(Invitation).where(
            Invitation.token_hash == token_hash, Invitation.expires_at > now()
        )
    )
    if link is None:
        raise LinkOverError
    return link


def is_pending(db: PortalSession, token: str) -> bool:
    """Return whether the link of a token can still be used."""
    try:
        find(db, token)
    except LinkOverError:
        return False
    return True


def use(db: PortalSession, link: Invitation) -> None:
    """Use a link up; LinkOverError where another request was quicker.

    One statement takes it, and what it opens is written in the same transaction.
    """
    taken = db.execute(
        delete(Invitation)
        .where(Invitation.id == link.id, Invitation.expires_at > now())
        .returning(Invitation.id)
        .execution_options(synchronize_session=False)
    ).all()
    db.expunge(link)
    if not taken:
        raise LinkOverError


def pending(db: PortalSession, organisation_id: int) -> Sequence[Invitation]:
    """Return the links of an organisation that can still be used, oldest first."""
    return db.scalars(
        select(Invitation)
        .where(
            Invitation.organisation_id == organisation_id,
            Invitation.expires_at > now(),
        )
        .options(selectinload(Invitation.made_by))
        .order_by(Invitation.id)
    ).all()


def withdraw(db: PortalSession, organisation_id: int, link_id: int) -> Invitation:
    """Delete a link of an organisation and return it; MissingError where there is none."""
    link = db.get(Invitation, link_id)
    if link is None or link.organisation_id != organisation_id:
        raise MissingError
    db.delete(link)
    return link


def void(db: PortalSession, organisation_id: int, user: User) -> None:
    """Delete the links that are void with the removal of a person from an organisation.

    Those made there for the person, and those that the person made: there, and as an
    operator for organisations that the person is no member of.
    """
    db.execute(
        delete(Invitation).where(
            Invitation.organisation_id == organisation_id,
            or_(Invitation.made_by_id == user.id, Invitation.email == user.email),
        )
    )
    void_elsewhere(db, user)


def void_elsewhere(db: PortalSession, user: User) -> None:
    """Delete the links that a person made for organisations that he is no member of."""
    own = select(Membership.organisation_id).where(Membership.user_id == user.id)
    db.execute(
        delete(Invitation)
        .where(Invitation.made_by_id == user.id, Invitation.organisation_id.not_in(own))
        .execution_options(synchronize_session=False)
    )


def void_resets(db: PortalSession, user: User) -> None:
    """Delete every link to a new password for a person, whoever made it."""
    db.execute(delete(Invitation).where(Invitation.person_id == user.id))
