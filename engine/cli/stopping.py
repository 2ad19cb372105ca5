"""Turns Ctrl-C and SIGTERM into KeyboardInterrupt and an exit status."""

from __future__ import annotations

import signal
import threading
from types import FrameType, TracebackType
from typing import Self

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Stopping:
    """Context manager in which either signal raises KeyboardInterrupt.

    `status` is then the exit status, 130 or 143; before that it is None. It is kept
    here because DuckDB replaces the exception by one of its own. A second signal ends
    the process at once; the next command removes the scratch files it leaves.
    """

    def __init__(self) -> None:
        self.status: int | None = None

    def __enter__(self) -> Self:
        # Python lets only the main thread set signal handlers.
        is_main = threading.current_thread() is threading.main_thread()
        self._signals = _SIGNALS if is_main else ()
        self._before = [signal.signal(name, self._stop) for name in self._signals]
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for name, before in zip(self._signals, self._before, strict=True):
            signal.signal(name, before)

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.status = 128 + number
        for name in self._signals:
            signal.signal(name, signal.SIG_DFL)
        raise KeyboardInterrupt
