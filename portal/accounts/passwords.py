"""Hashes passwords with argon2id, and refuses those that are easily guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from zxcvbn import zxcvbn

from portal.errors import RefusalError

SHORTEST = 12
LONGEST = 256
# What the list of zxcvbn, made in English, lacks of what people here are fond of.
FOND_OF = ("woaini", "1314", "520", "5201314", "packlaw")
# zxcvbn's own scale: 3 needs a hundred million guesses.
LEAST_SCORE = 3
# It takes longer than its length, and the first signs suffice to tell.
LOOKED_AT = 64
# Signs that a password must have beside the words of its owner.
OWN_SIGNS = 8

_hasher = PasswordHasher()
# A hash takes 64 MiB; many sign-ins at once must not take all memory.
_at_once = BoundedSemaphore(2)


def hash_password(password: str, own_words: Iterable[str] = ()) -> str:
    """Hash a new password.

    RefusalError where it is too short, too long, well known, or made of `own_words`: the
    address of the person and the name of the organisation.
    """
    if not SHORTEST <= len(password) <= LONGEST:
        raise RefusalError(
            "accounts.password_length", shortest=SHORTEST, longest=LONGEST
        )
    words = {word for text in own_words for word in _words(text)}
    if _signs_beside(password, words) < OWN_SIGNS:
        raise RefusalError("accounts.password_own")
    guessed = zxcvbn(password[:LOOKED_AT], user_inputs=[*words, *FOND_OF])
    if guessed["score"] < LEAST_SCORE:
        raise RefusalError("accounts.password_common")
    with _at_once:
        return _hasher.hash(password)


def is_password(password: str, password_hash: str | None) -> bool:
    """Return whether a password has this hash; without a hash it takes as long."""
    with _at_once:
        try:
            is_right = _hasher.verify(password_hash or _nobodys_hash(), password)
            return is_right and bool(password_hash)
        except (VerifyMismatchError, InvalidHashError):
            return False


def _words(text: str) -> list[str]:
    lowered = text.lower()
    parts = re.split(r"[\W_]+", lowered)
    return [word for word in (lowered, *parts) if len(word) >= 3]


def _signs_beside(password: str, words: Iterable[str]) -> int:
    """Count the letters and figures that are left once the words are taken out."""
    left = password.lower()
    for word in sorted(words, key=len, reverse=True):
        left = left.replace(word, " ")
    return sum(sign.isalnum() for sign in left)


@cache
def _nobodys_hash() -> str:
    return _hasher.hash("nobody has this password")
