"""One small change of a piece of a rule, and how a change of a part changes the whole."""

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

    `said`: the change in words. `caught_by`: which example would give another
    verdict. `key`: where it stands, below the key of the whole; '' for itself.
    """

    piece: Piece_co
    said: Text
    missing_example: Text
    key: str = ""


def within(
    changes: Iterable[Change[Piece]], put: Callable[[Piece], Whole], key: str = ""
) -> Iterator[Change[Whole]]:
    """Turn changes of a piece into changes of the whole it is put into, under `key`."""
    for change in changes:
        path = ".".join(name for name in (key, change.key) if name)
        yield Change(put(change.piece), change.said, change.missing_example, path)


@dataclass(frozen=True)
class Listed:
    """Words of a vocabulary that stand in a list: how they are named and tried out.

    `needed`: the example in which one of them, `{}`, decides by itself.
    """

    names: Mapping[str, Text]
    needed: Text

    def changes(
        self, words: tuple[str, ...], taken: Iterable[str] = ()
    ) -> Iterator[Change[tuple[str, ...]]]:
        """Drop each word where others are left, and swap each for one not `taken`."""
        for place, word in enumerate(words):
            before, after = words[:place], words[place + 1 :]
            name = self.name(word)
            missing_example = filled(self.needed, name)
            if len(words) > 1:
                said = filled(Text("去掉“{}”", "“{}” dropped"), name)
                yield Change(before + after, said, missing_example)
            other = self.next_after(word, {*words, *taken})
            if other is not None:
                said = filled(Text("“{}”换成“{}”", "“{}” swapped for “{}”"), name,
                              self.name(other))  # fmt: skip
                yield Change((*before, other, *after), said, missing_example)

    def name(self, word: str) -> Text:
        return self.names.get(word, Text(word, word))

    def next_after(self, word: str, taken: Iterable[str]) -> str | None:
        """Return the next word of the vocabulary that is not taken, around its end."""
        words, used = list(self.names), set(taken)
        start = words.index(word) + 1 if word in self.names else 0
        return next((w for w in words[start:] + words[:start] if w not in used), None)


def filled(text: Text, *pieces: Text) -> Text:
    """Put pieces into the `{}` of a text, each in its language."""
    return Text(
        text.zh.format(*(piece.zh for piece in pieces)),
        text.en.format(*(piece.en for piece in pieces)),
    )
