"""Says what a person has to do today: cases, days that come, checks that failed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from portal.cases import listing
from portal.cases.listing import Wanted
from portal.clock import now, today
from portal.database.cases import CaseState
from portal.database.models import Dataset, Run
from portal.database.submission import Submission
from portal.policy import Action
from portal.services.work import Work

SOON, LATER = 7, 30
FAILED_SINCE = timedelta(days=14)
MOST_SHOWN = 10

# What a state asks of whoever has the right: the first word of its sentence.
_TO_DO: Final[Sequence[tuple[Action, CaseState]]] = (
    ("case.answer", "open"),
    ("case.judge", "answered"),
    ("case.judge", "open"),
    ("case.close", "dismissed"),
    ("case.close", "corrected"),
)


@dataclass(frozen=True)
class Task:
    """Cases that wait for the person: the right and the state, the list, how many."""

    action: Action
    state: CaseState
    count: int


@dataclass(frozen=True)
class Due:
    """Cases whose own day, or day of correction, comes: until which day, how many."""

    until: date
    count: int


@dataclass(frozen=True)
class Today:
    """What the start page shows.

    `mine`: cases that are open in any way and the person's own. `overdue` until
    yesterday, `soon` and `later` until then. `underway` and `failed`: checks. `received`:
    datasets submitted to the person's regulator that it has not checked yet. `latest`: the
    latest check that is done, by its day; None where nothing was judged yet.
    """

    tasks: Sequence[Task]
    mine: int
    overdue: Due
    soon: Due
    later: Due
    underway: Sequence[Run]
    failed: Sequence[Run]
    received: Sequence[Dataset]
    latest: Run | None


def what_waits(work: Work) -> Today:
    """Return what waits for the person."""
    states = listing.by_state(work.db)
    tasks = [
        Task(action, state, states[state])
        for action, state in _TO_DO
        if state in states and work.allows(action)
    ]
    mine = Wanted(state="work", owner=str(work.viewer.user_id))
    return Today(
        tasks,
        _count(work, mine),
        *(_due(work, days) for days in (-1, SOON, LATER)),
        underway=_runs(work, Run.state.in_(("queued", "running"))),
        failed=_runs(
            work, Run.state == "failed", Run.created_at > now() - FAILED_SINCE
        ),
        received=_received(work),
        latest=_latest(work),
    )


def _count(work: Work, wanted: Wanted) -> int:
    return listing.count(work.db, wanted) if work.allows("case.read") else 0


def _due(work: Work, days: int) -> Due:
    until = today() + timedelta(days=days)
    return Due(until, _count(work, Wanted(state="work", until=until)))


def _runs(work: Work, *which: object) -> Sequence[Run]:
    return work.db.scalars(
        select(Run)
        .where(Run.organisation_id == work.viewer.organisation_id, *which)
        .options(selectinload(Run.dataset))
        .order_by(Run.id.desc())
        .limit(MOST_SHOWN)
    ).all()


def _latest(work: Work) -> Run | None:
    return work.db.scalar(
        select(Run)
        .where(Run.organisation_id == work.viewer.organisation_id, Run.state == "done")
        .options(selectinload(Run.dataset))
        .order_by(Run.as_of.desc(), Run.id.desc())
        .limit(1)
    )


def _received(work: Work) -> Sequence[Dataset]:
    """List what was submitted to the organisation, and it has started no check of."""
    mine = work.viewer.organisation_id
    started = select(Run.dataset_id).where(Run.organisation_id == mine)
    submitted = select(Submission.dataset_id).where(Submission.regulator_id == mine)
    return work.db.scalars(
        select(Dataset)
        .where(Dataset.id.in_(submitted), Dataset.id.not_in(started))
        .options(selectinload(Dataset.organisation))
        .order_by(Dataset.id.desc())
        .limit(MOST_SHOWN)
    ).all()
