"""Stand-ins: what takes the place of a value that is erased, and keeps every verdict.

A stand-in has the form of the value: letters for letters, digits for digits, the maker of
a VIN, and a check character that is right where it was right and wrong where it was wrong.
The same value gets the same one, so that what was joined by it stays joined.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterator
from hashlib import sha256
from itertools import count

from engine.rulebook.identifiers import USCC_ALPHABET, VIN_CHECKS, is_uscc, is_vin

_DIGITS, _LETTERS = "0123456789", "ABCDEFGHJKLMNPRTUWXY"
_VIN, _MAKER, _VIN_CHECK = 17, 3, 8
_USCC, _USCC_CHECK = 18, 17
_NAME = "已删"


def stand_in(key: str, value: str) -> str:
    """Return the stand-in of a value, by the key of the portal."""
    signs = _signs(key, value)
    if not value.isascii():
        return _NAME + "".join(_LETTERS[next(signs) % len(_LETTERS)] for _ in range(8))
    kept = _MAKER if len(value) == _VIN else 0
    text = value[:kept] + "".join(_like(sign, signs) for sign in value[kept:])
    if len(value) == _VIN:
        return _checked(text, _VIN_CHECK, VIN_CHECKS, is_vin, is_vin(value))
    if len(value) == _USCC:
        return _checked(text, _USCC_CHECK, USCC_ALPHABET, is_uscc, is_uscc(value))
    return text


def _like(sign: str, signs: Iterator[int]) -> str:
    if sign.isdigit():
        return _DIGITS[next(signs) % 10]
    if not sign.isalpha():
        return sign
    letter = _LETTERS[next(signs) % len(_LETTERS)]
    return letter if sign.isupper() else letter.lower()


def _checked(
    text: str, place: int, signs: str, test: Callable[[str], bool], is_right: bool
) -> str:
    """Put a check character that makes the test come out as it did, where one does."""
    for sign in (text[place], *signs):
        tried = text[:place] + sign + text[place + 1 :]
        if test(tried) is is_right:
            return tried
    return text


def _signs(key: str, value: str) -> Iterator[int]:
    for block in count():
        message = f"packlaw stand-in {block} {value}".encode()
        yield from hmac.new(key.encode(), message, sha256).digest()
