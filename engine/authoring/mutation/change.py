"""One change of a piece of a rule, and how it becomes a change of the whole rule."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from engine.rulebook import Text

Piece = TypeVar("Piece")
Piece_co = TypeVar("Piece_co", covariant=True)
Whole = TypeVar("Whole")


@dataclass(frozen=True)
class Change(Generic[Piece_co]):
    """A piece of a rule as changed.

    `description`: the change in words. `missing_example`: an example that would give
    another verdict. `key`: where the change is, below the key of the piece it is lifted
    to; '' for the piece itself.
    """

    piece: Piece_co
    description: Text
    missing_example: Text
    key: str = ""


def lift(
    changes: Iterable[Change[Piece]], put: Callable[[Piece], Whole], key: str = ""
) -> Iterator[Change[Whole]]:
    """Turn changes of a piece into changes of the whole that `put` makes of it.

    `key` is the piece's key in the whole.
    """
    for change in changes:
        path = ".".join(name for name in (key, change.key) if name)
        yield Change(
            put(change.piece), change.description, change.missing_example, path
        )


@dataclass(frozen=True)
class WordChanges:
    """Changes words of a vocabulary that stand in a list.

    `names`: all words of the kind. `example`: the example in which one word, the `{}`,
    decides by itself.
    """

    names: Mapping[str, Text]
    example: Text

    def of(self, words: tuple[str, ...]) -> Iterator[Change[tuple[str, ...]]]:
        """Drop each word where others are left, and swap each for one not listed."""
        for place, word in enumerate(words):
            before, after = words[:place], words[place + 1 :]
            name = self.name(word)
            example = filled(self.example, name)
            if len(words) > 1:
                description = filled(Text("去掉“{}”", "“{}” dropped"), name)
                yield Change(before + after, description, example)
            other = self._next_after(word, words)
            if other is not None:
                description = filled(
                    Text("“{}”换成“{}”", "“{}” swapped for “{}”"),
                    name,
                    self.name(other),
                )
                yield Change((*before, other, *after), description, example)

    def name(self, word: str) -> Text:
        """Return the name of a word; the word itself where it has none."""
        return self.names.get(word, Text(word, word))

    def _next_after(self, word: str, listed: tuple[str, ...]) -> str | None:
        """Return the next word of the vocabulary that is not listed, around its end."""
        words = list(self.names)
        start = words.index(word) + 1 if word in self.names else 0
        rest = words[start:] + words[:start]
        return next((other for other in rest if other not in listed), None)


def filled(text: Text, *pieces: Text) -> Text:
    """Put pieces into the `{}` of a text, each in its language."""
    return Text(
        text.zh.format(*(piece.zh for piece in pieces)),
        text.en.format(*(piece.en for piece in pieces)),
    )
