"""Takes an official text in, and guides a lawyer through what it asks of the rules.

`adopt` stores the text with its day and hash and returns the checklist. No rule
is changed: each edit is proposed with its file and line.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from engine.authoring.adoption.checklist import checklist
from engine.authoring.adoption.items import Adoption, Section
from engine.authoring.adoption.pasted import read_pasted, take_apart
from engine.authoring.adoption.report import tell_adoption
from engine.authoring.adoption.storing import Written, plan, write
from engine.errors import UsageError
from engine.rulebook import load_rulebook

__all__ = ["AdoptedText", "adopt"]


@dataclass(frozen=True)
class AdoptedText:
    """An adopted text, what was written for it, and what is left to a person."""

    adoption: Adoption
    sections: tuple[Section, ...]
    written: tuple[Written, ...]
    preview: bool

    def told(self, language: str) -> str:
        """The checklist in one language, zh or en."""
        return tell_adoption(
            self.adoption, self.sections, self.written, language, preview=self.preview
        )


def adopt(
    folder: Path, instrument_id: str, file: Path, on: date, *, preview: bool = False
) -> AdoptedText:
    """Store the text of a file as the official one of an instrument, taken on a day.

    With `preview` nothing is written. Raises UsageError where the instrument is
    unknown or the file holds no such text, RuleFileError where the rules have faults.
    """
    rulebook = load_rulebook(folder)
    if instrument_id not in rulebook.instruments:
        known = ", ".join(sorted(rulebook.instruments))
        raise UsageError(f"No instrument {instrument_id}. Instruments: {known}.")
    text = read_pasted(file)
    official = take_apart(file, text)
    instrument = rulebook.instruments[instrument_id]
    after, written = plan(rulebook, instrument, text, on)
    if not preview:
        write(folder, written)
    adoption = Adoption(after, after.instruments[instrument_id], official)
    return AdoptedText(adoption, checklist(adoption), written, preview)
