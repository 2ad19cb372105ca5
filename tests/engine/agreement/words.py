"""A trade that the engine has never heard of: its words, its law and its calendar."""

from __future__ import annotations

from datetime import date
from typing import Any

from engine.deadlines import Calendar
from tests.referee import WorkingDays

EVENTS = ("crate.sealed", "crate.moved", "crate.opened", "crate.lost")
ROLES = ("packer", "carrier", "shop")
CREDENTIALS = ("permit", "licence")
GRADES = ("a", "b", "c")
FIELDS = {
    "grade": "code",
    "kg": "number",
    "cooled": "flag",
    "checked_on": "date",
    "note": "text",
    # Called as columns the engine uses itself, which no vocabulary needs to know.
    "day": "date",
    "year": "number",
    "row": "text",
    "x": "code",
    "t0": "flag",
}
INSTRUMENTS = {"plain": False, "rolling": True}

# 2026 is missing on purpose: a span must not be counted across the gap.
YEARS = frozenset({2024, 2025, 2027})
DAYS_OFF = frozenset({date(2024, 2, 1), date(2024, 3, 1), date(2025, 12, 31)})
MAKE_UP_DAYS = frozenset({date(2024, 2, 3), date(2024, 3, 2), date(2027, 1, 2)})
CALENDAR = Calendar(YEARS, DAYS_OFF, MAKE_UP_DAYS)
WORKING_DAYS = WorkingDays(DAYS_OFF, MAKE_UP_DAYS, YEARS)


def named(*names: str) -> dict[str, dict[str, str]]:
    return {name: {"zh": f"词{name}", "en": name} for name in names}


VOCABULARY: dict[str, Any] = {
    "name": "crates",
    "title": {"zh": "货箱", "en": "Crates"},
    "roles": named(*ROLES),
    "events": named(*EVENTS),
    "fields": {
        name: {"type": kind, "zh": f"栏{name}", "en": name}
        for name, kind in FIELDS.items()
    },
    "codes": {"grade": named(*GRADES), "x": named(*GRADES)},
    "credentials": named(*CREDENTIALS),
    "formats": named("vin", "uscc", "gbt34014"),
}


def instrument(name: str, rule_ids: list[str]) -> dict[str, Any]:
    """Write an instrument whose only article the rules serve."""
    both = {"zh": "条", "en": "Article"}
    article = {
        "article": "1", "heading": both, "coverage": "automated", "rules": rule_ids,
    }  # fmt: skip
    return {
        "title": both, "number": "1", "issuers": [both], "published": None,
        "in_force": None, "repealed": None, "addresses": [], "vocabulary": "crates",
        "counting": {"roll_over": INSTRUMENTS[name]}, "articles": [article],
        "sanctions": [],
    }  # fmt: skip
