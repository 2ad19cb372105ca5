"""Ctrl-C and SIGTERM: the work unwinds, and the exit status says what stopped it."""

from __future__ import annotations

import signal
import threading
from types import FrameType, TracebackType
from typing import Self

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Stopping:
    """While it is entered, either signal raises KeyboardInterrupt in the main thread.

    `status` is then what to end with: 130 or 143, else None. It is kept here since
    DuckDB turns the exception into one of its own. A second signal ends the process at
    once, and the next one clears away what it leaves.
    """

    def __init__(self) -> None:
        self.status: int | None = None

    def __enter__(self) -> Self:
        # Python lets only the main thread say what a signal does.
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
