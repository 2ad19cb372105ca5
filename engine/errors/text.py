"""A wording in both languages, and how its placeholders are filled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

Language = Literal["zh", "en"]


@dataclass(frozen=True)
class Text:
    """One wording in both languages."""

    zh: str
    en: str

    def in_language(self, language: Language) -> str:
        """Return the wording in one language."""
        return self.zh if language == "zh" else self.en


def fill(wording: str, values: Mapping[str, object]) -> str:
    """Fill the placeholders of a wording as `str.format` does, and choose words by count.

    Of a whole number, `{n:duty|duties}` is the word before the bar where it is 1, else
    the word behind it; of a `Listed`, by the number of its items.
    """
    counted = {
        name: _Count(value) if type(value) is int else value
        for name, value in values.items()
    }
    return wording.format(**counted)


class Listed(str):
    """Texts joined to one, which remembers how many they were."""

    items: int

    @classmethod
    def of(cls, between: str, items: Iterable[str]) -> Listed:
        """Join the items with `between`."""
        kept = list(items)
        listed = cls(between.join(kept))
        listed.items = len(kept)
        return listed

    def __format__(self, spec: str) -> str:
        """Choose a word by the number of items, or format the text."""
        word = _chosen(self.items, spec)
        return super().__format__(spec) if word is None else word


class _Count(int):
    """A whole number that chooses between two words."""

    def __format__(self, spec: str) -> str:
        word = _chosen(self, spec)
        return super().__format__(spec) if word is None else word


def _chosen(count: int, spec: str) -> str | None:
    """Return the word of `one|more` for a count; None where the spec is no choice."""
    one, bar, more = spec.partition("|")
    if not bar:
        return None
    return one if count == 1 else more
