"""Adds a report to what a command leaves: the printer comes from the room above."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from engine.errors import ReportError, UsageError
from engine.files.progress import Progress

PrintReport = Callable[[Path, Path, str], Path]


class Printer:
    """Prints one PDF into a folder, which stands without it, and then says so."""

    def __init__(
        self, print_report: PrintReport | None, name: str, language: str
    ) -> None:
        self._print, self._name, self._language = print_report, name, language
        self._fault: ReportError | None = None

    def require_parquet(self, formats: Sequence[str], table: str) -> None:
        """Refuse at once what would fail after all the work."""
        if self._print and "parquet" not in formats:
            raise UsageError(
                f"{self._name} is made from {table}: add parquet to --format, or leave "
                "the report out with --no-pdf."
            )

    def print(self, folder: Path, tell: Progress) -> None:
        """Add the PDF to the folder."""
        if self._print is None:
            return
        tell(f"printing {self._name}", 0, 1)
        try:
            self._print(folder, folder / self._name, self._language)
        except ReportError as fault:
            self._fault = fault

    def raise_fault(self) -> None:
        """Raise what kept the PDF from being printed."""
        if self._fault is not None:
            raise self._fault


def formats_of(text: str) -> Sequence[str]:
    """Return the names of a list with commas."""
    return tuple(name.strip() for name in text.split(",") if name.strip())
