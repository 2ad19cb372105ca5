"""Sign-in by e-mail and password; wrong ones make wait, and lock nobody out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select

from portal.accounts import lanes
from portal.accounts.devices import device_of
from portal.accounts.lanes import Patience, neighbourhood, patience
from portal.accounts.passwords import LONGEST, is_password
from portal.clock import now
from portal.database.admission import Session
from portal.database.models import Membership, User
from portal.database.session import PortalSession
from portal.errors import RefusalError
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


def refuse_taken(
    db: PortalSession, settings: Settings, email: str, password: str, knock: Knock
) -> None:
    """Refuse the password of a new account that another of the address has already.

    Of two with one password, one could not be reached. RefusalError for it does not say
    so, and each question counts as a guess: TooManyAttemptsError as for a sign-in.
    """
    users = db.scalars(select(User).where(User.email == email)).all()
    lanes.take(db, *_of_strangers(settings, email, neighbourhood(knock.address)))
    hashes = [user.password_hash for user in users] or [None]
    if any(is_password(password, password_hash) for password_hash in hashes):
        raise RefusalError("accounts.password_other")


@dataclass(frozen=True)
class _Turn:
    """Accounts that a password is compared with, and the lanes that this takes from."""

    users: Sequence[User]
    lanes: Sequence[Patience]


def _prove(
    db: PortalSession,
    settings: Settings,
    email: str,
    users: Sequence[User],
    password: str,
    knock: Knock,
) -> User:
    password = password[: LONGEST + 1]
    for turn in _turns(db, settings, email, users, knock):
        lanes.take(db, *turn.lanes)
        hashes = [user.password_hash for user in turn.users] or [None]
        # All are compared, so that the time taken does not tell which was right.
        right = [is_password(password, password_hash) for password_hash in hashes]
        if any(right):
            # One's own password must not pay for guesses at another's account.
            if len(turn.users) == 1:
                lanes.give_back(db, *turn.lanes)
            db.commit()
            return turn.users[right.index(True)]
    raise RefusalError("accounts.wrong")


def _turns(
    db: PortalSession,
    settings: Settings,
    email: str,
    users: Sequence[User],
    knock: Knock,
) -> list[_Turn]:
    """Return in which order the accounts of an address are tried.

    Who is known by his browser or by where he is has a lane of his own there, for the
    accounts alone that he is known for. The others are in the lanes of strangers.
    """
    tries, seconds = settings.sign_in_tries, settings.sign_in_wait_seconds
    place = neighbourhood(knock.address)
    turns, left = [], list(users)
    for user in users:
        if device := device_of(settings, user, knock.device):
            own = patience("device", device, tries=tries, seconds=seconds)
            turns.append(_Turn([user], [own]))
            left.remove(user)
    if known := _known(db, left, knock.address):
        own = patience("known", email, place, tries=tries, seconds=seconds)
        turns.append(_Turn(known, [own]))
        left = [user for user in left if user not in known]
    if left or not turns:
        turns.append(_Turn(left, _of_strangers(settings, email, place)))
    return turns


def _of_strangers(settings: Settings, email: str, place: str) -> list[Patience]:
    tries, seconds = settings.sign_in_tries, settings.sign_in_wait_seconds
    return [
        patience("pair", email, place, tries=tries, seconds=seconds),
        patience(
            "account", email,
            tries=tries * ACCOUNT_FACTOR, seconds=seconds / ACCOUNT_SPEED,
        ),
        patience(
            "address", place,
            tries=tries * ADDRESS_FACTOR, seconds=seconds / ADDRESS_SPEED,
        ),
    ]  # fmt: skip


def _known(db: PortalSession, users: Sequence[User], address: str) -> list[User]:
    """Return those of the accounts that were used from this address lately."""
    were_here = (
        select(Membership.user_id)
        .join(Session, Session.membership_id == Membership.id)
        .where(Membership.user_id.in_([user.id for user in users]))
        .where(Session.address == address, Session.began_at > now() - KNOWN_FOR)
    )
    known = {*db.scalars(were_here)} if users and address else set()
    return [user for user in users if user.id in known]
