"""The three named formats of identifiers, with their check characters."""

import re
from collections.abc import Callable

from .kleene import Kleene

DAY = "1-9A-HJ-NPR-Y"  # 31 signs: no zero, and no I, O, Q, Z
GBT_34014 = re.compile(
    rf"[0-9A-Z]{{3}}[PMC][A-GZ][0-9A-Z]{{2}}[0-9A-Z]{{7}}[{DAY}][1-9ABC][{DAY}][0-9]{{7}}"
)
REUSE_CODE = re.compile(r".*R[PMC]", re.DOTALL)

VIN_LETTERS = dict(
    zip("ABCDEFGHJKLMNPRSTUVWXYZ", "12345678123457923456789", strict=True)
)
VIN_VALUES = {digit: int(digit) for digit in "0123456789"} | {
    letter: int(value) for letter, value in VIN_LETTERS.items()
}
VIN_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)

USCC_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def is_gbt34014(code: str) -> Kleene:
    """Tell whether this is a battery code; a reuse code cannot be told."""
    if GBT_34014.fullmatch(code):
        return True
    return None if REUSE_CODE.fullmatch(code) else False


def is_vin(code: str) -> Kleene:
    """Tell whether length, alphabet and check digit (the ninth) of a VIN are right."""
    if len(code) != 17 or any(sign not in VIN_VALUES for sign in code):
        return False
    total = sum(
        VIN_VALUES[sign] * weight
        for sign, weight in zip(code, VIN_WEIGHTS, strict=True)
    )
    return code[8] == "0123456789X"[total % 11]


def is_uscc(code: str) -> Kleene:
    """Tell whether length, alphabet and check character (the last) are right."""
    if len(code) != 18 or any(sign not in USCC_SIGNS for sign in code):
        return False
    total = sum(
        USCC_SIGNS.index(sign) * 3**place for place, sign in enumerate(code[:17])
    )
    return code[17] == USCC_SIGNS[-total % 31]


FORMATS: dict[str, Callable[[str], Kleene]] = {
    "gbt34014": is_gbt34014,
    "vin": is_vin,
    "uscc": is_uscc,
}
