"""The portal's only clock; the engine reads none and is given the day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

CHINA = timezone(timedelta(hours=8), "Asia/Shanghai")


def now() -> datetime:
    """Return the present instant, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """Return the present day in China, for which a check is offered."""
    return datetime.now(CHINA).date()
