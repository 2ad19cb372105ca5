"""Prints many reports in child processes that have limits on memory and time.

A child loads fonts and styles once and prints one report after the other. One that
takes too much, hangs or crashes costs the report at hand: a new child takes its place.
"""

from __future__ import annotations

import json
import logging
import os
import select
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from engine.errors import Message, Text, message
from engine.files.memory import resident_bytes
from engine.files.progress import Progress, no_progress
from reports.bulk_child import READY
from reports.choices import ReportLanguage
from reports.manifest import Manifest

log = logging.getLogger("packlaw.printing")

_LOOK_EVERY = 0.05
# Loading libraries is not the report's time.
_SECONDS_TO_START = 60
_MEGABYTE = 1_000_000
# What a child calls for a job: run folder, PDF and the options that are not None.
RENDER = "reports.render:render"


@dataclass(frozen=True)
class Job:
    """A report to print: of which run folder, where to, and the options of `render`."""

    run: Path
    out: Path
    kind: str | None = None
    entity: str | None = None
    language: ReportLanguage | None = None
    cap: int | None = None
    against: Path | None = None

    def words(self) -> dict[str, str | int]:
        """Return what is given of the job as plain values."""
        given = {
            name: value for name, value in asdict(self).items() if value is not None
        }
        return {n: str(v) if isinstance(v, Path) else v for n, v in given.items()}


@dataclass(frozen=True)
class Limits:
    """What one report may take: megabytes of memory in the child, and seconds."""

    megabytes: int = 400
    seconds: float = 120


@dataclass(frozen=True)
class Failure:
    """A job without a report, and why."""

    job: Job
    reason: Text | Message


@dataclass(frozen=True)
class Printed:
    """What became of the jobs: printed now, found whole from before, or failed."""

    fresh: list[Job]
    kept: list[Job]
    failures: list[Failure]


def print_all(
    jobs: Sequence[Job],
    workers: int = 2,
    progress: Progress = no_progress,
    limits: Limits = Limits(),
    render: str = RENDER,
    so_far: Callable[[Printed], None] = lambda printed: None,
) -> Printed:
    """Print the report of every job, `workers` at a time, and return what became of them.

    A job of which its folder already has the whole report, of the same run, is not
    printed again: `reports.json` beside it says which these are. What is interrupted
    leaves the reports that are finished. `render` names the function that prints one;
    `so_far` is told what became of the jobs until now, at the start and after each one.
    """
    manifest = Manifest()
    kept = [job for job in jobs if manifest.has(job.run, job.out, job.words())]
    waiting = deque(job for job in jobs if job not in kept)
    printed = Printed([], kept, [])
    _tell(printed, len(jobs), progress, so_far)
    for job, reason in _results(waiting, workers, limits, render):
        if reason is None:
            manifest.add(job.run, job.out, job.words())
            printed.fresh.append(job)
        else:
            printed.failures.append(Failure(job, reason))
        _tell(printed, len(jobs), progress, so_far)
    printed.failures.sort(key=lambda failure: jobs.index(failure.job))
    return printed


def _tell(
    printed: Printed, of: int, progress: Progress, so_far: Callable[[Printed], None]
) -> None:
    so_far(printed)
    done = len(printed.kept) + len(printed.fresh) + len(printed.failures)
    progress("printing", done, of)


def _results(
    waiting: deque[Job], workers: int, limits: Limits, render: str
) -> Iterator[tuple[Job, Text | Message | None]]:
    """Yield each job when it is done, with the reason where there is no report."""
    with ExitStack() as stack:
        count = min(workers, len(waiting))
        children = [stack.enter_context(_child(limits, render)) for _ in range(count)]
        for child in children:
            child.take(waiting.popleft())
        while working := [child for child in children if child.job]:
            pipes = [child.answers for child in working]
            ready, _, _ = select.select(pipes, [], [], _LOOK_EVERY)
            for child in working:
                if child.answers in ready:
                    if answer := child.answer():
                        yield answer
                elif (reason := child.excess()) is not None:
                    yield child.give_up(reason)
                if not child.job and waiting:
                    child.take(waiting.popleft())


@contextmanager
def _child(limits: Limits, render: str) -> Iterator[_Child]:
    child = _Child(limits, render)
    try:
        yield child
    finally:
        child.kill()


class _Child:
    """The parent's side of a child process: the job that it has, and since when."""

    job: Job | None = None

    def __init__(self, limits: Limits, render: str) -> None:
        self._limits, self._render = limits, render
        self._is_running = False

    def _start(self) -> None:
        home = str(Path(__file__).resolve().parents[1])
        paths = [home, os.environ.get("PYTHONPATH", "")]
        self._process = subprocess.Popen(
            [sys.executable, "-m", "reports.bulk_child", self._render],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            # `select` sees the pipe alone: a line in a buffer of ours would wait for ever.
            bufsize=0,
            # Ctrl-C in a terminal reaches the parent alone, which ends the child.
            process_group=0,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, paths))},
        )
        self._is_running, self._is_ready = True, False
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._jobs: IO[bytes] = self._process.stdin
        self.answers: IO[bytes] = self._process.stdout

    def take(self, job: Job) -> None:
        """Start on a job, in a new process if the last one has ended."""
        self.job = job
        if not self._is_running:
            self._start()
        self._due = time.monotonic() + self._limits.seconds
        if not self._is_ready:
            self._due += _SECONDS_TO_START
        try:
            self._jobs.write(json.dumps(job.words()).encode() + b"\n")
            self._jobs.flush()
        except BrokenPipeError:
            # It has ended: its pipe of answers says so.
            return

    def answer(self) -> tuple[Job, Text | Message | None] | None:
        """Return the job that it answers, and why there is no report, if there is none.

        None where it says that it is ready for the job.
        """
        line = self.answers.readline()
        if not line.endswith(b"\n"):
            return self.give_up(message("reports.child-ended", status=self.kill()))
        if line == READY:
            self._is_ready = True
            self._due = time.monotonic() + self._limits.seconds
            return None
        job = self._done()
        match json.loads(line):
            case None:
                return job, None
            case {"fault": fault, "trace": trace}:
                log.error("A report failed: %s\n%s", job.out, trace)
                return job, message("reports.child-failed", fault=fault)
            case reason:
                return job, Text(**reason)

    def give_up(self, reason: Message) -> tuple[Job, Message]:
        """End the process and return its job, for which there is no report."""
        self.kill()
        return self._done(), reason

    def _done(self) -> Job:
        job, self.job = self.job, None
        assert job is not None
        return job

    def excess(self) -> Message | None:
        """Return what the process takes beyond its limits."""
        if time.monotonic() > self._due:
            return message("reports.child-time", seconds=self._limits.seconds)
        if resident_bytes(self._process.pid) > self._limits.megabytes * _MEGABYTE:
            return message("reports.child-memory", megabytes=self._limits.megabytes)
        return None

    def kill(self) -> int:
        """End the process, if there is one, and return its status."""
        if not self._is_running:
            return 0
        self._is_running = False
        self._process.kill()
        status = self._process.wait()
        self.answers.close()
        try:
            self._jobs.close()
        except BrokenPipeError:
            # A job that it did not read is lost with it.
            return status
        return status
