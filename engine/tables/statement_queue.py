"""Runs queued work in order on one worker thread.

The caller writes the next SQL statement while the database executes the last one.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from types import TracebackType

Work = Callable[[], object]
_SECONDS_BETWEEN_INTERRUPTS = 0.05


class StatementQueue:
    """A context manager whose end waits for all submitted work.

    Once work has raised, later work is skipped, and the next `submit`, `wait` or the
    end of the context raises the error. Where the context is left by an exception,
    `interrupt` is called until the running work has ended, and the rest is skipped.
    """

    def __init__(self, interrupt: Work) -> None:
        self._interrupt = interrupt
        self._thread = ThreadPoolExecutor(1, "statements")
        self._pending: deque[Future[None]] = deque()
        self._is_over = False

    def submit(self, work: Work) -> None:
        """Run `work` on the worker thread after all work submitted before."""
        while self._pending and self._pending[0].done():
            self._pending.popleft().result()
        self._pending.append(self._thread.submit(self._run, work))

    def wait(self) -> None:
        """Return once all submitted work is done."""
        while self._pending:
            self._pending[0].result()
            self._pending.popleft()

    def __enter__(self) -> StatementQueue:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        raised: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if raised is None:
                self.wait()
        finally:
            self._stop()

    def _run(self, work: Work) -> None:
        if self._is_over:
            return
        try:
            work()
        except BaseException:
            self._is_over = True
            raise

    def _stop(self) -> None:
        """End the thread, interrupting the work that it is doing."""
        self._is_over = True
        # An interrupt between two statements has no effect, so it is repeated.
        while wait(self._pending, _SECONDS_BETWEEN_INTERRUPTS).not_done:
            self._interrupt()
        self._thread.shutdown()
