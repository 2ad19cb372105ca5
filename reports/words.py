"""Words texts in the language of a report, and values with their labels."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from engine.errors import Language, Message, Text, fill


@dataclass(frozen=True)
class Said:
    """A value with its label."""

    label: str
    value: str


class Words:
    """Picks and fills wordings in one language."""

    def __init__(self, language: Language) -> None:
        self.language = language

    def __call__(self, text: Text | Message) -> str:
        """Return a text in the language."""
        return text.in_language(self.language)

    def say(self, zh: str, en: str, **values: object) -> str:
        """Return the wording of the language with its placeholders filled (`fill`)."""
        return fill(self(Text(zh, en)), values)

    def fill(self, text: Text, **values: object) -> str:
        """Fill the placeholders of a text."""
        return fill(self(text), values)

    def listed(self, texts: Iterable[str]) -> str:
        """Join texts as a list of the language."""
        return self.say("、", ", ").join(texts)
