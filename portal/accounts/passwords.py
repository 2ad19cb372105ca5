"""Hashes passwords with argon2id, and refuses those that are easily guessed."""

from __future__ import annotations

from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from portal.errors import RefusalError

SHORTEST = 12
LONGEST = 256
# The leaked passwords that are long enough to be chosen here.
COMMON = frozenset(
    {
        "000000000000", "111111111111", "112233445566", "123123123123",
        "123456789012", "1234567890123", "1234567890qw", "1q2w3e4r5t6y",
        "1qaz2wsx3edc", "1qaz2wsx3edc4rfv", "abc123456789", "abcdefghijkl",
        "admin1234567", "administrator", "changeme1234", "iloveyou1234",
        "letmein12345", "password1234", "password12345", "password123456",
        "passwordpassword", "qwerty123456", "qwertyuiop12", "qwertyuiop123",
        "qwertyuiopasdf", "welcome12345", "woaini123456", "woaini1314520",
    }
)  # fmt: skip

_hasher = PasswordHasher()
# A hash takes 64 MiB; many sign-ins at once must not take all memory.
_at_once = BoundedSemaphore(2)


def hash_password(password: str) -> str:
    """Hash a new password; RefusalError where it is too short, too long or well known."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise RefusalError(
            "accounts.password_length", shortest=SHORTEST, longest=LONGEST
        )
    if password.lower() in COMMON:
        raise RefusalError("accounts.password_common")
    with _at_once:
        return _hasher.hash(password)


def is_password(password: str, password_hash: str | None) -> bool:
    """Return whether a password has this hash; without a hash it takes as long."""
    with _at_once:
        try:
            return _hasher.verify(password_hash or _nobodys_hash(), password)
        except (VerifyMismatchError, InvalidHashError):
            return False


@cache
def _nobodys_hash() -> str:
    return _hasher.hash("nobody has this password")
