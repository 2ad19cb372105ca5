"""Tells natural persons among the parties of a dataset, and finds what is about one in texts."""

from __future__ import annotations

import re
from collections.abc import Collection

from engine.rulebook.identifiers import USCC_ALPHABET

OWNER = "owner"
_IDENTITY = r"\d{6}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]"
_PLATE = (
    "[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]"
    "[A-HJ-NP-Z][·• -]?[A-HJ-NP-Z0-9]{4,5}[A-HJ-NP-Z0-9挂学警港澳]"
)
_ALONE = r"(?<![0-9A-Za-z]){}(?![0-9A-Za-z])"
FORMS = re.compile(
    "|".join(
        (
            _ALONE.format(f"(?P<identity>{_IDENTITY})"),
            _ALONE.format(r"(?P<vehicle>(?=[A-Z0-9]*[A-Z])[0-9A-HJ-NPR-Z]{13}\d{4})"),
            r"(?<!\d)(?P<telephone>(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4})(?!\d)",
            rf"(?P<plate>{_PLATE})(?![0-9A-Za-z])",
            r"(?P<email>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)",
        )
    )
)
"""What has the form of something about a person; the group that matches is its sort."""

_COMPANY = re.compile(f"[0-9A-Z][0-9A-Z][0-9]{{6}}[{USCC_ALPHABET}]{{10}}")
_IDENTITY_ALONE = re.compile(_IDENTITY)


def is_person(party: str, roles: Collection[str]) -> bool:
    """Return whether a party is, or may be, a natural person.

    An identity number is one's. A unified social credit code (of that form, whatever its
    check character) is an enterprise's. Else the roles of the register tell: an owner of
    vehicles, and a party without roles, may be a person.
    """
    if _IDENTITY_ALONE.fullmatch(party):
        return True
    if _COMPANY.fullmatch(party):
        return False
    return not roles or OWNER in roles
