"""The narrow words of OSCAL: identifiers, tokens, single lines, moments."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import NAMESPACE_URL, uuid5

NAMESPACE = "urn:packlaw:findings"
_ROOT = uuid5(NAMESPACE_URL, NAMESPACE)
_NO_TOKEN = re.compile(r"[^\w.\-]")


def uuid_of(kind: str, *names: str) -> str:
    """Make the identifier of a thing from its kind and names: always the same."""
    return str(uuid5(_ROOT, "\n".join((kind, *names))))


TOOL = uuid_of("tool")


def control_id(rule_id: str) -> str:
    """Write a rule id as a token, in which OSCAL allows no slash."""
    token = _NO_TOKEN.sub(".", rule_id)
    return token if token[:1].isalpha() else f"_{token}"


def objective_id(rule_id: str) -> str:
    return f"{control_id(rule_id)}.objective"


def line(text: str) -> str:
    """Set a text on one line without outer spaces; OSCAL refuses another."""
    return " ".join(text.split()) or "-"


def moment(day: date) -> str:
    """Write a day as the moment it begins in Asia/Shanghai, where days are counted."""
    return f"{day.isoformat()}T00:00:00+08:00"


def props(told: Mapping[str, object]) -> list[dict[str, Any]]:
    """List names with their values; what is empty is left out."""
    return [
        {"name": name, "ns": NAMESPACE, "value": line(str(value))}
        for name, value in told.items()
        if value is not None and str(value).strip()
    ]
