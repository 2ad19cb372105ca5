"""The queue of checks and reports: leases let another worker take a lost job."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select, update

from portal import trail
from portal.clock import now
from portal.database import PortalSession, Sessions
from portal.models import IssuedReport, Run
from portal.tenancy import EVERYTHING, set_viewer

MOST_ATTEMPTS = 3


class LeaseLostError(Exception):
    """Another worker has taken this job; this one may write to it no more."""


@dataclass(frozen=True)
class Claim:
    """A job that a worker has taken; only its latest attempt may write to it."""

    table: type[Run] | type[IssuedReport]
    id: int
    attempt: int


# What of a row is set anew when it is taken, by table. A report takes seconds and does
# not wait for the checks that are queued.
_TAKEN: Mapping[type[Run] | type[IssuedReport], Mapping[str, object]] = {
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

    def claim(self) -> Claim | None:
        """Take the oldest job that is queued or whose lease has ended; None for none.

        Reports are taken before checks.
        """
        claims = (self._claim_of(table) for table in _TAKEN)
        return next(filter(None, claims), None)

    def _claim_of(self, table: type[Run] | type[IssuedReport]) -> Claim | None:
        moment = now()
        is_abandoned = and_(table.state == "running", table.lease_until < moment)
        oldest = (
            select(table.id)
            .where(or_(table.state == "queued", is_abandoned))
            .order_by(table.id)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        with self._transaction() as db:
            given_up = db.execute(
                update(table)
                .where(is_abandoned, table.attempts >= MOST_ATTEMPTS)
                .values(state="failed", error="", lease_until=None, finished_at=moment)
                .returning(table.key, table.organisation_id)
                .execution_options(synchronize_session=False, is_told=True)
            )
            for key, organisation_id in given_up.all():
                _tell_end(db, table, "failed", key, organisation_id)
            taken = db.execute(
                update(table)
                .where(table.id == oldest.scalar_subquery())
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
    ) -> None:
        """End the check with its folder and totals.

        `error` is why there is no report, `custody_error` why there is no view of
        custody or no report on it; both "" where there is nothing to say.
        """
        left = {"folder": folder, "totals": totals, "error": error}
        self._close(claim, state="done", custody_error=custody_error, **left)

    def finish_report(self, claim: Claim, file: str, number: str) -> None:
        """End a report with its file below the state folder and the number on it."""
        self._close(claim, state="done", file=file, number=number)

    def fail(self, claim: Claim, error: str) -> None:
        """End the job with an error; "" stands for an unexpected one, which is logged."""
        self._close(claim, state="failed", error=error)

    def _close(self, claim: Claim, state: str, **values: object) -> None:
        ended = {"finished_at": now(), "lease_until": None, "state": state}
        self._write(claim, state, **ended, **values)

    def _write(self, claim: Claim, end: str = "", **values: object) -> None:
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

    @contextmanager
    def _transaction(self) -> Iterator[PortalSession]:
        with self.sessions.begin() as db:
            set_viewer(db, EVERYTHING)
            yield db


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
    table: type[Run] | type[IssuedReport],
    state: str,
    key: str,
    organisation_id: int,
) -> None:
    """Enter on the trail, for no person, how a job ended."""
    noun = "report" if table is IssuedReport else "check"
    trail.record(db, f"{noun}-{state}", key, organisation_id=organisation_id)
