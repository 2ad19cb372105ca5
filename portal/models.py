"""The tables of the portal: organisations, people, datasets, runs and the audit trail."""

from __future__ import annotations

import secrets
from datetime import UTC, date, datetime
from typing import Any, Literal

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    DateTime,
    ForeignKey,
    MetaData,
    String,
    Text,
    TypeDecorator,
    UniqueConstraint,
    false,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

from portal.clock import now, today

Kind = Literal["regulator", "company", "legal"]
Role = Literal["administrator", "editor", "reader"]
State = Literal["queued", "running", "done", "failed"]

KINDS: tuple[Kind, ...] = ("regulator", "company", "legal")
ROLES: tuple[Role, ...] = ("administrator", "editor", "reader")
STATES: tuple[State, ...] = ("queued", "running", "done", "failed")


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


def _one_of(column: str, words: tuple[str, ...]) -> CheckConstraint:
    listed = ", ".join(f"'{word}'" for word in words)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


class Owned:
    """Mixin of rows of one organisation; every query of them is fenced (tenancy.py)."""

    organisation_id: Mapped[int] = mapped_column(
        ForeignKey("organisation.id"), index=True
    )


class Organisation(Base):
    """A regulator, a company or a legal team."""

    __tablename__ = "organisation"
    __table_args__ = (_one_of("kind", KINDS),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200), unique=True)
    kind: Mapped[Kind]
    created_at: Mapped[datetime] = mapped_column(default=now)


class User(Base):
    """A person; an operator may add organisations, but sees no more rows than others."""

    __tablename__ = "user"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    password_hash: Mapped[str] = mapped_column(String(200))
    language: Mapped[str | None] = mapped_column(String(5))
    is_operator: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(default=now)

    memberships: Mapped[list[Membership]] = relationship(
        back_populates="user", order_by="Membership.id"
    )


class Membership(Base):
    """A person's role in one organisation; removing the row takes effect at once."""

    __tablename__ = "membership"
    __table_args__ = (
        UniqueConstraint("user_id", "organisation_id"),
        _one_of("role", ROLES),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    organisation_id: Mapped[int] = mapped_column(
        ForeignKey("organisation.id"), index=True
    )
    role: Mapped[Role]

    user: Mapped[User] = relationship(back_populates="memberships")
    organisation: Mapped[Organisation] = relationship()


class Invitation(Base):
    """A one-time link to join; without an organisation it sets the portal up."""

    __tablename__ = "invitation"
    __table_args__ = (_one_of("role", ROLES),)

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    email: Mapped[str | None] = mapped_column(String(254))
    role: Mapped[Role]
    expires_at: Mapped[datetime]

    organisation: Mapped[Organisation | None] = relationship()


class Session(Base):
    """A signed-in browser; of the cookie's token only the hash is stored."""

    __tablename__ = "session"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    membership_id: Mapped[int] = mapped_column(
        ForeignKey("membership.id", ondelete="CASCADE"), index=True
    )
    seen_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]

    membership: Mapped[Membership] = relationship()


class LoginAttempt(Base):
    """An attempt to sign in; failures are counted here, for all server processes."""

    __tablename__ = "login_attempt"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), index=True)
    address: Mapped[str] = mapped_column(String(45), index=True)
    at: Mapped[datetime] = mapped_column(default=now)
    succeeded: Mapped[bool] = mapped_column(default=False)


class Dataset(Owned, Base):
    """An upload, unchanged, in a folder named by the hash of its content.

    `is_source`: it is a company's own tables, and becomes a dataset by a mapping. That is
    `mapping` once it has one: the text, with the key and title under which it is kept.
    """

    __tablename__ = "dataset"
    __table_args__ = (UniqueConstraint("organisation_id", "content_hash"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(16), unique=True, default=new_key)
    content_hash: Mapped[str] = mapped_column(String(64))
    title: Mapped[str] = mapped_column(String(300))
    files: Mapped[dict[str, Any]]
    size_bytes: Mapped[int] = mapped_column(BigInteger)
    uploaded_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    uploaded_at: Mapped[datetime] = mapped_column(default=now)
    is_source: Mapped[bool] = mapped_column(default=False, server_default=false())
    mapping: Mapped[dict[str, Any] | None]

    organisation: Mapped[Organisation] = relationship()
    runs: Mapped[list[Run]] = relationship(
        back_populates="dataset", order_by="Run.id.desc()"
    )


class KeptMapping(Owned, Base):
    """A mapping that an organisation keeps for its next upload of the same tables.

    `heads` lists for each source of its tables the heads that it was made for.
    """

    __tablename__ = "mapping"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(16), unique=True, default=new_key)
    title: Mapped[str] = mapped_column(String(300))
    text: Mapped[str] = mapped_column(Text)
    heads: Mapped[list[Any]] = mapped_column(JSON)
    created_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[datetime] = mapped_column(default=now)
    used_at: Mapped[datetime] = mapped_column(default=now)

    organisation: Mapped[Organisation] = relationship()


class Run(Owned, Base):
    """A check of a dataset: a job while it is queued or running, then its folder.

    `options` are those of the check; `mapping` among them is that of a source.

    `attempts` also guards writing: a worker that lost its lease has an older number.
    `error` and `custody_error` hold both languages (portal/error_text.py).
    """

    __tablename__ = "run"
    __table_args__ = (_one_of("state", STATES),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(16), unique=True, default=new_key)
    dataset_id: Mapped[int] = mapped_column(ForeignKey("dataset.id"), index=True)
    as_of: Mapped[date] = mapped_column(default=today)
    options: Mapped[dict[str, Any]] = mapped_column(default=dict)
    state: Mapped[State] = mapped_column(default="queued", index=True)
    phase: Mapped[str] = mapped_column(String(60), default="queued")
    done: Mapped[int] = mapped_column(BigInteger, default=0)
    total: Mapped[int] = mapped_column(BigInteger, default=0)
    attempts: Mapped[int] = mapped_column(default=0)
    lease_until: Mapped[datetime | None]
    folder: Mapped[str | None] = mapped_column(String(200))
    totals: Mapped[dict[str, Any] | None]
    error: Mapped[str | None]
    # None: from before there were views of custody. Without a view beside the run: why
    # there is none, "" for an unexpected error; with one: why it was not printed.
    custody_error: Mapped[str | None]
    started_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[datetime] = mapped_column(default=now)
    finished_at: Mapped[datetime | None]

    organisation: Mapped[Organisation] = relationship()
    dataset: Mapped[Dataset] = relationship(back_populates="runs")

    @property
    def is_over(self) -> bool:
        """Whether the check is done or has failed."""
        return self.state in ("done", "failed")


class AuditEntry(Base):
    """An action: who did what to which thing, and when; never changed or deleted."""

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
