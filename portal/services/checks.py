"""Starts checks, cancels them, and reads what there is of them.

A check is a row of `run`: a job of the queue first, then a folder of results. What the
person may not see, the fence keeps out (portal/database/tenancy.py).
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from sqlalchemy import CursorResult, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import selectinload

from portal.clock import now
from portal.database.models import Dataset, Run
from portal.database.paging import ListPage, paged
from portal.database.parts import OPEN
from portal.database.session import take_turn
from portal.errors import OverError, RefusalError
from portal.services.work import Work


@dataclass(frozen=True)
class StartCheck:
    """What is asked for: a dataset by its key, and the day to judge for."""

    dataset: str
    as_of: date


def start_check(work: Work, asked: StartCheck) -> Run:
    """Queue a check, or return the one that is on the way for the same day.

    MissingError where the person sees no such dataset, NotAllowedError where the role
    may not, RefusalError where tables have no mapping yet or too many checks wait.
    """
    with work.transaction():
        return queue_check(work, work.find(Dataset, asked.dataset), asked.as_of)


def cancel_check(work: Work, key: str) -> Run:
    """Cancel a check that is queued or running; its worker ends it within a second or two.

    NotAllowedError where the person may not, OverError where the check is over.
    """
    found = run(work, key)
    work.authorise("check.cancel", found)
    with work.transaction():
        changed: CursorResult[Any] = work.db.execute(  # type: ignore[assignment]
            update(Run)
            .where(Run.id == found.id, Run.state.in_(OPEN))
            .values(
                state="cancelled",
                cancelled_by_id=work.viewer.user_id,
                finished_at=now(),
                lease_until=None,
            )
            .execution_options(synchronize_session=False)
        )
        if changed.rowcount != 1:
            raise OverError
        work.note("check-cancelled", key)
    work.db.refresh(found)
    return found


def listed(work: Work, number: int) -> ListPage[Run]:
    """List one page of the checks, the newest first."""
    rows = select(Run).options(
        selectinload(Run.dataset), selectinload(Run.organisation)
    )
    return paged(work.db, rows.order_by(Run.id.desc()), number)


def of_dataset(work: Work, dataset: Dataset, number: int) -> ListPage[Run]:
    """List one page of the checks of a dataset, the newest first."""
    rows = select(Run).where(Run.dataset_id == dataset.id)
    rows = rows.options(selectinload(Run.organisation)).order_by(Run.id.desc())
    return paged(work.db, rows, number)


def latest_of(work: Work, datasets: Collection[Dataset]) -> Mapping[int, Run]:
    """Return the newest check of each dataset, by the dataset's id."""
    newest = (
        select(func.max(Run.id))
        .where(Run.dataset_id.in_([each.id for each in datasets]))
        .group_by(Run.dataset_id)
    )
    runs = work.db.scalars(select(Run).where(Run.id.in_(newest)))
    return {run.dataset_id: run for run in runs}


def run(work: Work, key: str) -> Run:
    """Return a check by its key; MissingError where the person sees none."""
    return work.find(Run, key)


def queue_check(work: Work, dataset: Dataset, as_of: date) -> Run:
    """Queue a check and note it, in the transaction of the caller.

    A source is checked by the mapping that it has now. Errors as in `start_check`.
    """
    work.authorise("check.start", dataset)
    if dataset.is_source and dataset.mapping is None:
        raise RefusalError("mapping.none_yet")
    options = {"mapping": dataset.mapping} if dataset.mapping else {}
    queued = enqueue(work, dataset, as_of, options)
    work.note("check-started", queued.key)
    return queued


def enqueue(
    work: Work, dataset: Dataset, as_of: date, options: Mapping[str, Any]
) -> Run:
    """Queue a check, or return the one of the same dataset, day and options that is open.

    The database itself takes no second one, however many ask at once. RefusalError where
    the organisation has as many open checks as it may have.
    """
    wanted = {
        "organisation_id": work.viewer.organisation_id,
        "dataset_id": dataset.id,
        "as_of": as_of,
        "asked": digest_of(options),
    }
    if (found := _open(work, wanted)) is not None:
        return found
    _refuse_when_many_are_open(work)
    more = {
        "options": dict(options),
        "is_small": dataset.size_bytes <= work.settings.small_check_mb * 1_000_000,
        "started_by_id": work.viewer.user_id,
    }
    added = _add(work, wanted | more)
    if added is not None:
        return work.db.get_one(Run, added)
    # Somebody asked for it between the two statements.
    if (found := _open(work, wanted)) is None:
        raise RefusalError("runs.ask_again")
    return found


def digest_of(options: Mapping[str, Any]) -> str:
    """Return the digest by which equal options of checks are known."""
    written = json.dumps(options, sort_keys=True, ensure_ascii=False)
    return sha256(written.encode()).hexdigest()


def _open(work: Work, wanted: Mapping[str, Any]) -> Run | None:
    return work.db.scalar(select(Run).filter_by(**wanted).where(Run.state.in_(OPEN)))


def _refuse_when_many_are_open(work: Work) -> None:
    mine, most = work.viewer.organisation_id, work.settings.max_open_checks
    take_turn(work.db, mine)
    count = work.db.scalar(
        select(func.count(Run.id)).where(
            Run.organisation_id == mine, Run.state.in_(OPEN)
        )
    )
    if (count or 0) >= most:
        raise RefusalError("runs.many_open", most=most)


def _add(work: Work, values: Mapping[str, Any]) -> int | None:
    """Add a check; None where the database has an equal one that is open."""
    is_postgresql = work.db.get_bind().dialect.name == "postgresql"
    insert = postgresql.insert if is_postgresql else sqlite.insert
    added = work.db.scalar(
        insert(Run).values(values).on_conflict_do_nothing().returning(Run.id)
    )
    return None if added is None else int(added)
