"""Having a dataset checked for a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from portal.database.models import Run
from portal.services import checks
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
    dataset = checks.dataset(work.db, asked.dataset)
    run = checks.queue_check(work.db, work.viewer, work.settings, dataset, asked.as_of)
    work.note("check-started", run.key)
    work.db.commit()
    return run
