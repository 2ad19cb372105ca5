"""Says what waits in the queue: before one check, and of each organisation."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, case, func, select, union_all

from portal.database.models import IssuedReport, Organisation, Run
from portal.database.parts import OPEN
from portal.database.session import PortalSession
from portal.database.tenancy import beyond_the_fence
from portal.services.work import Work


def jobs_before(work: Work, run: Run) -> int:
    """Return how many queued jobs are taken before a check, as far as is known now.

    Of other organisations only the number is read: each has its turn after the other.
    """
    mine = run.organisation_id
    waiting = _waiting(work.db)
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


def jobs_by_organisation(work: Work) -> Sequence[Row[tuple[str, int, int]]]:
    """Return the name of each organisation with jobs, and how many are queued and running.

    Those with most first. NotAllowedError where the person is no operator.
    """
    work.authorise("bounds.read")
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
    with beyond_the_fence(work.db):
        return work.db.execute(statement).all()
