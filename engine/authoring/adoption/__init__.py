"""Adopts an official text, and lists what a lawyer has to settle in the rules.

`adopt` stores the text with its day and hash and returns the checklist. It changes
no rule: each edit is proposed with its file and line.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from engine.authoring.adoption.checklist import checklist
from engine.authoring.adoption.items import Adoption, Section
from engine.authoring.adoption.report import adoption_report
from engine.authoring.adoption.source_text import read_source, split_into_articles
from engine.authoring.adoption.storage import FileToWrite, plan, write
from engine.errors import Language, UsageError
from engine.rulebook import load_rulebook

__all__ = ["AdoptedText", "adopt"]


@dataclass(frozen=True)
class AdoptedText:
    """An adopted text, the files written for it, and the checklist."""

    adoption: Adoption
    sections: tuple[Section, ...]
    written: tuple[FileToWrite, ...]
    preview: bool

    def report(self, language: Language) -> str:
        """Return the checklist as text in one language."""
        return adoption_report(
            self.adoption, self.sections, self.written, language, preview=self.preview
        )


def adopt(
    folder: Path, instrument_id: str, file: Path, on: date, *, preview: bool = False
) -> AdoptedText:
    """Store the text in `file` as the official text of an instrument, as of `on`.

    `folder` holds the rules. With `preview` nothing is written. Raises UsageError
    where the instrument is unknown or the file holds no such text, RuleFileError
    where the rules have faults.
    """
    rulebook = load_rulebook(folder)
    if instrument_id not in rulebook.instruments:
        known = tuple(sorted(rulebook.instruments))
        raise UsageError(
            "authoring.adoption.no-instrument", id=instrument_id, known=known
        )
    text = read_source(file)
    official = split_into_articles(file, text)
    instrument = rulebook.instruments[instrument_id]
    after, written = plan(rulebook, instrument, text, on)
    if not preview:
        write(folder, written)
    adoption = Adoption(after, after.instruments[instrument_id], official)
    return AdoptedText(adoption, checklist(adoption), written, preview)
