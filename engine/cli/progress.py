"""Shows the progress of a command on a terminal."""

from __future__ import annotations

import sys

from engine.files import progress


class ProgressLine:
    """Shows the phase, a bar and the time left on stderr, if that is a terminal.

    Entering it returns the function to report progress with: the phase, and how many
    of how many steps of it are done.
    """

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
        return self._update

    def __exit__(self, *error: object) -> None:
        if self._bar.live.is_started:
            self._bar.stop()

    def _update(self, phase: str, done: int, total: int) -> None:
        known = total if done else None
        self._bar.update(self._task, description=phase, completed=done, total=known)
