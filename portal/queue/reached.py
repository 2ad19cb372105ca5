"""How far a check came, and the error of one that breaks a bound."""

from __future__ import annotations

from engine.errors import EvaluationError, Text
from engine.files.progress import Progress
from portal.settings import Settings
from portal.wording.language import LANGUAGES, catalogue_of


class Reached:
    """A progress callback that hands on what it is told, and remembers it."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._last = ("starting", 0, 0)

    def __call__(self, phase: str, done: int, total: int) -> None:
        """Take in a phase with how many of how many steps are done."""
        self._last = (phase, done, total)
        self._progress(phase, done, total)

    @property
    def text(self) -> Text:
        """The phase in words, with its steps where they are counted."""
        phase, done, total = self._last
        name, _, subject = phase.partition(" ")
        steps = f"{done:,} / {total:,}" if total > 1 else ""
        zh, en = (
            " ".join(filter(None, (_name(name, language), subject, steps)))
            for language in LANGUAGES
        )
        return Text(zh, en)


def _name(phase: str, language: str) -> str:
    return catalogue_of(language).get(f"phases.{phase}", phase)


def broken_bound(bound: str, settings: Settings, reached: Text) -> EvaluationError:
    """Return the error of a check that broke a bound, having come so far.

    `bound` is `seconds`, `memory` or `scratch`; `disk`: the disk itself is full; `end`:
    the process ended and nobody knows why.
    """
    code, limit = {
        "seconds": ("portal.check-too-long", settings.check_seconds),
        "memory": ("portal.check-too-large", settings.check_mb),
        "scratch": ("portal.check-scratch", settings.check_scratch_mb),
        "disk": ("portal.check-disk-full", 0),
        "end": ("portal.check-ended", settings.check_mb),
    }[bound]
    return EvaluationError(code, limit=limit, reached=reached)
