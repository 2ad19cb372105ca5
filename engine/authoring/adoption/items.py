"""One thing for a person to look at, and what it is taken from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from engine.authoring.adoption.edits import Edit
from engine.rulebook import Instrument, OfficialText, Rule, Rulebook, Text

UNKNOWN = "unknown"


@dataclass(frozen=True)
class Item:
    """One thing to look at; `is_open`: it is left to a person to decide."""

    text: Text
    edits: tuple[Edit, ...] = ()
    is_open: bool = True


@dataclass(frozen=True)
class Section:
    title: Text
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Adoption:
    """An instrument with its text, and the rules that rest on it."""

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

    def cited(self) -> Iterator[tuple[Rule, str]]:
        """The rules that cite a place of the text, with its words."""
        for rule in self.rules:
            if words := self.text.words(rule.source.article):
                yield rule, words
