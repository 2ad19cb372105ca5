"""The tables of the trail: its entries, the end of their chain, what repeats itself."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from hashlib import sha256

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.clock import now
from portal.database.parts import Base

FIRST = "0" * 64
"""What the first entry holds in place of the hash of the one before."""


class AuditEntry(Base):
    """An action: who did what to which thing, and when; never changed or deleted.

    `owner_id` is the organisation whose thing it was, where the person is of another.
    `times`: how many of its like it stands for. `hash` is that of `content()` and of
    `previous`, the hash of the entry before.
    """

    __tablename__ = "audit_entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(default=now)
    organisation_id: Mapped[int | None] = mapped_column(
        ForeignKey("organisation.id"), index=True
    )
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    address: Mapped[str] = mapped_column(String(45), default="")
    action: Mapped[str] = mapped_column(String(60), index=True)
    subject: Mapped[str] = mapped_column(String(200), default="")
    owner_id: Mapped[int | None] = mapped_column(
        ForeignKey("organisation.id"), index=True
    )
    times: Mapped[int] = mapped_column(default=1, server_default="1")
    previous: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))

    def content(self) -> dict[str, str | int | None]:
        """Return what the hash is of, beside that of the entry before."""
        return {
            "id": self.id,
            "at": self.at.astimezone(UTC).isoformat(timespec="microseconds"),
            "organisation": self.organisation_id,
            "person": self.user_id,
            "address": self.address,
            "action": self.action,
            "subject": self.subject,
            "owner": self.owner_id,
            "times": self.times,
        }


def hash_of(previous: str, content: dict[str, str | int | None]) -> str:
    """Return the hash of an entry: SHA-256 of the hash before it, and of its content.

    The content is JSON in one line: keys sorted, no blanks, every letter as it is.
    """
    line = json.dumps(
        content, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return sha256(f"{previous}\n{line}".encode()).hexdigest()


class TrailHead(Base):
    """The end of the chain, in one row, which whoever adds to the chain locks first.

    Without it nothing would tell that the last entries were cut off.
    """

    __tablename__ = "trail_head"

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int]
    hash: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]


class TrailRepeat(Base):
    """What has happened before, lately: it is counted here instead of entered again.

    `key` is the hash of all that makes two of them alike; `more` have come since the
    entry that was made at `since`.
    """

    __tablename__ = "trail_repeat"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(64), unique=True)
    since: Mapped[datetime] = mapped_column(index=True)
    more: Mapped[int] = mapped_column(default=0)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    address: Mapped[str] = mapped_column(String(45))
    action: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str] = mapped_column(String(200))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
