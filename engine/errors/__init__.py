"""The errors a person may meet: one tree, each saying where, what and the way out.

An error carries a code of the catalogue and its values, and is worded in the language
of whoever reads it: `str(error)` is English, `error.in_language("zh")` Chinese.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.errors.messages import Message, Value, message
from engine.errors.text import Language, Text, fill


class PacklawError(Exception):
    """Root of every error that packlaw raises on purpose.

    `exit_status` is what the command line ends with: 2 where input or usage is
    at fault, 3 where the engine itself failed.
    """

    exit_status = 2

    def __init__(self, code: str, /, **values: Value) -> None:
        """Take a code of the catalogue and its values; KeyError where it has none."""
        self.message = message(code, **values)
        super().__init__(code)

    def in_language(self, language: Language, *, short_paths: bool = False) -> str:
        """Word the error; with `short_paths` a path is shown by its name alone."""
        return self.message.in_language(language, short_paths=short_paths)

    def __str__(self) -> str:
        return self.in_language("en")


@dataclass(frozen=True, order=True)
class Fault:
    """One mistake in a rule file or a mapping: where it is, what was found, the way out."""

    file: str
    line: int
    message: Message

    def in_language(self, language: Language) -> str:
        """Word the fault with its place."""
        indented = self.message.in_language(language).replace("\n", "\n  ")
        if language == "zh":
            return f"{self.file}，第 {self.line} 行\n  {indented}"
        return f"{self.file}, line {self.line}\n  {indented}"

    def __str__(self) -> str:
        return self.in_language("en")


class FaultsError(PacklawError):
    """Faults in files that people write; all of them are carried at once."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__("rulebook.faults", count=len(self.faults))

    def in_language(self, language: Language, *, short_paths: bool = False) -> str:
        """Word every fault, one below the other."""
        return "\n".join(fault.in_language(language) for fault in self.faults)


class RuleFileError(FaultsError):
    """Faults in rule files."""


class MappingError(FaultsError):
    """Faults in a mapping file, or a source in which it does not find its columns."""


class DatasetError(PacklawError):
    """A dataset that cannot be read at all; single bad rows are never this."""


class UsageError(PacklawError):
    """A request that cannot be served as it was put, with the way to put it."""


class EvaluationError(PacklawError):
    """The engine failed. It ends the run and is never turned into a verdict."""

    exit_status = 3


class ReportError(PacklawError):
    """A report that cannot be set on paper as it stands."""


__all__ = [
    "DatasetError",
    "EvaluationError",
    "Fault",
    "FaultsError",
    "Language",
    "MappingError",
    "Message",
    "PacklawError",
    "ReportError",
    "RuleFileError",
    "Text",
    "UsageError",
    "fill",
    "message",
]
