"""The queue of checks: a table with leases, so that another worker takes a lost check."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import CursorResult, and_, or_, select, update

from portal.clock import now
from portal.database import PortalSession, Sessions
from portal.models import Run
from portal.tenancy import EVERYTHING, set_viewer

MOST_ATTEMPTS = 3


class LeaseLostError(Exception):
    """Another worker has taken this check; this one may write to it no more."""


@dataclass(frozen=True)
class Claim:
    """A check that a worker has taken; only its latest attempt may write to it."""

    run_id: int
    attempt: int


@dataclass(frozen=True)
class Queue:
    """The checks of all organisations that are queued or running.

    A worker that does not renew its lease for the time of `lease` loses the check.
    """

    sessions: Sessions
    lease: timedelta

    def claim(self) -> Claim | None:
        """Take the oldest check that is queued or whose lease has ended; None for none."""
        moment = now()
        is_abandoned = and_(Run.state == "running", Run.lease_until < moment)
        oldest = (
            select(Run.id)
            .where(or_(Run.state == "queued", is_abandoned))
            .order_by(Run.id)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        with self._transaction() as db:
            db.execute(
                update(Run)
                .where(is_abandoned, Run.attempts >= MOST_ATTEMPTS)
                .values(state="failed", error="", lease_until=None, finished_at=moment)
            )
            taken = db.execute(
                update(Run)
                .where(Run.id == oldest.scalar_subquery())
                .values(
                    state="running",
                    phase="starting",
                    done=0,
                    total=0,
                    attempts=Run.attempts + 1,
                    lease_until=moment + self.lease,
                )
                .returning(Run.id, Run.attempts)
                .execution_options(synchronize_session=False)
            ).one_or_none()
        return Claim(*taken) if taken else None

    def renew(self, claim: Claim) -> None:
        """Renew the lease; LeaseLostError where another worker has the check."""
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

    def fail(self, claim: Claim, error: str) -> None:
        """End the check with an error; "" stands for an unexpected one, which is logged."""
        self._close(claim, state="failed", error=error)

    def _close(self, claim: Claim, **values: object) -> None:
        self._write(claim, finished_at=now(), lease_until=None, **values)

    def _write(self, claim: Claim, **values: object) -> None:
        is_ours = and_(
            Run.id == claim.run_id,
            Run.state == "running",
            Run.attempts == claim.attempt,
        )
        with self._transaction() as db:
            statement = update(Run).where(is_ours).values(**values)
            written: CursorResult[Any] = db.execute(  # type: ignore[assignment]
                statement.execution_options(synchronize_session=False)
            )
            if written.rowcount != 1:
                raise LeaseLostError(f"run {claim.run_id}, attempt {claim.attempt}")

    @contextmanager
    def _transaction(self) -> Iterator[PortalSession]:
        with self.sessions.begin() as db:
            set_viewer(db, EVERYTHING)
            yield db
