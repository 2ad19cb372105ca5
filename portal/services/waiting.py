"""Puts checks into the queue, cancels them, and says which place one has there."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import CursorResult, Row, case, func, select, union_all, update
from sqlalchemy.dialects import postgresql, sqlite

from portal.clock import now
from portal.database.models import Dataset, IssuedReport, Organisation, Run
from portal.database.parts import OPEN
from portal.database.session import PortalSession, take_turn
from portal.database.tenancy import Viewer, beyond_the_fence
from portal.errors import OverError, RefusalError
from portal.policy import authorise
from portal.settings import Settings


def enqueue(
    db: PortalSession,
    viewer: Viewer,
    settings: Settings,
    dataset: Dataset,
    as_of: date,
    options: Mapping[str, Any],
) -> Run:
    """Queue a check, or return the one of the same dataset, day and options that is open.

    The database itself takes no second one, however many ask at once. RefusalError where
    the organisation has as many open checks as it may have.
    """
    wanted = {
        "organisation_id": viewer.organisation_id,
        "dataset_id": dataset.id,
        "as_of": as_of,
        "asked": digest_of(options),
    }
    if (found := _open(db, wanted)) is not None:
        return found
    _refuse_when_many_are_open(db, viewer, settings)
    more = {
        "options": dict(options),
        "is_small": dataset.size_bytes <= settings.small_check_mb * 1_000_000,
        "started_by_id": viewer.user_id,
    }
    added = _add(db, wanted | more)
    if added is not None:
        return db.get_one(Run, added)
    # Somebody asked for it between the two statements.
    if (found := _open(db, wanted)) is None:
        raise RefusalError("runs.ask_again")
    return found


def cancel(db: PortalSession, viewer: Viewer, run: Run) -> None:
    """Cancel a check that is queued or running; its worker ends it within a second or two.

    NotAllowedError where the viewer may not, OverError where the check is over.
    """
    authorise(viewer, "check.cancel", run)
    changed: CursorResult[Any] = db.execute(  # type: ignore[assignment]
        update(Run)
        .where(Run.id == run.id, Run.state.in_(OPEN))
        .values(
            state="cancelled",
            cancelled_by_id=viewer.user_id,
            finished_at=now(),
            lease_until=None,
        )
        .execution_options(synchronize_session=False)
    )
    if changed.rowcount != 1:
        raise OverError
    db.refresh(run)


def jobs_before(db: PortalSession, run: Run) -> int:
    """Return how many queued jobs are taken before a check, as far as is known now.

    Of other organisations only the number is read: each has its turn after the other.
    """
    mine = run.organisation_id
    waiting = _waiting(db)
    own = waiting.pop(mine, _Waiting(None, 0, ()))
    before = own.reports + sum(check < _order(run) for check in own.checks)
    turn = _turn(own.served_at, mine)
    return before + sum(
        min(other.jobs, before + (_turn(other.served_at, organisation) < turn))
        for organisation, other in waiting.items()
    )


@dataclass(frozen=True)
class _Waiting:
    """What an organisation has queued: how many reports, and its checks in their order."""

    served_at: datetime | None
    reports: int
    checks: tuple[tuple[bool, int], ...]

    @property
    def jobs(self) -> int:
        return self.reports + len(self.checks)


def _waiting(db: PortalSession) -> dict[int, _Waiting]:
    """Return what each organisation has queued."""
    columns = select(Run.organisation_id, Run.is_small, Run.id)
    checks = defaultdict(list)
    with beyond_the_fence(db):
        owners = select(IssuedReport.organisation_id)
        reports = Counter(db.scalars(owners.where(IssuedReport.state == "queued")))
        for row in db.execute(columns.where(Run.state == "queued")):
            checks[row.organisation_id].append(_order(row))
        turns = db.execute(select(Organisation.id, Organisation.served_at)).all()
    return {
        id_: _Waiting(served_at, reports[id_], tuple(checks[id_]))
        for id_, served_at in turns
        if id_ in reports or id_ in checks
    }


def _order(check: Any) -> tuple[bool, int]:
    """Return what the checks of one organisation are ordered by: small ones first."""
    return not check.is_small, check.id


def _turn(served_at: datetime | None, organisation: int) -> tuple[bool, float, int]:
    return (
        served_at is not None,
        served_at.timestamp() if served_at else 0,
        organisation,
    )


def jobs_by_organisation(db: PortalSession) -> Sequence[Row[tuple[str, int, int]]]:
    """Return the name of each organisation with jobs, and how many are queued and running.

    Those with most first. It is for operators.
    """
    jobs = union_all(
        *(
            select(table.organisation_id, table.state).where(table.state.in_(OPEN))
            for table in (Run, IssuedReport)
        )
    ).subquery()
    queued, running = (
        func.sum(case((jobs.c.state == state, 1), else_=0)) for state in OPEN
    )
    statement = (
        select(Organisation.name, queued.label("queued"), running.label("running"))
        .join(jobs, jobs.c.organisation_id == Organisation.id)
        .group_by(Organisation.id, Organisation.name)
        .order_by(func.count().desc(), Organisation.name)
    )
    with beyond_the_fence(db):
        return db.execute(statement).all()


def digest_of(options: Mapping[str, Any]) -> str:
    """Return the digest by which equal options of checks are known."""
    written = json.dumps(options, sort_keys=True, ensure_ascii=False)
    return sha256(written.encode()).hexdigest()


def _open(db: PortalSession, wanted: Mapping[str, Any]) -> Run | None:
    return db.scalar(select(Run).filter_by(**wanted).where(Run.state.in_(OPEN)))


def _refuse_when_many_are_open(
    db: PortalSession, viewer: Viewer, settings: Settings
) -> None:
    mine = viewer.organisation_id
    take_turn(db, mine)
    count = db.scalar(
        select(func.count(Run.id)).where(
            Run.organisation_id == mine, Run.state.in_(OPEN)
        )
    )
    if (count or 0) >= settings.max_open_checks:
        raise RefusalError("runs.many_open", most=settings.max_open_checks)


def _add(db: PortalSession, values: Mapping[str, Any]) -> int | None:
    """Add a check; None where the database has an equal one that is open."""
    is_postgresql = db.get_bind().dialect.name == "postgresql"
    insert = postgresql.insert if is_postgresql else sqlite.insert
    added = db.scalar(
        insert(Run).values(values).on_conflict_do_nothing().returning(Run.id)
    )
    return None if added is None else int(added)
