"""The worker: takes jobs from the queue one at a time; runs and views checks, prints."""

from __future__ import annotations

import logging
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from engine.custody import view_custody
from engine.errors import PacklawError, ReportError
from engine.files.progress import Progress
from engine.runs import CheckRequest, check
from engine.wording.terms import VERDICTS
from portal import custody_folder, run_folder
from portal.custody_folder import view_path
from portal.database import Sessions, migrate, open_database, sessions_of
from portal.error_text import store_error
from portal.jobs import MOST_ATTEMPTS, Claim, LeaseLostError, Queue
from portal.language import LANGUAGES
from portal.mapping.applying import Applied, applied
from portal.models import Dataset, IssuedReport, Run
from portal.printing import Order, print_apart
from portal.run_folder import RunFolder
from portal.settings import Settings, read_settings
from portal.tenancy import EVERYTHING, set_viewer
from reports import render, render_custody

Render = Callable[..., Path]

log = logging.getLogger("packlaw.worker")

PAUSE_SECONDS = 0.5
PROGRESS_SECONDS = 0.3


class Worker:
    """Does the jobs of the queue, one after the other."""

    def __init__(self, settings: Settings, sessions: Sessions) -> None:
        self.settings = settings
        self.sessions = sessions
        self.queue = Queue(sessions, timedelta(seconds=settings.lease_seconds))

    def work(self, is_over: Callable[[], bool]) -> None:
        """Do jobs until `is_over()`."""
        while not is_over():
            if not self.work_once():
                time.sleep(PAUSE_SECONDS)

    def work_once(self) -> bool:
        """Do the next job of the queue to its end; return whether there was one."""
        claim = self.queue.claim()
        if claim is None:
            return False
        perform = self._issue if claim.table is IssuedReport else self._check_dataset
        try:
            with self._lease_renewed(claim):
                perform(claim)
        except LeaseLostError:
            log.warning("Another worker took the job: %s", claim)
        except PacklawError as fault:
            self._fail(claim, store_error(fault, self.settings.data))
        except Exception:
            log.exception("A job failed: %s", claim)
            self._fail(claim, "")
        return True

    def _issue(self, claim: Claim) -> None:
        """Print a report that somebody asked for."""
        data = self.settings.data
        with self.sessions() as db:
            set_viewer(db, EVERYTHING)
            asked = db.get_one(IssuedReport, claim.id)
            # Each attempt has its own file, as each attempt at a check has its folder.
            file = Path("reports", asked.key, f"{claim.attempt}.pdf")
            order = Order(
                _folder(data, asked.run),
                data / file,
                asked.kind,
                asked.language,
                asked.entity or None,
                _folder(data, asked.against) if asked.against else None,
            )
        printed = print_apart(order, self.settings)
        if printed.number:
            self.queue.finish_report(claim, file.as_posix(), printed.number)
        else:
            self.queue.fail(claim, printed.error)

    def _check_dataset(self, claim: Claim) -> None:
        run, dataset = self._look_up(claim)
        # Each attempt has its own folder: a worker that lost its lease and still writes
        # cannot change the files of another attempt.
        folder = Path("runs", run.key, str(claim.attempt))
        path = self.settings.data / folder
        progress = self._progress_writer(claim)
        with applied(self.settings, run, dataset, progress) as source:
            fault = self._check(claim, run, source, path)
            totals = _totals(RunFolder(path).summary) | source.totals
            self._keep_title(dataset, totals["title"])
            viewless = self._view(claim, run, source.path, view_path(path))
        self.queue.finish(claim, folder.as_posix(), totals, fault, viewless)

    def _check(self, claim: Claim, run: Run, source: Applied, path: Path) -> str:
        """Check a dataset into the folder `path`; return why there is no report, else ""."""
        faults: list[str] = []

        def add_files(fresh: Path) -> None:
            source.take_list(fresh)
            faults.append(self._print(claim, fresh, render, run_folder.REPORT))

        check(
            CheckRequest(
                source.path,
                path,
                rules=self.settings.rules,
                as_of=run.as_of,
                entities=run.options.get("entities", ()),
                rule_ids=run.options.get("rule_ids", ()),
                # What is downloaded here is opened by people.
                heads="zh",
            ),
            progress=self._progress_writer(claim),
            print_reports=add_files,
        )
        return faults[0]

    def _look_up(self, claim: Claim) -> tuple[Run, Dataset]:
        with self.sessions() as db:
            set_viewer(db, EVERYTHING)
            run = db.get_one(Run, claim.id)
            return run, run.dataset

    def _keep_title(self, dataset: Dataset, title: str) -> None:
        with self.sessions.begin() as db:
            set_viewer(db, EVERYTHING)
            db.get_one(Dataset, dataset.id).title = title[:300]

    def _view(self, claim: Claim, run: Run, dataset: Path, place: Path) -> str:
        """Write the view of custody and return why there is none, or no report on it.

        The run is complete without it, so that no error of it ends the check.
        """
        if claim.attempt == MOST_ATTEMPTS:
            # The view may be what the earlier workers died of.
            log.warning("No view of custody on the last attempt: %s", claim)
            return ""
        try:
            return self._keep_view(claim, run, dataset, place)
        except LeaseLostError:
            raise
        except PacklawError as fault:
            return store_error(fault, self.settings.data)
        except Exception:
            log.exception("A view of custody failed: %s", claim)
            return ""

    def _keep_view(self, claim: Claim, run: Run, dataset: Path, place: Path) -> str:
        faults: list[str] = []
        write_progress = self._progress_writer(claim)
        view_custody(
            dataset,
            place,
            rules=self.settings.rules,
            as_of=run.as_of,
            progress=lambda phase, done, total: write_progress("custody", done, total),
            print_reports=lambda fresh: faults.append(
                self._print(claim, fresh, render_custody, custody_folder.REPORT)
            ),
        )
        return faults[0]

    def _print(self, claim: Claim, path: Path, render: Render, file: str) -> str:
        """Print a report in every language; return why it could not be, else ""."""
        try:
            for done, language in enumerate(LANGUAGES):
                self.queue.report_progress(claim, "printing", done, len(LANGUAGES))
                render(path, path / file.format(language), language=language)
        except ReportError as fault:
            return store_error(fault, self.settings.data)
        return ""

    def _progress_writer(self, claim: Claim) -> Progress:
        """Return a function that writes progress, at most once in PROGRESS_SECONDS a phase."""
        last: tuple[str, float] = ("", 0.0)

        def write(phase: str, done: int, total: int) -> None:
            nonlocal last
            moment = time.monotonic()
            if phase != last[0] or moment - last[1] > PROGRESS_SECONDS:
                last = (phase, moment)
                self.queue.report_progress(claim, phase, done, total)

        return write

    @contextmanager
    def _lease_renewed(self, claim: Claim) -> Iterator[None]:
        """Renew the lease in a thread while the context is entered: a step may take long."""
        is_done = threading.Event()

        def renew() -> None:
            while not is_done.wait(self.settings.lease_seconds / 3):
                try:
                    self.queue.renew(claim)
                except LeaseLostError:
                    return

        thread = threading.Thread(target=renew, daemon=True)
        thread.start()
        try:
            yield
        finally:
            is_done.set()
            thread.join()

    def _fail(self, claim: Claim, error: str) -> None:
        try:
            self.queue.fail(claim, error)
        except LeaseLostError:
            log.warning("Another worker took the job: %s", claim)


def _folder(data: Path, run: Run) -> Path:
    """Return the folder of a run that is done."""
    return data / str(run.folder)


def _totals(summary: dict[str, Any]) -> dict[str, Any]:
    """Return what lists of runs show, so that they need not open every folder."""
    binding = [rule for rule in summary["rules"] if rule["force"] == "binding"]
    return {
        "title": summary["dataset"]["title"],
        "records": summary["records"],
        "rejected": sum(summary["unread"].values()),
        "nothing_judged": summary["nothing_judged"],
        "binding": {v: sum(rule[v] for rule in binding) for v in VERDICTS},
        "findings": summary["findings"]["rows"],
    }


def main() -> None:
    """Do jobs until stopped; with `--beside` until standard input closes."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    settings = read_settings(os.environ)
    engine = open_database(settings.database)
    migrate(engine)
    if "--beside" in sys.argv[1:]:
        threading.Thread(target=_end_with_server, daemon=True).start()
    Worker(settings, sessions_of(engine)).work(is_over=lambda: False)


def _end_with_server() -> None:
    """End the process when its standard input closes: the server has ended."""
    sys.stdin.buffer.read()
    # At once, even during a check: it is taken again when its lease ends.
    os._exit(0)


if __name__ == "__main__":
    main()
