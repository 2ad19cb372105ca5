"""Sign-in by e-mail and password; too many failures lock an account or an address."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select

from portal.accounts.passwords import LONGEST, is_password
from portal.clock import now
from portal.database import PortalSession
from portal.errors import RefusalError, TooManyAttemptsError
from portal.models import LoginAttempt, User
from portal.settings import Settings

# Many people may share an address, so it may fail more often than one account.
ADDRESS_FACTOR = 10


def tidy_email(text: str) -> str:
    """Return an e-mail address in the form it is stored in; RefusalError for none."""
    email = text.strip().lower()
    name, at, host = email.partition("@")
    if not (name and at and host) or len(email) > 254 or not email.isprintable():
        raise RefusalError("accounts.email_form")
    return email


def authenticate(
    db: PortalSession, settings: Settings, email: str, password: str, address: str
) -> User:
    """Return the person of an e-mail and password.

    RefusalError where they do not match, TooManyAttemptsError where the account or the
    address is locked. The attempt is stored as failed before the password is compared,
    so that parallel guesses are all counted.
    """
    email = tidy_email(email)
    _refuse_while_locked(db, settings, email, address)
    attempt = LoginAttempt(email=email, address=address)
    db.add(attempt)
    db.commit()
    user = db.scalar(select(User).where(User.email == email))
    is_right = is_password(
        password[: LONGEST + 1], user.password_hash if user else None
    )
    if user is None or not is_right:
        raise RefusalError("accounts.wrong")
    attempt.succeeded = True
    db.commit()
    return user


def _refuse_while_locked(
    db: PortalSession, settings: Settings, email: str, address: str
) -> None:
    since = now() - timedelta(minutes=settings.lockout_minutes)
    last_success = db.scalar(
        select(func.max(LoginAttempt.at)).where(
            LoginAttempt.email == email, LoginAttempt.succeeded
        )
    )
    failures = (
        select(func.count())
        .select_from(LoginAttempt)
        .where(LoginAttempt.at > since, ~LoginAttempt.succeeded)
    )
    of_email = failures.where(LoginAttempt.email == email)
    if last_success is not None:
        of_email = of_email.where(LoginAttempt.at > last_success)
    of_address = failures.where(LoginAttempt.address == address)
    limit = settings.lockout_attempts
    is_guessing = (db.scalar(of_email) or 0) >= limit
    is_sweeping = (db.scalar(of_address) or 0) >= limit * ADDRESS_FACTOR
    if is_guessing or is_sweeping:
        raise TooManyAttemptsError("accounts.locked", minutes=settings.lockout_minutes)
