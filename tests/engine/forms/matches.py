"""Triggers and witnesses, written by hand."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from tests.engine.agreement.pieces import record

DAY = date(2024, 6, 15)
MOVED = {"event": "crate.moved", "where": {"grade": "a"}}


def moved(
    name: str, days: int, grade: str | None = "a", **given: Any
) -> dict[str, Any]:
    """Write a possible witness, so many days after the trigger."""
    day = DAY + timedelta(days=days)
    usual = {"event": "crate.moved", "occurred_on": day, "grade": grade}
    return record(name, **usual | given)


def sealed(name: str = "r1", **given: Any) -> dict[str, Any]:
    """Write a trigger."""
    return record(name, occurred_on=DAY, **given)
