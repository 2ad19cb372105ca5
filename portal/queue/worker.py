"""The worker: takes jobs from the queue one at a time, and has each done apart."""

from __future__ import annotations

import logging
import os
import shutil
import sys
import threading
import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from engine.errors import PacklawError
from engine.files.progress import Progress
from engine.files.publishing import FRESH
from engine.files.scratch import sweep
from portal.cases.following import follow, watched_by
from portal.database.models import Dataset, IssuedReport, Run
from portal.database.session import (
    PortalSession,
    Sessions,
    migrate,
    open_database,
    sessions_of,
)
from portal.database.tenancy import EVERYTHING, set_viewer
from portal.queue.check_work import Checked, CheckOrder
from portal.queue.checking import check_apart
from portal.queue.jobs import MOST_ATTEMPTS, Claim, LeaseLostError, Queue
from portal.queue.printing import Order, print_apart
from portal.settings import Settings, read_settings
from portal.storage.custody_folder import view_path
from portal.storage.leftovers import remove_leftovers
from portal.storage.run_folder import RunFolder
from portal.storage.state_folder import keep_private
from portal.storage.store import Store
from portal.web.health import beat
from portal.web.logs import log_as_json
from portal.wording.error_text import store_error

Check = Callable[[CheckOrder, Progress, Callable[[], None]], Checked]

log = logging.getLogger("packlaw.worker")

PAUSE_SECONDS = 0.5
PROGRESS_SECONDS = 0.3


class Worker:
    """Does the jobs of the queue, one after the other.

    `check` makes a check; by default in a process of its own. `only_small`: checks that
    are not small are left to others.
    """

    def __init__(
        self,
        settings: Settings,
        sessions: Sessions,
        *,
        check: Check = check_apart,
        only_small: bool = False,
    ) -> None:
        self.settings = settings
        self.sessions = sessions
        self.queue = Queue(sessions, timedelta(seconds=settings.lease_seconds))
        self._make_check = check
        self._only_small = only_small

    def work(self, is_over: Callable[[], bool]) -> None:
        """Do jobs until `is_over()`; a database that cannot be reached is waited for."""
        while not is_over():
            try:
                is_idle = not self.work_once()
            except SQLAlchemyError:
                log.exception("The queue cannot be reached.")
                is_idle = True
            if is_idle:
                time.sleep(PAUSE_SECONDS)

    def work_once(self) -> bool:
        """Do the next job of the queue to its end; return whether there was one."""
        claim = self.queue.claim(only_small=self._only_small)
        if claim is None:
            return False
        perform = self._issue if claim.table is IssuedReport else self._check_dataset
        try:
            perform(claim)
        except LeaseLostError:
            log.warning("The job was cancelled, or another worker took it: %s", claim)
        except PacklawError as fault:
            self._fail(claim, store_error(fault, self.settings.data))
        except Exception:
            log.exception("A job failed: %s", claim)
            self._fail(claim, "")
        return True

    def _issue(self, claim: Claim) -> None:
        """Print a report that somebody asked for."""
        store = Store(self.settings.data)
        with self.sessions() as db:
            set_viewer(db, EVERYTHING)
            asked = db.get_one(IssuedReport, claim.id)
            # Each attempt has its own file, as each attempt at a check has its folder.
            file = store.report_file(asked.key, claim.attempt)
            order = Order(
                store.path_of(str(asked.run.folder)),
                file,
                asked.kind,
                asked.language,
                asked.entity or None,
                asked.against and store.path_of(str(asked.against.folder)),
            )
        printed = print_apart(order, self.settings, self._keeper(claim))
        if printed.number:
            self.queue.finish_report(claim, store.name_of(file), printed.number)
        else:
            self.queue.fail(claim, printed.error)

    def _check_dataset(self, claim: Claim) -> None:
        run, dataset, watched = self._look_up(claim)
        # Each attempt has its own folder: a worker that lost its lease and still writes
        # cannot change the files of another attempt.
        store = Store(self.settings.data)
        order = CheckOrder(
            dataset.content_hash,
            run.options,
            run.as_of,
            store.run_folder(run.key, claim.attempt),
            self.settings,
            # The view may be what the earlier workers died of.
            has_view=claim.attempt < MOST_ATTEMPTS,
            watched=watched,
        )
        _clear(order.out.parent)
        is_kept = False
        try:
            checked = self._make_check(
                order, self._progress_writer(claim), self._keeper(claim)
            )
            if checked.totals is None:
                self.queue.fail(claim, checked.error)
                return
            self._keep_title(dataset, checked.totals["title"])
            self.queue.finish(
                claim, store.name_of(order.out), checked.totals, checked.error,
                checked.custody_error, partial(_follow, run.id, order.out),
            )  # fmt: skip
            is_kept = True
        finally:
            if not is_kept:
                _remove(order.out)

    def _look_up(self, claim: Claim) -> tuple[Run, Dataset, Sequence[str]]:
        """Return a check with its dataset, and the ids of the duties to answer for."""
        with self.sessions() as db:
            set_viewer(db, EVERYTHING)
            run = db.get_one(Run, claim.id)
            return run, run.dataset, watched_by(db, run)

    def _keep_title(self, dataset: Dataset, title: str) -> None:
        with self.sessions.begin() as db:
            set_viewer(db, EVERYTHING)
            db.get_one(Dataset, dataset.id).title = title[:300]

    def _progress_writer(self, claim: Claim) -> Progress:
        """Return a function that writes progress, at most once in PROGRESS_SECONDS a phase."""
        last: tuple[str, float] = ("", 0.0)

        def write(phase: str, done: int, total: int) -> None:
            nonlocal last
            moment = time.monotonic()
            if phase != last[0] or moment - last[1] > PROGRESS_SECONDS:
                last = (phase, moment)
                _tolerant(lambda: self.queue.report_progress(claim, phase, done, total))

        return write

    def _keeper(self, claim: Claim) -> Callable[[], None]:
        """Return a function that keeps the job: LeaseLostError where it is ours no more.

        It renews the lease each third of its time, and looks each time.
        """
        renewed = time.monotonic()

        def keep() -> None:
            nonlocal renewed
            moment = time.monotonic()
            if moment - renewed < self.settings.lease_seconds / 3:
                _tolerant(lambda: self.queue.require(claim))
            else:
                renewed = moment
                _tolerant(lambda: self.queue.renew(claim))

        return keep

    def _fail(self, claim: Claim, error: str) -> None:
        try:
            self.queue.fail(claim, error)
        except LeaseLostError:
            log.warning("The job was cancelled, or another worker took it: %s", claim)


