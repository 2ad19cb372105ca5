"""The items of an adoption's checklist, and the adoption they are made from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from engine.authoring.adoption.edits import Edit
from engine.errors import Message
from engine.rulebook import Instrument, OfficialText, Rule, Rulebook, Text
from engine.wording.citations import article_name, within_sentence

UNKNOWN = "unknown"


@dataclass(frozen=True)
class Item:
    """One line of the checklist with the edits it proposes.

    `is_open`: a person has to decide it. `is_note`: it belongs to the item above
    and is indented below it.
    """

    message: Message
    edits: tuple[Edit, ...] = ()
    is_open: bool = True
    is_note: bool = False


@dataclass(frozen=True)
class Section:
    """One part of the checklist: its title and its items, which may be none."""

    title: Text
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Adoption:
    """An instrument with its official text, and the rulebook that cites it."""

    rulebook: Rulebook
    instrument: Instrument
    text: OfficialText

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules whose source is the instrument."""
        return tuple(
            rule
            for rule in self.rulebook.rules
            if rule.source.instrument == self.instrument.id
        )

    def name(self, number: str) -> Text:
        """Name a place in the instrument, as at the beginning of a sentence."""
        return article_name(number, self.instrument)

    def name_within(self, number: str) -> Text:
        """Name a place in the instrument, as within a sentence."""
        return within_sentence(self.name(number))

    def cited(self) -> Iterator[tuple[Rule, str]]:
        """Yield each rule that cites a place of the text, with the words there."""
        for rule in self.rules:
            if words := self.text.words(rule.source.article):
                yield rule, words
