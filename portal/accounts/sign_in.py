"""Sign-in by e-mail and password; wrong ones make wait, and lock nobody out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import exists, select

from portal.accounts import lanes
from portal.accounts.devices import device_of
from portal.accounts.lanes import Patience, neighbourhood, patience
from portal.accounts.passwords import LONGEST, is_password
from portal.admission import Session
from portal.clock import now
from portal.database import PortalSession
from portal.errors import RefusalError
from portal.models import Membership, User
from portal.settings import Settings

# An account may be tried from many addresses, and an address tries many accounts.
ACCOUNT_FACTOR, ACCOUNT_SPEED = 5, 3
ADDRESS_FACTOR, ADDRESS_SPEED = 10, 6
KNOWN_FOR = timedelta(days=90)


@dataclass(frozen=True)
class Knock:
    """Where a request comes from: its network address, and its browser's own cookie."""

    address: str
    device: str = ""


def tidy_email(text: str) -> str:
    """Return an e-mail address in the form it is stored in; RefusalError for none."""
    email = text.strip().lower()
    name, at, host = email.partition("@")
    if not (name and at and host) or len(email) > 254 or not email.isprintable():
        raise RefusalError("accounts.email_form")
    return email


def authenticate(
    db: PortalSession, settings: Settings, email: str, password: str, knock: Knock
) -> User:
    """Return the account of an e-mail and password.

    RefusalError where they do not match, TooManyAttemptsError where the account or the
    address has to wait.
    """
    email = tidy_email(email)
    found = select(User).where(User.email == email).order_by(User.id)
    return _prove(db, settings, email, db.scalars(found).all(), password, knock)


def prove(
    db: PortalSession, settings: Settings, user: User, password: str, knock: Knock
) -> None:
    """Compare the password of somebody who is signed in; refuse as `authenticate` does."""
    _prove(db, settings, user.email, [user], password, knock)


def _prove(
    db: PortalSession,
    settings: Settings,
    email: str,
    users: Sequence[User],
    password: str,
    knock: Knock,
) -> User:
    own, shared = _lanes(db, settings, email, users, knock)
    lanes.take(db, own, *shared)
    password = password[: LONGEST + 1]
    hashes = [user.password_hash for user in users] or [None]
    # All are compared, so that the time taken does not tell which was right.
    right = [is_password(password, password_hash) for password_hash in hashes]
    if not any(right):
        raise RefusalError("accounts.wrong")
    lanes.forget(db, own)
    lanes.give_back(db, *shared)
    db.commit()
    return users[right.index(True)]


def _lanes(
    db: PortalSession,
    settings: Settings,
    email: str,
    users: Sequence[User],
    knock: Knock,
) -> tuple[Patience, list[Patience]]:
    """Return the lane of this person here, and those that strangers share."""
    tries, seconds = settings.sign_in_tries, settings.sign_in_wait_seconds
    for user in users:
        if device := device_of(settings, user, knock.device):
            return patience("device", device, tries=tries, seconds=seconds), []
    place = neighbourhood(knock.address)
    own = patience("pair", email, place, tries=tries, seconds=seconds)
    if _is_known(db, users, knock.address):
        return own, []
    return own, [
        patience(
            "account", email,
            tries=tries * ACCOUNT_FACTOR, seconds=seconds / ACCOUNT_SPEED,
        ),
        patience(
            "address", place,
            tries=tries * ADDRESS_FACTOR, seconds=seconds / ADDRESS_SPEED,
        ),
    ]  # fmt: skip


def _is_known(db: PortalSession, users: Sequence[User], address: str) -> bool:
    """Return whether one of the accounts was used from this address lately."""
    was_here = (
        exists()
        .where(Session.membership_id == Membership.id)
        .where(Membership.user_id.in_([user.id for user in users]))
        .where(Session.address == address, Session.began_at > now() - KNOWN_FOR)
    )
    return bool(users and address and db.scalar(select(was_here)))
