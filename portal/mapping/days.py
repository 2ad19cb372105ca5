"""Reads the days between which an upload is complete, as forms send them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from engine.rulebook.model import Completeness
from portal.errors import RefusalError


def complete_of(form: Mapping[str, str]) -> Completeness:
    """Read from which day until which no record is missing; RefusalError where none is."""
    days = [day_of(form.get(name, "")) for name in ("from", "until")]
    start, until = days
    if start and until and until < start:
        raise RefusalError("mapping.days_reversed")
    return Completeness(start, until)


def day_of(text: str) -> date | None:
    """Read a day as forms send it, None for an empty one; RefusalError for others."""
    try:
        return date.fromisoformat(text.strip()) if text.strip() else None
    except ValueError:
        raise RefusalError("datasets.day_form", value=text[:40]) from None
