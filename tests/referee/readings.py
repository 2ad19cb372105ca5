"""From the text of a CSV cell to a typed value, in the writings that are taken."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

from .cells import FLAGS, SHANGHAI, settle_roles

IDENTIFIERS = {
    "record_id", "corrects", "battery_code", "actor_id", "counterparty_id", "vin",
    "entity_id", "maker_id", "parent_code", "outlet_id", "operator_id", "run_by",
}  # fmt: skip
PLACEHOLDERS = {
    "/", "／", "-", "－", "--", "——", "无", "暂无", "未知", "n/a", "null", "none"
}  # fmt: skip
WIDE = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF5B) if chr(code).isalnum()}

REGION = re.compile(r"([0-9]{2}){1,3}")
NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)")
DAY = (
    r"(?:(?P<y>[0-9]{4})(?P<mark>[-/.])(?P<m>[0-9]{1,2})(?P=mark)(?P<d>[0-9]{1,2})"
    r"|(?P<y2>[0-9]{4})年(?P<m2>[0-9]{1,2})月(?P<d2>[0-9]{1,2})日"
    r"|(?P<y3>[0-9]{4})(?P<m3>[0-9]{2})(?P<d3>[0-9]{2}))"
)
CLOCK = r"(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(:(?P<second>[0-9]{2})(\.[0-9]+)?)?"
SHORT_CLOCK = r"(?P<hour2>[0-9]{2})((?P<minute2>[0-9]{2})(?P<second2>[0-9]{2}))?"
ZONE = r"(?P<zone>Z|[+-][0-9]{2}(:?[0-9]{2})?)?"
MOMENT = re.compile(
    rf"{DAY}((\s+|T){CLOCK}{ZONE}|T{SHORT_CLOCK}{ZONE.replace('zone', 'zone2')})?"
)


class UnreadableError(ValueError):
    """A cell that is filled, but not with a value of its column."""


def read_cell(
    text: str, column: str, kind: str, words: Mapping[str, str] | None
) -> Any:
    """Return the value of a cell, None where it is empty.

    `words` maps the codes that the column may have, and their Chinese names, to
    codes; None where any text is taken. Raises `UnreadableError`.
    """
    if column in IDENTIFIERS or column == "region" or kind in ("code", "roles"):
        text = cleaned(text)
    text = text.strip()
    if not text or (column in IDENTIFIERS and text.lower() in PLACEHOLDERS):
        return None
    if column == "region" and not REGION.fullmatch(text):
        raise UnreadableError(text)
    if kind == "date":
        return read_day(text)
    if kind == "number":
        if not NUMBER.fullmatch(text):
            raise UnreadableError(text)
        return Decimal(text)
    if kind == "flag":
        if text.lower() not in FLAGS:
            raise UnreadableError(text)
        return FLAGS[text.lower()]
    if kind == "roles":
        roles = settle_roles(text) or ()
        return tuple((words or {}).get(role, role) for role in roles) or None
    if kind == "code" and words is not None and text not in words:
        raise UnreadableError(text)
    return text if words is None else words[text]


def cleaned(text: str) -> str:
    """Take away white space around and invisible characters, and narrow wide ones."""
    seen = "".join(sign for sign in text if unicodedata.category(sign) != "Cf")
    return seen.strip().translate(WIDE)


def read_day(text: str) -> date:
    """Read a day that is written year first; a moment with a zone is cut in Shanghai."""
    found = MOMENT.fullmatch(text)
    if found is None:
        raise UnreadableError(text)
    year, month, day = (
        int(found[name] or found[f"{name}2"] or found[f"{name}3"]) for name in "ymd"
    )
    hour, minute, second = (
        int(found[name] or found[f"{name}2"] or 0)
        for name in ("hour", "minute", "second")
    )
    zone = zone_of(found["zone"] or found["zone2"])
    try:
        moment = datetime(year, month, day, hour, minute, second, tzinfo=zone)
        return moment.astimezone(SHANGHAI).date()
    except (ValueError, OverflowError) as error:
        raise UnreadableError(text) from error


def zone_of(text: str | None) -> timezone:
    """Read `Z`, `+08:00`, `+0800` or `+08`; without a zone it is China's time."""
    if text is None:
        return SHANGHAI
    digits = "0000" if text == "Z" else text[1:].replace(":", "").ljust(4, "0")
    hours, minutes = int(digits[:2]), int(digits[2:])
    if hours > 23 or minutes > 59:
        raise UnreadableError(text)
    ahead = timedelta(hours=hours, minutes=minutes)
    return timezone(-ahead if text.startswith("-") else ahead)