def _follow(run_id: int, folder: Path, db: PortalSession) -> None:
    """Move the cases by a check that is done, and keep with it what it did to them."""
    run = db.get_one(Run, run_id)
    counts = follow(db, run, RunFolder(folder))
    run.totals = {**(run.totals or {}), "cases": counts}


def _tolerant(write: Callable[[], None]) -> None:
    """Write to the queue; a full disk or a database that restarts does not end the job."""
    try:
        write()
    except SQLAlchemyError:
        log.warning("The queue could not be written to.", exc_info=True)


def _clear(attempts: Path) -> None:
    """Remove what earlier attempts at a check left, whose workers have died."""
    if attempts.is_dir():
        for entry in attempts.iterdir():
            shutil.rmtree(entry, ignore_errors=True)


def _remove(folder: Path) -> None:
    """Remove what an attempt left that did not come to its end."""
    for left in (folder, view_path(folder)):
        shutil.rmtree(left, ignore_errors=True)
    sweep(folder.parent, FRESH)


def main() -> None:
    """Do jobs until stopped; with `--beside` until standard input closes.

    With `--small` only small checks and reports.
    """
    log_as_json()
    settings = read_settings(os.environ)
    keep_private(settings.data)
    engine = open_database(settings.database)
    migrate(engine)
    if "--beside" in sys.argv[1:]:
        threading.Thread(target=_end_with_server, daemon=True).start()
    for left in remove_leftovers(Store(settings.data), sessions_of(engine)):
        log.info("Left by a process that was killed, and removed: %s", left)
    beat(settings.data)
    worker = Worker(settings, sessions_of(engine), only_small="--small" in sys.argv[1:])
    worker.work(is_over=lambda: False)


def _end_with_server() -> None:
    """End the process when its standard input closes: the server has ended."""
    sys.stdin.buffer.read()
    # At once, even during a check: it is taken again when its lease ends.
    os._exit(0)


if __name__ == "__main__":
    main()
