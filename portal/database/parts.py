"""What the tables of the portal are made of: their base, types of columns, mixins."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, Literal, get_args

from sqlalchemy import (
    JSON,
    CheckConstraint,
    DateTime,
    ForeignKey,
    MetaData,
    String,
    TypeDecorator,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from portal.clock import now

Kind = Literal["regulator", "company", "legal"]
Role = Literal[
    "administrator",
    "officer",
    "inspector",
    "reviewer",
    "approver",
    "auditor",
    "reader",
]
State = Literal["queued", "running", "done", "failed", "cancelled"]

KINDS: tuple[Kind, ...] = ("regulator", "company", "legal")
ROLES: tuple[Role, ...] = get_args(Role)
ROLES_OF: Mapping[Kind, tuple[Role, ...]] = {
    "regulator": ("administrator", "inspector", "approver", "auditor"),
    "company": ("administrator", "officer", "reader"),
    "legal": ("administrator", "reviewer", "reader"),
}
STATES: tuple[State, ...] = ("queued", "running", "done", "failed")
OPEN: tuple[State, ...] = ("queued", "running")


class Instant(TypeDecorator[datetime]):
    """An instant, stored in UTC without a zone (SQLite has none); reading adds it back."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(
        self, value: datetime | None, dialect: Dialect
    ) -> datetime | None:
        """Return the instant in UTC, without its zone."""
        return value and value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(
        self, value: datetime | None, dialect: Dialect
    ) -> datetime | None:
        """Return the stored instant with the zone UTC."""
        return value and value.replace(tzinfo=UTC)


class Words(TypeDecorator[frozenset[str]]):
    """A set of words, stored as " one two ", so that a LIKE finds one of them."""

    impl = String
    cache_ok = True

    def process_bind_param(
        self, value: Iterable[str] | None, dialect: Dialect
    ) -> str | None:
        """Return the words in order, each between blanks."""
        return f" {' '.join(sorted(value))} " if value else ""

    def process_result_value(
        self, value: str | None, dialect: Dialect
    ) -> frozenset[str] | None:
        """Return the set of stored words."""
        return frozenset((value or "").split())


class Base(DeclarativeBase):
    """The base of all tables, with the names of their constraints."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads it as a plain mapping
        datetime: Instant,
        dict[str, Any]: JSON,
        Kind: String(20),
        Role: String(20),
        State: String(20),
    }


def new_key() -> str:
    """Return a random key for use in an address; knowing it gives no access."""
    return secrets.token_hex(6)


def one_of(column: str, words: tuple[str, ...]) -> CheckConstraint:
    """Return the constraint that a column holds one of these words."""
    listed = ", ".join(f"'{word}'" for word in words)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


class Keyed:
    """Mixin of rows that are named by a key in addresses."""

    key: Mapped[str] = mapped_column(String(16), unique=True, default=new_key)


class Owned:
    """Mixin of rows of one organisation; every query of them is fenced (tenancy.py)."""

    organisation_id: Mapped[int] = mapped_column(
        ForeignKey("organisation.id"), index=True
    )


class Job:
    """Mixin of rows that a worker takes from the queue (jobs.py) and brings to an end.

    `attempts` also guards writing: a worker that lost its lease has an older number.
    `error` holds both languages (error_text.py); "" stands for an unexpected one.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[State] = mapped_column(default="queued", index=True)
    attempts: Mapped[int] = mapped_column(default=0)
    lease_until: Mapped[datetime | None]
    error: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(default=now)
    finished_at: Mapped[datetime | None]

    @property
    def is_over(self) -> bool:
        """Whether the job is done, has failed, or was cancelled."""
        return self.state not in OPEN
