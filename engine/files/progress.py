"""The type of the callbacks that report progress."""

from __future__ import annotations

from collections.abc import Callable

# Called with the name of the phase, the steps done in it and all its steps; a phase
# whose steps are not counted has one. Phases are English words, such as "reading".
Progress = Callable[[str, int, int], None]


def no_progress(phase: str, done: int, total: int) -> None:
    """Report nothing: the default where no callback is given."""
