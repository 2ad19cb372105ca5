"""The second factor: codes that change with the time (TOTP), and codes of recovery."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Sequence
from hashlib import sha256

import pyotp
import segno
from cryptography.fernet import Fernet, InvalidToken
from sqlalchemy import delete, func, or_, select, update

from portal.accounts import lanes
from portal.accounts.sessions import hash_token
from portal.clock import now
from portal.database.admission import RecoveryCode
from portal.database.models import User
from portal.database.session import PortalSession
from portal.errors import RefusalError
from portal.settings import Settings
from portal.storage.secret_key import secret_key

ISSUER = "packlaw"
STEP_SECONDS = 30
RECOVERY_CODES = 10
# One step before and after: the clocks of telephones differ.
WINDOW = 1


def is_on(user: User) -> bool:
    """Return whether the account's sign-in asks for a code."""
    return user.factor_since is not None


def begin(settings: Settings, user: User) -> str:
    """Return the secret that waits to be confirmed, in the letters people type.

    The first call makes it. It is of no effect until a code proves that it arrived.
    """
    if user.factor_secret is None:
        secret = pyotp.random_base32()
        user.factor_secret = _cipher(settings).encrypt(secret.encode()).decode()
    return secret_of(settings, user)


def secret_of(settings: Settings, user: User) -> str:
    """Return an account's secret; RefusalError where it cannot be read any more."""
    try:
        token = (user.factor_secret or "").encode()
        return _cipher(settings).decrypt(token).decode()
    except InvalidToken:
        raise RefusalError("auth.factor_unreadable") from None


def picture(user: User, secret: str) -> str:
    """Return the QR code of a secret as an SVG element, drawn in the ink of the page."""
    address = pyotp.TOTP(secret).provisioning_uri(name=user.email, issuer_name=ISSUER)
    code = segno.make(address, error="m")
    return str(
        code.svg_inline(scale=5, border=4, dark="#000", light="#fff", omitsize=True)
    )


def confirm(
    db: PortalSession, settings: Settings, user: User, code: str
) -> Sequence[str]:
    """Switch the second factor on by a first code; return the codes of recovery.

    RefusalError where the code is wrong.
    """
    step = _step_of(secret_of(settings, user), code)
    if step is None or is_on(user):
        raise RefusalError("auth.code_wrong")
    user.factor_since, user.factor_step = now(), step
    return renew_recovery(db, user)


def renew_recovery(db: PortalSession, user: User) -> Sequence[str]:
    """Make fresh codes of recovery and return them; those from before end."""
    _drop_recovery(db, user)
    codes = [secrets.token_hex(5) for _ in range(RECOVERY_CODES)]
    db.add_all(
        RecoveryCode(user_id=user.id, code_hash=hash_token(code)) for code in codes
    )
    return [f"{code[:5]}-{code[5:]}" for code in codes]


def check(db: PortalSession, settings: Settings, user: User, code: str) -> None:
    """Compare a code and use it up, so that it is good once.

    RefusalError where it is wrong, TooManyAttemptsError where too many were.
    """
    seconds = settings.sign_in_wait_seconds
    lane = lanes.patience("code", str(user.id), tries=5, seconds=seconds)
    lanes.take(db, lane)
    if not (_use_step(db, settings, user, code) or _use_recovery(db, user, code)):
        db.rollback()
        raise RefusalError("auth.code_wrong")
    lanes.forget(db, lane)


def clear(db: PortalSession, user: User) -> None:
    """Switch the second factor off."""
    _drop_recovery(db, user)
    user.factor_secret = user.factor_since = user.factor_step = None


def carry_over(db: PortalSession, user: User, other: User) -> None:
    """Give another account of a person the same second factor and codes of recovery."""
    other.factor_secret, other.factor_since = user.factor_secret, user.factor_since
    other.factor_step = user.factor_step
    codes = select(RecoveryCode.code_hash).where(RecoveryCode.user_id == user.id)
    db.add_all(
        RecoveryCode(user_id=other.id, code_hash=code) for code in db.scalars(codes)
    )


def codes_left(db: PortalSession, user: User) -> int:
    """Count the codes of recovery that an account has left."""
    count = select(func.count()).select_from(RecoveryCode)
    return db.scalar(count.where(RecoveryCode.user_id == user.id)) or 0


def _drop_recovery(db: PortalSession, user: User) -> None:
    db.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user.id))


def _use_step(db: PortalSession, settings: Settings, user: User, code: str) -> bool:
    step = _step_of(secret_of(settings, user), code)
    if step is None:
        return False
    used = (
        update(User)
        .where(User.id == user.id)
        .where(or_(User.factor_step.is_(None), User.factor_step < step))
        .values(factor_step=step)
    )
    return db.execute(used).rowcount == 1


def _use_recovery(db: PortalSession, user: User, code: str) -> bool:
    """Take a code of recovery away; of two requests with the same, one alone gets it."""
    hashed = hash_token("".join(code.lower().split()).replace("-", ""))
    used = delete(RecoveryCode).where(
        RecoveryCode.user_id == user.id, RecoveryCode.code_hash == hashed
    )
    return db.execute(used).rowcount == 1


def _step_of(secret: str, code: str) -> int | None:
    """Return the step of time whose code this is, near the present one."""
    totp, digits = pyotp.TOTP(secret), "".join(code.split())
    present = int(now().timestamp()) // STEP_SECONDS
    for step in range(present - WINDOW, present + WINDOW + 1):
        if pyotp.utils.strings_equal(digits, totp.generate_otp(step)):
            return step
    return None


def _cipher(settings: Settings) -> Fernet:
    """Return the cipher: a copy of the database alone gives no codes."""
    key = sha256(b"second factor" + secret_key(settings.data).encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
