"""Finds the articles that an obligation of unknown number may be, by shared words."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass

from engine.rulebook import OfficialText, Passage

_CHINESE = re.compile("[一-鿿]+")
_ENGLISH = re.compile("[a-z]{4,}")
_MOST = 2  # candidates offered


@dataclass(frozen=True)
class Candidate:
    """An article, and the words it shares with the title searched for."""

    passage: Passage
    shared: tuple[str, ...]


def candidates(sought: str, text: OfficialText) -> tuple[Candidate, ...]:
    """Return the articles nearest to a title, best first; none without a shared word.

    Each shared word weighs log(articles / articles with the word), its inverse
    document frequency. Words in more than half of the articles do not count.
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
    """Return the pairs of adjacent Chinese characters, and the English words."""
    pairs = {
        run[at : at + 2] for run in _CHINESE.findall(text) for at in range(len(run) - 1)
    }
    return pairs | set(_ENGLISH.findall(text.lower()))


def _runs(sought: str, found: set[str]) -> tuple[str, ...]:
    """Join the shared pairs of characters where they overlap, in their order."""
    runs: list[str] = []
    for run in _CHINESE.findall(sought):
        joined = ""
        for at in range(len(run) - 1):
            pair = run[at : at + 2]
            if pair in found:
                joined = joined + pair[1] if joined else pair
            elif joined:
                runs.append(joined)
                joined = ""
        runs += [joined] if joined else []
    runs += [word for word in _ENGLISH.findall(sought.lower()) if word in found]
    return tuple(dict.fromkeys(runs))
