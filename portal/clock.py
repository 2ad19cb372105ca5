"""The portal's only clock: the engine has none and is always told the day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

CHINA = timezone(timedelta(hours=8), "Asia/Shanghai")


def now() -> datetime:
    """Tell the present instant, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """Tell the present day in China, the day a check is offered for."""
    return datetime.now(CHINA).date()
