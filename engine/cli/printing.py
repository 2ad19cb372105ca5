"""Adds a PDF to the folder that a command writes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from engine.errors import Language, ReportError, Text, UsageError
from engine.files.progress import Progress

# Given the folder, the file to write and the language; returns the file. `reports`
# lies above the engine, so that the function is passed in.
PrintReport = Callable[[Path, Path, Language], Path]


class Printer:
    """Prints one PDF into a folder; without `print_report` it prints nothing.

    A PDF that cannot be printed does not take the other files away: the error is kept
    until `raise_fault`.
    """

    def __init__(
        self, print_report: PrintReport | None, name: str, language: Language
    ) -> None:
        self._print, self._name, self._language = print_report, name, language
        self._fault: ReportError | None = None

    def require_parquet(self, formats: Sequence[str], tables: str | Text) -> None:
        """Raise UsageError where `formats` lacks the Parquet that the PDF is made from."""
        if self._print and "parquet" not in formats:
            raise UsageError(
                "cli.report-needs-parquet", report=self._name, tables=tables
            )

    def print(self, folder: Path, progress: Progress) -> None:
        """Add the PDF to the folder; a ReportError is kept for `raise_fault`."""
        if self._print is None:
            return
        progress(f"printing {self._name}", 0, 1)
        try:
            self._print(folder, folder / self._name, self._language)
        except ReportError as fault:
            self._fault = fault

    def raise_fault(self) -> None:
        """Raise the ReportError that kept the PDF from being printed, if there is one."""
        if self._fault is not None:
            raise self._fault


def formats_of(text: str) -> Sequence[str]:
    """Split a list with commas, such as `parquet, csv`, into its names."""
    return tuple(name.strip() for name in text.split(",") if name.strip())
