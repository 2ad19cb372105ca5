"""Reads the trail for those who may: entries of an organisation, filtered, page by page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, and_, or_, select

from portal.clock import CHINA
from portal.database.models import Membership, Organisation, User
from portal.database.paging import ListPage, paged
from portal.database.tenancy import Viewer
from portal.services.work import Work
from portal.trail.tables import AuditEntry

PER_PAGE = 50


@dataclass(frozen=True)
class WantedEntries:
    """What to list: of which day (in China), of which person, which action; None for all."""

    day: date | None = None
    user_id: int | None = None
    action: str | None = None

    def __bool__(self) -> bool:
        return self != WantedEntries()


@dataclass(frozen=True)
class Shown:
    """An entry with the names of what it holds; None for nobody, or one's own."""

    entry: AuditEntry
    person: str | None
    organisation: str | None
    owner: str | None


def entries(work: Work, wanted: WantedEntries, number: int) -> ListPage[Shown]:
    """List one page of what the person's organisation did, and others did to its things.

    The newest first. Operators also see what is of no organisation, such as a sign-in to
    no account.
    """
    work.authorise("trail.read")
    rows = select(AuditEntry).where(_visible(work.viewer), *_wanted(wanted))
    page = paged(work.db, rows.order_by(AuditEntry.id.desc()), number, PER_PAGE)
    return ListPage(_named(work, page.rows), page.number, page.total, page.per_page)


def people(work: Work) -> Sequence[User]:
    """List the people of the person's organisation."""
    return work.db.scalars(
        select(User)
        .join(Membership)
        .where(Membership.organisation_id == work.viewer.organisation_id)
        .order_by(User.email)
    ).all()


def actions(work: Work) -> Sequence[str]:
    """List the actions that the person finds on the trail."""
    return work.db.scalars(
        select(AuditEntry.action)
        .where(_visible(work.viewer))
        .distinct()
        .order_by(AuditEntry.action)
    ).all()


def _visible(viewer: Viewer) -> ColumnElement[bool]:
    mine = viewer.organisation_id
    own = or_(AuditEntry.organisation_id == mine, AuditEntry.owner_id == mine)
    if not viewer.is_operator:
        return own
    of_none = and_(AuditEntry.organisation_id.is_(None), AuditEntry.owner_id.is_(None))
    return or_(own, of_none)


def _wanted(wanted: WantedEntries) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.day:
        start = datetime.combine(wanted.day, time(), CHINA)
        found += [AuditEntry.at >= start, AuditEntry.at < start + timedelta(days=1)]
    if wanted.user_id:
        found.append(AuditEntry.user_id == wanted.user_id)
    if wanted.action:
        found.append(AuditEntry.action == wanted.action)
    return found


def _named(work: Work, listed: Sequence[AuditEntry]) -> list[Shown]:
    people_ids = {entry.user_id for entry in listed}
    users = select(User.id, User.email).where(User.id.in_(people_ids - {None}))
    emails = {row.id: row.email for row in work.db.execute(users)}
    ids = {each for entry in listed for each in (entry.organisation_id, entry.owner_id)}
    others = ids - {None, work.viewer.organisation_id}
    found = select(Organisation.id, Organisation.name).where(
        Organisation.id.in_(others)
    )
    names = {row.id: row.name for row in work.db.execute(found)}
    return [
        Shown(
            entry,
            emails.get(entry.user_id),
            names.get(entry.organisation_id),
            names.get(entry.owner_id),
        )
        for entry in listed
    ]
