"""Starts servers and workers of a portal quickly: forks of a process that has all loaded.

To load the portal takes seconds, and a round of kills starts it a dozen times. The forks
run the portal's own `serve` and `main` of its worker. Two things differ from `packlaw
serve`: workers are forked here rather than started by the server, and restarted by whoever
killed them. As there, a worker ends when the server's end of its standard input closes.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import nullcontext, suppress
from dataclasses import dataclass, field
from pathlib import Path

from portal.settings import Settings, as_environment
from tests.house import ROOT
from tests.portal.served import answers, processes_of, wait


@dataclass
class Nursery:
    """A portal whose processes are forked; `folder` holds its log and its scratch."""

    settings: Settings
    folder: Path
    server: int = 0
    workers: list[int] = field(default_factory=list)
    process: subprocess.Popen[str] | None = None

    @property
    def port(self) -> int:
        return int(self.settings.public_url.rpartition(":")[2])

    def open(self) -> None:
        """Load the portal, and start the server and its workers."""
        scratch = self.folder / "scratch"
        scratch.mkdir(parents=True, exist_ok=True)
        more = {"TMPDIR": str(scratch), "PYTHONPATH": str(ROOT),
                "OPENBLAS_NUM_THREADS": "1"}  # fmt: skip
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tests.portal.kills.nursery", str(self.port)],
                env=os.environ | as_environment(self.settings) | more,
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log,
                text=True, start_new_session=True,
            )  # fmt: skip
        self.start()

    def start(self) -> None:
        """Start the server and its workers, and wait until it answers."""
        self.server, self.workers = self._asked("server"), []
        for _ in range(self.settings.workers):
            self.start_worker()
        wait(lambda: answers(self.port), "the server does not answer")

    def start_worker(self) -> None:
        self.workers.append(self._asked("worker"))

    def processes(self) -> list[int]:
        """Return what runs of the portal, but for the process that forks it."""
        assert self.process is not None
        return [pid for pid in processes_of(self.settings) if pid != self.process.pid]

    def stop(self) -> None:
        """Stop the server as the system does; all that it started ends with it."""
        with suppress(ProcessLookupError):
            os.kill(self.server, signal.SIGTERM)
        wait(lambda: not self.processes(), "processes are left hanging")

    def close(self) -> None:
        if self.process is not None:
            self.process.communicate()

    def _asked(self, what: str) -> int:
        process = self.process
        assert process is not None
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(f"{what}\n")
        process.stdin.flush()
        return int(process.stdout.readline())


def main(port: int) -> None:
    """Fork what is asked for, a word a line, and answer with the process id."""
    import portal.queue.check_work
    import portal.queue.worker
    import portal.serve

    # Workers are asked for by themselves.
    portal.serve.workers_beside = lambda settings: nullcontext()  # type: ignore[assignment]
    # Nobody waits for the forks here; they wait for their own.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    reading = writing = -1
    forked = []
    while word := sys.stdin.readline().strip():
        if word == "server":
            for end in (reading, writing):
                with suppress(OSError):
                    os.close(end)
            reading, writing = os.pipe()
            # The server alone holds the writing end: when it ends, the workers do.
            pid = _fork(lambda: portal.serve.serve(port=port, threads=16), reading)
            os.close(writing)
        else:
            pid = _fork(portal.queue.worker.main, -1, stdin=reading)
        forked.append(pid)
        print(pid, flush=True)
    for pid in forked:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def _fork(work: Callable[[], None], unused: int, stdin: int = -1) -> int:
    """Fork a process that does the work, with a standard input; return its id."""
    if pid := os.fork():
        return pid
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.dup2(2, 1)
    if stdin >= 0:
        os.dup2(stdin, 0)
        sys.stdin = os.fdopen(0, encoding="utf-8")
    sys.argv = ["packlaw", "--beside"]
    if unused >= 0:
        os.close(unused)
    try:
        work()
    except BaseException:
        import traceback

        traceback.print_exc()
    os._exit(0)


if __name__ == "__main__":
    main(int(sys.argv[1]))
