"""Accounts that are linked with an identity at a provider, and the errands to it.

An identity is an issuer and a subject, never an address: addresses change hands, and a
provider may let people claim any. It is linked by a person who is signed in, or by an
invitation whose address the provider says is verified.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import delete, select

from portal.accounts import lanes
from portal.accounts.provider import Known
from portal.accounts.sessions import hash_token
from portal.clock import now
from portal.database.admission import Errand, Identity, Invitation
from portal.database.models import User
from portal.database.session import PortalSession
from portal.errors import MissingError, RefusalError

LASTS = timedelta(minutes=10)


def begin(
    db: PortalSession,
    address: str,
    *,
    user: User | None = None,
    link: Invitation | None = None,
) -> tuple[Errand, str]:
    """Add an errand of a browser, and commit; return it and its state.

    TooManyAttemptsError where too many begin at one network address.
    """
    place = lanes.neighbourhood(address)
    lanes.take(db, lanes.patience("errand from", place, tries=30, seconds=6))
    state = secrets.token_urlsafe(24)
    errand = Errand(
        state_hash=hash_token(state),
        nonce=secrets.token_urlsafe(24),
        verifier=secrets.token_urlsafe(48),
        expires_at=now() + LASTS,
        user_id=user.id if user else None,
        link_hash=link.token_hash if link else None,
    )
    db.execute(delete(Errand).where(Errand.expires_at <= now()))
    db.add(errand)
    db.commit()
    return errand, state


def finish(db: PortalSession, state: str) -> Errand:
    """Use an errand up, and commit; RefusalError where it was used or is too old.

    One statement takes it, so that of two who come back with one state one is let in.
    """
    taken = db.execute(
        delete(Errand)
        .where(Errand.state_hash == hash_token(state), Errand.expires_at > now())
        .returning(Errand.nonce, Errand.verifier, Errand.user_id, Errand.link_hash)
        .execution_options(synchronize_session=False)
    ).one_or_none()
    db.commit()
    if taken is None:
        raise RefusalError("openid.stale")
    return Errand(**taken._mapping)


def of_user(db: PortalSession, user: User) -> Sequence[Identity]:
    """Return the identities that an account is linked with, the oldest first."""
    asked = select(Identity).where(Identity.user_id == user.id)
    return db.scalars(asked.order_by(Identity.id)).all()


def account_of(db: PortalSession, known: Known) -> User | None:
    """Return the account that an identity is linked with."""
    return db.scalar(
        select(User)
        .join(Identity, Identity.user_id == User.id)
        .where(Identity.issuer == known.issuer, Identity.subject == known.subject)
    )


def link(db: PortalSession, user: User, known: Known) -> None:
    """Link an account; RefusalError where the identity is linked with any."""
    if account_of(db, known) is not None:
        raise RefusalError("openid.taken")
    db.add(Identity(user_id=user.id, issuer=known.issuer, subject=known.subject))
    db.flush()


def unlink(db: PortalSession, user: User, identity_id: int) -> Identity:
    """Part an account from an identity; MissingError where it is not the account's.

    RefusalError where nothing else lets the person in.
    """
    found = db.get(Identity, identity_id)
    if found is None or found.user_id != user.id:
        raise MissingError
    if not user.password_hash and len(of_user(db, user)) == 1:
        raise RefusalError("openid.last_way")
    db.delete(found)
    return found


def part(db: PortalSession, user: User) -> bool:
    """Part an account from every identity; return whether there was one."""
    gone = db.execute(
        delete(Identity).where(Identity.user_id == user.id).returning(Identity.id)
    ).all()
    return bool(gone)
