"""Splits a text into words that are known, and says how much of it they cover."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from engine.dataset.names import tidy

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z][a-z])")
_RUN = re.compile(r"[a-z0-9]+")
# A Chinese character says about as much as a short English word.
_WEIGHT_OF_WIDE = 3
# Up to so many letters a word is an abbreviation, which has no plural.
_SHORT = 3


@dataclass(frozen=True)
class Token:
    """A known word in a text: what it can mean, as pairs (kind, meaning)."""

    text: str
    meanings: tuple[tuple[str, str], ...]

    def meaning(self, kind: str) -> str | None:
        """Return what the word means as a word of one kind; None where it is none."""
        return next((meant for k, meant in self.meanings if k == kind), None)


@dataclass(frozen=True)
class Tokens:
    """The known words of a text in order, and the share of the text that they cover."""

    found: tuple[Token, ...]
    covered: float

    def of(self, kind: str) -> tuple[str, ...]:
        """Return the meanings of the words of one kind, in order."""
        meant = (token.meaning(kind) for token in self.found)
        return tuple(meaning for meaning in meant if meaning is not None)

    def has(self, kind: str) -> bool:
        """Say whether some word is of a kind."""
        return any(token.meaning(kind) is not None for token in self.found)


class Lexicon:
    """Known words, each with what it can mean."""

    def __init__(self, words: Iterable[tuple[str, str, str]]) -> None:
        """Collect words as (word, kind, meaning)."""
        meanings: dict[str, list[tuple[str, str]]] = {}
        for word, kind, meaning in words:
            for form in _forms(normal(word)):
                known = meanings.setdefault(form, [])
                if (kind, meaning) not in known:
                    known.append((kind, meaning))
        self._meanings: Mapping[str, tuple[tuple[str, str], ...]] = {
            word: tuple(meant) for word, meant in meanings.items() if word
        }
        self._longest = max(map(len, self._meanings), default=0)

    def split(self, text: str) -> Tokens:
        """Split a text so that known words cover most of it, and are the longest."""
        text = normal(text)
        # Best way to split what begins at each place: weight covered, then few words.
        best: list[tuple[int, int, tuple[Token, ...]]] = [(0, 0, ())] * (len(text) + 1)
        for start in range(len(text) - 1, -1, -1):
            found = best[_skipped(text, start)]
            for end in range(start + 1, min(start + self._longest, len(text)) + 1):
                word = text[start:end]
                if word in self._meanings and _stands_apart(text, start, end):
                    covered, count, rest = best[end]
                    token = Token(word, self._meanings[word])
                    found = max(
                        found,
                        (covered + _weight(word), count - 1, (token, *rest)),
                        key=lambda split: split[:2],
                    )
            best[start] = found
        total = _weight(text)
        return Tokens(best[0][2], best[0][0] / total if total else 0.0)


def _forms(word: str) -> tuple[str, ...]:
    """Return a word as it stands and, if it is English, for several."""
    is_english = len(word) > _SHORT and word[-1:].isascii() and word[-1:].isalpha()
    return (word, f"{word}s") if is_english and not word.endswith("s") else (word,)


@lru_cache(maxsize=20_000)
def normal(text: str) -> str:
    """Return a text as words are compared: small letters, single blanks, no signs."""
    text = text.replace("#", " no ").replace("№", " no ")
    text = _CAMEL.sub(" ", unicodedata.normalize("NFKC", tidy(text)))
    kept = (c if c.isalnum() or c in "√✓✔×✗" else " " for c in text)
    text = " ".join("".join(kept).split()).casefold()
    # A blank parts English words; beside a Chinese character it says nothing.
    return re.sub(r"(?<=[^\x00-\x7f]) | (?=[^\x00-\x7f])", "", text)


def _skipped(text: str, start: int) -> int:
    """Return where to go on behind an unknown character, or an unknown English word."""
    run = _RUN.match(text, start)
    return run.end() if run else start + 1


def _stands_apart(text: str, start: int, end: int) -> bool:
    """Say whether what stands there is no part of a longer English word."""
    return not (
        (start and _in_one_word(text[start - 1], text[start]))
        or (end < len(text) and _in_one_word(text[end - 1], text[end]))
    )


def _in_one_word(left: str, right: str) -> bool:
    return _is_small(left) and _is_small(right)


def _is_small(character: str) -> bool:
    return character.isascii() and character.isalnum()


def _weight(text: str) -> int:
    return sum(1 if c.isascii() else _WEIGHT_OF_WIDE for c in text if not c.isspace())
