"""Translates the words under a head into the codes of a column of ours."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from engine.dataset.names import folded, unambiguous
from engine.dataset.schema import Column
from engine.errors import Text
from engine.mapping.model import Translation
from engine.mapping.suggest.shapes import Values
from engine.mapping.suggest.synonyms import Synonyms
from engine.rulebook.model import Vocabulary
from engine.wording.terms import LEVELS

# The flags that a dataset reads as they stand.
_OWN_FLAGS = {
    **dict.fromkeys(("true", "yes", "1", "是"), "true"),
    **dict.fromkeys(("false", "no", "0", "否"), "false"),
}
_INITIALS = 3
_CONTRARY = {"true": "false", "false": "true"}


@dataclass(frozen=True)
class Translated:
    """The words of a column as codes.

    `translation` has no list where a dataset reads every word as it stands. `known` is
    the share of the rows whose word is known; `unknown` are the words that are not.
    """

    translation: Translation
    known: float
    unknown: tuple[str, ...]

    @property
    def is_as_it_stands(self) -> bool:
        """Whether no word needs to be translated."""
        return self.translation.values is None


class CodeWords:
    """The words for the codes of every column that has codes."""

    def __init__(self, vocabulary: Vocabulary, synonyms: Synonyms) -> None:
        named: dict[str, Mapping[str, Text]] = {
            **vocabulary.codes,
            "kind": vocabulary.credentials,
            "roles": vocabulary.roles,
            "level": LEVELS,
        }
        self._codes = {
            column: _words_of_codes(codes, synonyms.codes.get(column, {}))
            for column, codes in named.items()
        }
        self._shown_by = {
            place: frozenset(map(folded, words))
            for place, words in synonyms.value_words.items()
        }
        self._endings = tuple(map(folded, synonyms.company_endings))
        self._flags = _OWN_FLAGS | {
            folded(word): flag
            for flag, words in synonyms.flags.items()
            for word in words
        }

    def translate(
        self, column: Column, values: Values, *, negated: bool = False
    ) -> Translated:
        """Translate the words under a head for a column of codes, roles or flags.

        `negated`: the head asks for the contrary of the flag.
        """
        is_flag = column.type == "flag"
        words = self._flags if is_flag else self._codes.get(column.name, {})
        if negated:
            words = {word: _CONTRARY[flag] for word, flag in words.items()}
        own = _own(column, words)
        found = {value: words.get(folded(value)) for value in values.distinct}
        known = {value: code for value, code in found.items() if code is not None}
        unknown = tuple(value for value, code in found.items() if code is None)
        if not negated and all(
            (folded(v) in _OWN_FLAGS) if is_flag else (v in own) for v in known
        ):
            return Translated(Translation(), values.share(known.__contains__), unknown)
        return Translated(Translation(known), values.share(known.__contains__), unknown)

    def shown_by(self, table: str, values: Values) -> str | None:
        """Return the column of a table that most of some values show; None: none."""
        for (of, column), words in self._shown_by.items():
            if of == table and values.are(lambda v, w=words: folded(v) in w):  # type: ignore[misc]
                return column
        return None

    def is_company(self, text: str) -> bool:
        """Say whether a text ends as the name of a company does."""
        return bool(self._endings) and folded(text).endswith(self._endings)

    def codes_in(self, column: str, text: str) -> set[str]:
        """Return the codes of a column whose words stand somewhere in a text."""
        text = folded(text)
        return {
            code
            for word, code in self._codes.get(column, {}).items()
            if len(word) > 1 and _stands_in(word, text)
        }


def _stands_in(word: str, text: str) -> bool:
    """Say whether a word stands in a text; an English one for itself, and no mere initials."""
    if not word.isascii():
        return word in text
    return (
        len(word) > _INITIALS and re.search(rf"\b{re.escape(word)}\b", text) is not None
    )


def _words_of_codes(
    codes: Mapping[str, Text], synonyms: Mapping[str, tuple[str, ...]]
) -> dict[str, str]:
    """Return the code of each word that stands for one code only."""
    return unambiguous(
        (folded(word), code)
        for code, name in codes.items()
        for word in (code, name.zh, name.en, *synonyms.get(code, ()))
    )


def _own(column: Column, words: Mapping[str, str]) -> set[str]:
    """Return the words that a dataset reads by itself: codes and their Chinese names."""
    return {name for name, _ in column.called} | set(words.values())
