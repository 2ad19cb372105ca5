"""The tables of cases: enterprises, the duties people work on, and what they said and did."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal, get_args

from sqlalchemy import ForeignKey, Index, Integer, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.clock import now
from portal.database.models import Organisation, Run, User
from portal.database.parts import Base, Owned, new_key, one_of

CaseState = Literal[
    "open", "answered", "confirmed", "dismissed", "correcting", "corrected", "closed"
]
CASE_STATES: tuple[CaseState, ...] = get_args(CaseState)
OPEN_STATES: tuple[CaseState, ...] = ("open", "answered", "confirmed", "correcting")
"""The states of cases that somebody still has to do something about."""

MOST_ID = 1000


class Enterprise(Owned, Base):
    """A party that owes duties in checks of an organisation, as the latest one counted it.

    `judged_on` is the day of that check. The counts are of duties under all rules.
    """

    __tablename__ = "enterprise"
    __table_args__ = (UniqueConstraint("organisation_id", "entity_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(16), unique=True, default=new_key)
    entity_id: Mapped[str] = mapped_column(String(MOST_ID))
    name: Mapped[str | None] = mapped_column(String(300))
    name_en: Mapped[str | None] = mapped_column(String(300))
    roles: Mapped[str] = mapped_column(String(1000), default="")
    region: Mapped[str | None] = mapped_column(String(20))
    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"))
    judged_on: Mapped[date]
    breach: Mapped[int] = mapped_column(default=0)
    undetermined: Mapped[int] = mapped_column(default=0)
    pending: Mapped[int] = mapped_column(default=0)
    compliant: Mapped[int] = mapped_column(default=0)

    run: Mapped[Run] = relationship()


class Case(Owned, Base):
    """A duty that is or was in breach or undetermined, through checks and corrections.

    `verdict`, `reason_zh`, `reason_en` and the columns of the finding are those of
    `last_run`, the latest check that judged it, made for the day `judged_on`. `is_gone`: a
    later check judged its party and saw no such duty. `decided_by` confirmed or dismissed
    it. `corrector` and `correct_by` say who puts it right, and until when.
    """

    __tablename__ = "duty_case"
    __table_args__ = (
        UniqueConstraint("organisation_id", "finding_id"),
        one_of("state", CASE_STATES),
        Index("ix_duty_case_work", "organisation_id", "state", "severity_rank", "id"),
        Index("ix_duty_case_of_enterprise", "enterprise_id"),
        Index("ix_duty_case_of_rule", "organisation_id", "rule_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(16), unique=True, default=new_key)
    finding_id: Mapped[str] = mapped_column(String(40))
    rule_id: Mapped[str] = mapped_column(String(200))
    force: Mapped[str] = mapped_column(String(20))
    severity: Mapped[str] = mapped_column(String(20))
    # 0 is the gravest, so that lists sort by it.
    severity_rank: Mapped[int] = mapped_column(Integer, default=0)
    verdict: Mapped[str] = mapped_column(String(20))
    enterprise_id: Mapped[int | None] = mapped_column(ForeignKey("enterprise.id"))
    record_id: Mapped[str | None] = mapped_column(String(MOST_ID))
    battery_code: Mapped[str | None] = mapped_column(String(MOST_ID), index=True)
    region: Mapped[str | None] = mapped_column(String(20))
    occurred_on: Mapped[date | None]
    due_on: Mapped[date | None]
    reason_zh: Mapped[str] = mapped_column(Text)
    reason_en: Mapped[str] = mapped_column(Text)
    state: Mapped[CaseState] = mapped_column(String(20), default="open")
    is_gone: Mapped[bool] = mapped_column(default=False, server_default=false())
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)
    own_due_on: Mapped[date | None]
    corrector: Mapped[str | None] = mapped_column(String(200))
    correct_by: Mapped[date | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    first_run_id: Mapped[int] = mapped_column(ForeignKey("run.id"))
    last_run_id: Mapped[int] = mapped_column(ForeignKey("run.id"), index=True)
    judged_on: Mapped[date]
    opened_at: Mapped[datetime] = mapped_column(default=now)
    moved_at: Mapped[datetime] = mapped_column(default=now)

    organisation: Mapped[Organisation] = relationship()
    enterprise: Mapped[Enterprise | None] = relationship()
    owner: Mapped[User | None] = relationship(foreign_keys=owner_id)
    first_run: Mapped[Run] = relationship(foreign_keys=first_run_id)
    last_run: Mapped[Run] = relationship(foreign_keys=last_run_id)


class CaseEntry(Owned, Base):
    """What was said of a case or done with it; never deleted, nor changed but by erasures.

    `act` is the name of a move (cases/moves.py), or `comment`, `assigned`, `due-day`. It
    was done by a person, or by the check `run`. `from_organisation` is set where another
    organisation sent it: a company its answer, a regulator its decision.
    """

    __tablename__ = "case_entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("duty_case.id"), index=True)
    act: Mapped[str] = mapped_column(String(30))
    at: Mapped[datetime] = mapped_column(default=now)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    run_id: Mapped[int | None] = mapped_column(ForeignKey("run.id"), index=True)
    from_organisation_id: Mapped[int | None] = mapped_column(
        ForeignKey("organisation.id")
    )
    state_before: Mapped[str | None] = mapped_column(String(20))
    state_after: Mapped[str | None] = mapped_column(String(20))
    reason: Mapped[str | None] = mapped_column(String(40))
    text: Mapped[str] = mapped_column(Text, default="", server_default="")
    day: Mapped[date | None]

    user: Mapped[User | None] = relationship()
    run: Mapped[Run | None] = relationship()
    from_organisation: Mapped[Organisation | None] = relationship(
        foreign_keys=from_organisation_id
    )
    files: Mapped[list[CaseFile]] = relationship(order_by="CaseFile.id")


class CaseFile(Owned, Base):
    """A file of an entry; its content is kept under its hash (storage/attachments.py)."""

    __tablename__ = "case_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(16), unique=True, default=new_key)
    entry_id: Mapped[int] = mapped_column(ForeignKey("case_entry.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    media_type: Mapped[str] = mapped_column(String(100))
    content_hash: Mapped[str] = mapped_column(String(64))
    size_bytes: Mapped[int]
