"""Where in a text an obligation of unknown number may stand: by the words they share."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass

from engine.rulebook import OfficialText, Passage

_CHINESE = re.compile("[一-鿿]+")
_ENGLISH = re.compile("[a-z]{4,}")
_MOST = 2


@dataclass(frozen=True)
class Candidate:
    """An article, and the words it shares with what is looked for."""

    passage: Passage
    shared: tuple[str, ...]


def candidates(sought: str, text: OfficialText) -> tuple[Candidate, ...]:
    """The articles nearest to a title, the nearest first; none where no word is shared.

    Words that half of the articles use tell nothing and do not count.
    """
    used = Counter(w for p in text.passages for w in _words(p.words))
    rare = {word: math.log(len(text.passages) / count) for word, count in used.items()
            if 2 * count <= len(text.passages) + 1}  # fmt: skip
    wanted = _words(sought) & rare.keys()
    scored = [
        (sum(rare[word] for word in found), passage, found)
        for passage in text.passages
        if (found := wanted & _words(passage.words))
    ]
    scored.sort(key=lambda each: (-each[0], each[1].line))
    return tuple(
        Candidate(passage, _runs(sought, found)) for _, passage, found in scored[:_MOST]
    )


def _words(text: str) -> set[str]:
    """Pairs of Chinese characters, which stand for words, and English words."""
    pairs = {
        run[at : at + 2] for run in _CHINESE.findall(text) for at in range(len(run) - 1)
    }
    return pairs | set(_ENGLISH.findall(text.lower()))


def _runs(sought: str, found: set[str]) -> tuple[str, ...]:
    """The shared pairs put together again where they overlap, in their order."""
    runs: list[str] = []
    for run in _CHINESE.findall(sought):
        held = ""
        for at in range(len(run) - 1):
            pair = run[at : at + 2]
            if pair in found:
                held = held + pair[1] if held else pair
            elif held:
                runs.append(held)
                held = ""
        runs += [held] if held else []
    runs += [word for word in _ENGLISH.findall(sought.lower()) if word in found]
    return tuple(dict.fromkeys(runs))
