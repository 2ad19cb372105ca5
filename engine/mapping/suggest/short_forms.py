"""Writes out the short forms in names of fields: rkrq, ZZ_REPDAT, dcbm."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from engine.mapping.suggest.tokens import normal


class ShortForms:
    """The short forms of words, each of which stands for one word."""

    def __init__(self, short: Mapping[str, tuple[str, ...]]) -> None:
        self._words = {
            normal(form): word for word, forms in short.items() for form in forms
        }
        self._longest = max(map(len, self._words), default=0)
        self._split = cache(self._found)

    def written_out(self, text: str) -> str | None:
        """Return a name with its short forms written out; None where it has none.

        A run of letters is written out where it is made of short forms alone, and of
        as few as may be.
        """
        runs = normal(text).split()
        if not text.isascii() or not runs:
            return None
        found = [self._split(run) for run in runs]
        if not any(found):
            return None
        return " ".join(
            "".join(words) if words else run
            for run, words in zip(runs, found, strict=True)
        )

    def _found(self, run: str) -> tuple[str, ...] | None:
        """Return the words of which a run is short; None where it is not."""
        best: list[tuple[str, ...] | None] = [None] * len(run) + [()]
        for start in range(len(run) - 1, -1, -1):
            for end in range(start + 1, min(start + self._longest, len(run)) + 1):
                word, rest = self._words.get(run[start:end]), best[end]
                if word is None or rest is None:
                    continue
                known = best[start]
                if known is None or len(rest) + 1 < len(known):
                    best[start] = (word, *rest)
        return best[0]
