"""Progress on a terminal: the phase, how far it is, and about how long it will take."""

from __future__ import annotations

import sys

from engine.files import progress


class ProgressLine:
    """Shows the phase and how far it is on a terminal; silent elsewhere."""

    def __enter__(self) -> progress.Progress:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

        self._bar = Progress(
            TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn(),
            console=Console(stderr=True), transient=True,
        )  # fmt: skip
        self._task = self._bar.add_task("…", total=None)
        if sys.stderr.isatty():
            self._bar.start()
        return self._tell

    def __exit__(self, *error: object) -> None:
        if self._bar.live.is_started:
            self._bar.stop()

    def _tell(self, phase: str, done: int, total: int) -> None:
        known = total if done else None
        self._bar.update(self._task, description=phase, completed=done, total=known)
