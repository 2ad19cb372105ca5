"""The value types of OSCAL: identifiers, tokens, single lines, instants, properties."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from uuid import NAMESPACE_URL, uuid5

NAMESPACE = "urn:packlaw:findings"
_ROOT = uuid5(NAMESPACE_URL, NAMESPACE)
_NO_TOKEN = re.compile(r"[^\w.\-]")


def uuid_of(kind: str, *names: str) -> str:
    """Return the UUID of a thing, derived from its kind and names (version 5)."""
    return str(uuid5(_ROOT, "\n".join((kind, *names))))


TOOL = uuid_of("tool")


def control_id(rule_id: str) -> str:
    """Return a rule id as a token, in which OSCAL allows no slash."""
    token = _NO_TOKEN.sub(".", rule_id)
    return token if token[:1].isalpha() else f"_{token}"


def objective_id(rule_id: str) -> str:
    """Return the id of the objective that stands for a rule."""
    return f"{control_id(rule_id)}.objective"


def line(text: str) -> str:
    """Return a text on one line without outer spaces, as OSCAL requires; "-" if empty."""
    return " ".join(text.split()) or "-"


def moment(day: date) -> str:
    """Return the instant at which a day begins in Asia/Shanghai, whose days are counted."""
    return f"{day.isoformat()}T00:00:00+08:00"


def props(values: Mapping[str, object]) -> list[dict[str, str]]:
    """Return a property for each value that is not empty."""
    return [
        {"name": name, "ns": NAMESPACE, "value": line(str(value))}
        for name, value in values.items()
        if value is not None and str(value).strip()
    ]
