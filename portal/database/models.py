"""The tables of the portal: organisations, people, datasets, runs, reports, the trail."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    ColumnClause,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    and_,
    column,
    false,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.clock import now, today
from portal.database.parts import (
    KINDS,
    OPEN,
    ROLES,
    STATES,
    Base,
    Job,
    Keyed,
    Kind,
    Owned,
    Role,
    Words,
    one_of,
)
from portal.trail.tables import AuditEntry as AuditEntry


class Organisation(Base):
    """A regulator, a company or a legal team.

    Of a regulator `regions` and `roles` are its remit (remit.py), where no roles stand
    for all; `is_nationwide`: it is competent for the whole country, regions or not. Of a
    company they say where it is (GB/T 2260) and which roles it has.
    `demands_factor`: whoever works for it needs a second factor.
    """

    __tablename__ = "organisation"
    __table_args__ = (one_of("kind", KINDS),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200), unique=True)
    kind: Mapped[Kind]
    regions: Mapped[frozenset[str]] = mapped_column(
        Words(1000), default=frozenset, server_default=""
    )
    roles: Mapped[frozenset[str]] = mapped_column(
        Words(1000), default=frozenset, server_default=""
    )
    is_nationwide: Mapped[bool] = mapped_column(default=False, server_default=false())
    created_at: Mapped[datetime] = mapped_column(default=now)
    # When a worker last took a job of it: organisations take turns (jobs.py).
    served_at: Mapped[datetime | None]
    demands_factor: Mapped[bool] = mapped_column(default=False, server_default=false())


class User(Base):
    """An account; an operator may add organisations, but sees no more rows than others.

    Several accounts may have the same address: an organisation vouches only for the
    ones that it invited (accounts/links.py). `factor_secret` is encrypted; until
    `factor_since` is set it is not asked for. `factor_step` is the last step of time
    whose code was used. `password_hash` is "" where there is no password: such a person
    signs in by a provider (accounts/identities.py).
    """

    __tablename__ = "user"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), index=True)
    password_hash: Mapped[str] = mapped_column(String(200))
    language: Mapped[str | None] = mapped_column(String(5))
    is_operator: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(default=now)
    factor_secret: Mapped[str | None] = mapped_column(String(300))
    factor_since: Mapped[datetime | None]
    factor_step: Mapped[int | None] = mapped_column(BigInteger)

    memberships: Mapped[list[Membership]] = relationship(
        back_populates="user", order_by="Membership.id"
    )


class Membership(Base):
    """A person's role in one organisation; removing the row takes effect at once."""

    __tablename__ = "membership"
    __table_args__ = (
        UniqueConstraint("user_id", "organisation_id"),
        one_of("role", ROLES),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    organisation_id: Mapped[int] = mapped_column(
        ForeignKey("organisation.id"), index=True
    )
    role: Mapped[Role]

    user: Mapped[User] = relationship(back_populates="memberships")
    organisation: Mapped[Organisation] = relationship()


class Dataset(Keyed, Owned, Base):
    """An upload, unchanged, in a folder named by the hash of its content.

    `is_source`: it is a company's own tables, and becomes a dataset by a mapping. That is
    `mapping` once it has one: the text, with the key and title under which it is kept.
    """

    __tablename__ = "dataset"
    __table_args__ = (UniqueConstraint("organisation_id", "content_hash"),)

    id: Mapped[int] = mapped_column(primary_key=True)
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


class KeptMapping(Keyed, Owned, Base):
    """A mapping that an organisation keeps for its next upload of the same tables.

    `heads` lists for each source of its tables the heads that it was made for.
    """

    __tablename__ = "mapping"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(300))
    text: Mapped[str] = mapped_column(Text)
    heads: Mapped[list[Any]] = mapped_column(JSON)
    created_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[datetime] = mapped_column(default=now)
    used_at: Mapped[datetime] = mapped_column(default=now)

    organisation: Mapped[Organisation] = relationship()


def _while_open(name: str, *columns: str) -> Index:
    """Return the index by which equal jobs are queued or running only once."""
    condition = column("state").in_(OPEN)
    return Index(
        name, *columns, unique=True,
        sqlite_where=condition, postgresql_where=condition,
    )  # fmt: skip


class Run(Keyed, Owned, Job, Base):
    """A check of a dataset: a job while it is queued or running, then its folder.

    `options` are those of the check; `mapping` among them is that of a source. `asked`
    is their digest: of one dataset, day and digest a single check is open at a time.
    `error` and `custody_error` hold both languages (portal/wording/error_text.py).
    """

    __tablename__ = "run"
    __table_args__ = (
        one_of("state", (*STATES, "cancelled")),
        _while_open("uq_run_open", "organisation_id", "dataset_id", "as_of", "asked"),
    )

    dataset_id: Mapped[int] = mapped_column(ForeignKey("dataset.id"), index=True)
    as_of: Mapped[date] = mapped_column(default=today)
    options: Mapped[dict[str, Any]] = mapped_column(default=dict)
    phase: Mapped[str] = mapped_column(String(60), default="queued")
    done: Mapped[int] = mapped_column(BigInteger, default=0)
    total: Mapped[int] = mapped_column(BigInteger, default=0)
    folder: Mapped[str | None] = mapped_column(String(200))
    totals: Mapped[dict[str, Any] | None]
    # None: from before there were views of custody. Without a view beside the run: why
    # there is none, "" for an unexpected error; with one: why it was not printed.
    custody_error: Mapped[str | None]
    started_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    asked: Mapped[str] = mapped_column(String(64), default="", server_default="")
    is_small: Mapped[bool] = mapped_column(default=False, server_default=false())
    cancelled_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))

    organisation: Mapped[Organisation] = relationship()
    dataset: Mapped[Dataset] = relationship(back_populates="runs")
    cancelled_by: Mapped[User | None] = relationship(foreign_keys=cancelled_by_id)


def _once(name: str, *asked: str, is_compared: bool) -> Index:
    """Return the index by which a report is asked for once; a failed one does not count.

    Two of them, since a unique index takes no two empty values for the same.
    """
    against: ColumnClause[int] = column("against_id")
    compared = against.is_not(None) if is_compared else against.is_(None)
    condition = and_(column("state") != "failed", compared)
    columns = (*asked, "against_id") if is_compared else asked
    return Index(
        name, *columns, unique=True,
        sqlite_where=condition, postgresql_where=condition,
    )  # fmt: skip


class IssuedReport(Keyed, Owned, Job, Base):
    """A report on a run that somebody asked for: a job, then a file below the state folder.

    `entity` is the party that it is about, "" for all; `against` the earlier run to
    compare with. `number` is the one that is printed on it.
    """

    __tablename__ = "issued_report"
    _ASKED = ("organisation_id", "run_id", "kind", "entity", "language")
    __table_args__ = (
        one_of("state", STATES),
        _once("uq_issued_report_asked", *_ASKED, is_compared=False),
        _once("uq_issued_report_compared", *_ASKED, is_compared=True),
    )

    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    entity: Mapped[str] = mapped_column(String(200), default="")
    language: Mapped[str] = mapped_column(String(5))
    against_id: Mapped[int | None] = mapped_column(ForeignKey("run.id"))
    file: Mapped[str | None] = mapped_column(String(200))
    number: Mapped[str | None] = mapped_column(String(40))
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))

    run: Mapped[Run] = relationship(foreign_keys=run_id)
    against: Mapped[Run | None] = relationship(foreign_keys=against_id)
    asked_by: Mapped[User] = relationship()
