"""The errors a person may meet: one tree, each saying where, what and the way out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class PacklawError(Exception):
    """Root of every error that packlaw raises on purpose.

    `exit_status` is what the command line ends with: 2 where input or usage is
    at fault, 3 where the engine itself failed.
    """

    exit_status = 2


@dataclass(frozen=True, order=True)
class Fault:
    """One mistake in one rule file: where it is, what was found, the way out."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        indented = self.message.replace("\n", "\n  ")
        return f"{self.file}, line {self.line}\n  {indented}"


class RuleFileError(PacklawError):
    """Faults in rule files; all faults of all files are carried at once."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(str(fault) for fault in self.faults))


class DatasetError(PacklawError):
    """A dataset that cannot be read at all; single bad rows are never this."""


class UsageError(PacklawError):
    """A request that cannot be served as it was put, with the way to put it."""


class EvaluationError(PacklawError):
    """The engine failed. It ends the run and is never turned into a verdict."""

    exit_status = 3


class ReportError(PacklawError):
    """A report that cannot be set on paper as it stands."""
