"""The named formats of identifiers: their characters and weights, and a plain check.

`engine/evaluation/identifiers.py` has the same checks as expressions over columns.
"""

from __future__ import annotations

import re
from typing import Literal

# GB 32100: the 18th of these characters checks the others.
USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
USCC_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
# GB 16735: the ninth character checks the others.
VIN_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
# Position in this text, modulo 10, is the value ISO 3779 gives a character.
VIN_VALUES = "0123456789.ABCDEFGH..JKLMN.P.R..STUVWXYZ"
VIN_CHECKS = "0123456789X"
BATTERY_CODE = (
    "[0-9A-Z]{3}[PMC][A-GZ][0-9A-Z]{9}[1-9A-HJ-NPR-Y][1-9ABC][1-9A-HJ-NPR-Y][0-9]{7}"
)
_USCC = re.compile(f"[{USCC_ALPHABET}]{{18}}")
# What begins as such a code and is about as long: the department, the kind, the region.
_MEANT_AS_USCC = re.compile("[0-9A-Z]{2}[0-9]{5}[0-9A-Z]{9,12}")
_VIN = re.compile("[0-9A-HJ-NPR-Z]{17}")
_BATTERY = re.compile(BATTERY_CODE)


def is_uscc(text: str) -> bool:
    """Check a unified social credit code by GB 32100."""
    if _USCC.fullmatch(text) is None:
        return False
    values = [USCC_ALPHABET.index(character) for character in text]
    weighted = sum(v * w for v, w in zip(values[:-1], USCC_WEIGHTS, strict=True))
    return (weighted + values[-1]) % 31 == 0


def uscc_fault(text: str) -> Literal["length", "characters", "check"] | None:
    """Say what is wrong with a text that seems meant as a unified social credit code.

    Its length is not 18, it has a letter that GB 32100 leaves out, or its last character
    does not check the others. None where nothing is, or the text looks like something else.
    """
    if _MEANT_AS_USCC.fullmatch(text) is None or is_uscc(text):
        return None
    if len(text) != len(USCC_WEIGHTS) + 1:
        return "length"
    return "check" if _USCC.fullmatch(text) else "characters"


def is_vin(text: str) -> bool:
    """Check a vehicle identification number by GB 16735."""
    if _VIN.fullmatch(text) is None:
        return False
    values = [VIN_VALUES.index(character) % 10 for character in text]
    weighted = sum(v * w for v, w in zip(values, VIN_WEIGHTS, strict=True))
    return weighted % 11 == VIN_CHECKS.find(text[8])


def is_battery_code(text: str) -> bool:
    """Check a battery code by GB/T 34014; a reuse code is none."""
    return _BATTERY.fullmatch(text) is not None
