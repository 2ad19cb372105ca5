"""Tells what the sentences of like findings have in common from what differs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from engine.errors import Language

_BETWEEN = {"zh": "；", "en": "; "}
# Shorter values may stand in a sentence by chance.
_SHORTEST = 3


def differing_clauses(
    sentences: Sequence[str], shown: Sequence[Iterable[str]], language: Language
) -> list[str]:
    """Return of each row's sentence the clauses that not all rows have; "" for none.

    `shown` are the values that each row shows elsewhere: clauses that differ in them
    alone are alike. Sentences of different numbers of clauses differ as a whole.
    """
    between = _BETWEEN[language]
    split = [sentence.split(between) for sentence in sentences]
    plain = [
        _without(sentence, values).split(between)
        for sentence, values in zip(sentences, shown, strict=True)
    ]
    if len({len(clauses) for clauses in (*split, *plain)}) > 1:
        return [*sentences] if len(sentences) > 1 else [""]
    places = [
        place
        for place, alike in enumerate(zip(*plain, strict=True))
        if len(set(alike)) > 1
    ]
    return [between.join(clauses[place] for place in places) for clauses in split]


def _without(sentence: str, values: Iterable[str]) -> str:
    for value in sorted(set(values), key=lambda value: (-len(value), value)):
        if len(value) >= _SHORTEST:
            sentence = sentence.replace(value, "{}")
    return sentence
