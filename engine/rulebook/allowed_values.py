"""The words that one place of a rule file allows, and the refusal of any other."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from engine.errors import Message, Text, message

_NONE = Text("（无）", "(none)")
_EMPTY_TEXT = Text("空文本", "An empty text")
_LIKENESS = 0.3  # the ratio of difflib from which a word is offered as the nearest


@dataclass(frozen=True)
class AllowedValues:
    """The words allowed in one place, and the nouns for one and for all of them.

    `words` may map each word to its name, which is a Text where it has one.
    `defined_in` is the file that lists them; they are then shown in sorted order.
    `in_short` replaces a list of words too long to read.
    """

    one: Text  # "a role"
    all: Text  # "Roles"
    words: Collection[str] | Mapping[str, object]
    defined_in: str | None = None
    in_short: Text | None = None

    def __contains__(self, word: str) -> bool:
        """Return whether the word is allowed."""
        return word in self.words

    def refusal(self, word: str) -> Message:
        """Return the message that refuses a word, offers the nearest and lists all."""
        return message(
            "rulebook.refusal", refused=self._refused(word), allowed=self._allowed()
        )

    def _refused(self, word: str) -> Message:
        close = get_close_matches(word, self.words, n=1, cutoff=_LIKENESS)
        if not close:
            return message("rulebook.refused", word=word or _EMPTY_TEXT, one=self.one)
        name = self.words[close[0]] if isinstance(self.words, Mapping) else None
        if isinstance(name, Text):
            return message(
                "rulebook.refused-near-named",
                word=word,
                one=self.one,
                nearest=close[0],
                name=name.zh,
            )
        return message(
            "rulebook.refused-near", word=word, one=self.one, nearest=close[0]
        )

    def _allowed(self) -> Message:
        listed = sorted(self.words) if self.defined_in else self.words
        words = self.in_short or tuple(listed) or _NONE
        if self.defined_in is None:
            return message("rulebook.allowed", all=self.all, words=words)
        return message(
            "rulebook.allowed-defined",
            all=self.all,
            words=words,
            file=self.defined_in,
        )
