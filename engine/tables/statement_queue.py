"""Work that is done in order by a thread of its own, behind the one who asks for it.

While a database works on one statement, the next is already being written.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from types import TracebackType

Work = Callable[[], object]
_SECONDS_BETWEEN_CALLS = 0.05


class StatementQueue:
    """Does what it is asked for, one thing after the other; as a context, all of it.

    `interrupt` ends what is being done, where the context is left by an exception:
    then nothing more is done. What an earlier thing raises is raised to who asks for
    another or waits, and nothing after it is done.
    """

    def __init__(self, interrupt: Work) -> None:
        self._interrupt = interrupt
        self._thread = ThreadPoolExecutor(1, "behind")
        self._asked: deque[Future[None]] = deque()
        self._is_over = False

    def ask(self, work: Work) -> None:
        """Have something done after all that was asked for before."""
        while self._asked and self._asked[0].done():
            self._asked.popleft().result()
        self._asked.append(self._thread.submit(self._do, work))

    def wait(self) -> None:
        """Return when all is done."""
        while self._asked:
            self._asked[0].result()
            self._asked.popleft()

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

    def _do(self, work: Work) -> None:
        if self._is_over:
            return
        try:
            work()
        except BaseException:
            self._is_over = True
            raise

    def _stop(self) -> None:
        """End the thread, and with it what it does; a call between two things is not heard."""
        self._is_over = True
        while wait(self._asked, _SECONDS_BETWEEN_CALLS).not_done:
            self._interrupt()
        self._thread.shutdown()
