"""The queue of checks and reports: leases let another worker take a lost job."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeAlias

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    or_,
    select,
    union_all,
    update,
)

from portal import trail
from portal.clock import now
from portal.database.models import IssuedReport, Organisation, Run
from portal.database.session import PortalSession, Sessions
from portal.database.tenancy import EVERYTHING, set_viewer

JobTable: TypeAlias = type[Run] | type[IssuedReport]

MOST_ATTEMPTS = 3

Also: TypeAlias = Callable[[PortalSession], object]


def _nothing(db: PortalSession) -> None:
    """Do nothing more."""


class LeaseLostError(Exception):
    """Another worker has taken this job; this one may write to it no more."""


@dataclass(frozen=True)
class Claim:
    """A job that a worker has taken; only its latest attempt may write to it."""

    table: JobTable
    id: int
    attempt: int


# What of a row is set anew when it is taken, by table. A report takes seconds and does
# not wait for the checks of its organisation.
_TAKEN: Mapping[JobTable, Mapping[str, object]] = {
    IssuedReport: {},
    Run: {"phase": "starting", "done": 0, "total": 0},
}


@dataclass(frozen=True)
class Queue:
    """The checks and the reports of all organisations that are queued or running.

    A worker that does not renew its lease for the time of `lease` loses the job.
    """

    sessions: Sessions
    lease: timedelta

    def claim(self, *, only_small: bool = False) -> Claim | None:
        """Take the next job that is queued or whose lease has ended; None for none.

        Organisations take turns: the one goes first whose last job was taken longest
        ago. Of its jobs reports go before checks, small checks before others, and the
        oldest first. `only_small`: no check that is not small.
        """
        moment = now()
        with self._transaction() as db:
            # The first statement writes, so that SQLite lets no other worker look between.
            for table in _TAKEN:
                _give_up(db, table, moment)
            organisation = db.scalar(_next_organisation(moment, only_small))
            if organisation is None:
                return None
            db.execute(
                update(Organisation)
                .where(Organisation.id == organisation)
                .values(served_at=moment)
                .execution_options(synchronize_session=False)
            )
            claims = (
                self._take(db, table, organisation, moment, only_small)
                for table in _TAKEN
            )
            return next(filter(None, claims), None)

    def _take(
        self,
        db: PortalSession,
        table: JobTable,
        organisation: int,
        moment: datetime,
        only_small: bool,
    ) -> Claim | None:
        order = [table.id] if table is IssuedReport else [Run.is_small.desc(), Run.id]
        first = (
            select(table.id)
            .where(table.organisation_id == organisation)
            .where(*_is_due(table, moment, only_small))
            .order_by(*order)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        taken = db.execute(
            update(table)
            .where(table.id == first.scalar_subquery())
            .values(
                state="running",
                attempts=table.attempts + 1,
                lease_until=moment + self.lease,
                **_TAKEN[table],
            )
            .returning(table.id, table.attempts)
            .execution_options(synchronize_session=False)
        ).one_or_none()
        return Claim(table, *taken) if taken else None

    def require(self, claim: Claim) -> None:
        """Raise LeaseLostError where the job is cancelled, or another worker has it."""
        with self._transaction() as db:
            if db.scalar(select(claim.table.id).where(_is_ours(claim))) is None:
                raise LeaseLostError(str(claim))

    def renew(self, claim: Claim) -> None:
        """Renew the lease; LeaseLostError as in `require`."""
        self._write(claim, lease_until=now() + self.lease)

    def report_progress(self, claim: Claim, phase: str, done: int, total: int) -> None:
        """Write the phase and how many of how many steps are done; renews the lease."""
        until = now() + self.lease
        self._write(claim, phase=phase[:60], done=done, total=total, lease_until=until)

    def finish(
        self,
        claim: Claim,
        folder: str,
        totals: dict[str, Any],
        error: str,
        custody_error: str,
        also: Also = _nothing,
    ) -> None:
        """End the check with its folder and totals, in one transaction with what `also` does.

        `error` is why there is no report, `custody_error` why there is no view of
        custody or no report on it; both "" where there is nothing to say.
        """
        left = {"folder": folder, "totals": totals, "error": error}
        self._close(claim, also, state="done", custody_error=custody_error, **left)

    def finish_report(self, claim: Claim, file: str, number: str) -> None:
        """End a report with its file below the state folder and the number on it."""
        self._close(claim, _nothing, state="done", file=file, number=number)

    def fail(self, claim: Claim, error: str) -> None:
        """End the job with an error; "" stands for an unexpected one, which is logged."""
        self._close(claim, _nothing, state="failed", error=error)

    def _close(self, claim: Claim, also: Also, state: str, **values: object) -> None:
        ended = {"finished_at": now(), "lease_until": None, "state": state}
        self._write(claim, state, also, **ended, **values)

    def _write(
        self, claim: Claim, end: str = "", also: Also = _nothing, **values: object
    ) -> None:
        """Write to a job; `end` is the state in which it ends, "" where it does not."""
        with self._transaction() as db:
            written = db.execute(
                update(claim.table)
                .where(_is_ours(claim))
                .values(**values)
                .returning(claim.table.key, claim.table.organisation_id)
                .execution_options(synchronize_session=False)
            ).one_or_none()
            if written is None:
                raise LeaseLostError(str(claim))
            if end:
                _tell_end(db, claim.table, end, *written)
            also(db)

    @contextmanager
    def _transaction(self) -> Iterator[PortalSession]:
        with self.sessions.begin() as db:
            set_viewer(db, EVERYTHING)
            yield db


def _next_organisation(moment: datetime, only_small: bool) -> Select[tuple[int]]:
    """Select the organisation whose turn it is; on PostgreSQL no other worker takes it."""
    waiting = union_all(
        *(
            select(table.organisation_id).where(*_is_due(table, moment, only_small))
            for table in _TAKEN
        )
    )
    return (
        select(Organisation.id)
        .where(Organisation.id.in_(waiting))
        .order_by(Organisation.served_at.asc().nulls_first(), Organisation.id)
        .limit(1)
        .with_for_update(skip_locked=True, key_share=True)
    )


def _is_due(
    table: JobTable, moment: datetime, only_small: bool
) -> list[ColumnElement[bool]]:
    """Return the conditions of a job that can be taken."""
    due = or_(table.state == "queued", _is_abandoned(table, moment))
    return [due, Run.is_small] if only_small and table is Run else [due]


def _is_abandoned(table: JobTable, moment: datetime) -> ColumnElement[bool]:
    return and_(table.state == "running", table.lease_until < moment)


def _give_up(db: PortalSession, table: JobTable, moment: datetime) -> None:
    """End the jobs that have been abandoned too often."""
    given_up = db.execute(
        update(table)
        .where(_is_abandoned(table, moment), table.attempts >= MOST_ATTEMPTS)
        .values(state="failed", error="", lease_until=None, finished_at=moment)
        .returning(table.key, table.organisation_id)
        .execution_options(synchronize_session=False, is_told=True)
    )
    for key, organisation_id in given_up.all():
        _tell_end(db, table, "failed", key, organisation_id)


def _is_ours(claim: Claim) -> ColumnElement[bool]:
    """Return the condition that a claim holds."""
    table = claim.table
    return and_(
        table.id == claim.id,
        table.state == "running",
        table.attempts == claim.attempt,
    )


def _tell_end(
    db: PortalSession,
    table: JobTable,
    state: str,
    key: str,
    organisation_id: int,
) -> None:
    """Enter on the trail, for no person, how a job ended."""
    noun = "report" if table is IssuedReport else "check"
    trail.record(db, f"{noun}-{state}", key, organisation_id=organisation_id)
