"""Reads a head: what it may name in each of our tables, how surely, and its unit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from engine.dataset.names import folded
from engine.dataset.schema import TableSchema, schemas_of
from engine.mapping import units
from engine.mapping.suggest.head_words import event_words, words_of
from engine.mapping.suggest.meanings import Meaning, Sure, as_part, meaning_of
from engine.mapping.suggest.short_forms import ShortForms
from engine.mapping.suggest.synonyms import Synonyms
from engine.mapping.suggest.tokens import Lexicon
from engine.rulebook.model import Vocabulary

_BRACKETS = re.compile(r"[(（\[【]([^()（）\[\]【】]*)[)）\]】]")
# Not within a unit such as kWh.
_CAMEL = re.compile(r"(?<=[a-z]{2})(?=[A-Z])")


@dataclass(frozen=True)
class Head:
    """A head as it is read: its meaning in each table that it may belong to.

    `unit` is the unit of its numbers as a mapping writes it; `foreign` says that it has
    one that a mapping does not know.
    """

    text: str
    meanings: Mapping[str, Meaning]
    unit: str | None = None
    foreign: bool = False


class HeadReader:
    """Reads heads by the names of a vocabulary and by synonyms."""

    def __init__(self, vocabulary: Vocabulary, synonyms: Synonyms) -> None:
        """Collect the words once, for every head of every file."""
        self._schemas = schemas = schemas_of(vocabulary)
        records = schemas["records"]
        self._english = {
            folded(text.en): name
            for name, text in vocabulary.fields.items()
            if name in records.names
        }
        self._lexicons = {
            table: Lexicon(words_of(table, schema, vocabulary, synonyms))
            for table, schema in schemas.items()
        }
        self._short = ShortForms(synonyms.short)
        self._events = Lexicon(event_words(vocabulary, synonyms))
        self._document_field = synonyms.document_field
        self._units = {
            folded(word): unit
            for unit in units.NAMES
            for word in (unit, *synonyms.units.get(unit, ()))
        }
        self._other_units = {folded(word) for word in synonyms.other_units}

    def read(self, text: str) -> Head:
        """Read one head; one that says nothing else, with its short forms written out."""
        head = self._read(text)
        if any(meaning.sure != "guess" for meaning in head.meanings.values()):
            return head
        written = self._short.written_out(text)
        return self._of_short(head, self._read(written)) if written else head

    def _of_short(self, head: Head, written: Head) -> Head:
        """Return a head as its short forms read, which nobody has to mean so."""
        meanings = {
            table: replace(
                meaning, sure=meaning.sure if meaning.sure == "guess" else "likely"
            )
            for table, meaning in written.meanings.items()
        }
        return replace(head, meanings={**head.meanings, **meanings})

    def _read(self, text: str) -> Head:
        bare, unit, foreign = self._without_unit(text)
        found: dict[str, Meaning] = {}
        for table, schema in self._schemas.items():
            parts = filter(None, map(str.strip, _parts_of(bare, text)))
            meaning = _best(
                (
                    self._named(table, schema, text),
                    self._named(table, schema, bare),
                    *(
                        meaning_of(table, schema, self._lexicons[table].split(part))
                        for part in parts
                    ),
                )
            )
            if meaning:
                found[table] = self._with_event(meaning, bare)
        return Head(text, found, unit, foreign)

    def _with_event(self, meaning: Meaning, text: str) -> Meaning:
        """Add the event that is part of the word for another party, as in 移交单位."""
        if meaning.side != "other" or meaning.event:
            return meaning
        events = self._events.split(text).of("event")
        return replace(meaning, event=events[-1] if events else None)

    def unit_in(self, text: str) -> str | None:
        """Return the unit that a text is, or has behind a colon; None where it is none."""
        last = re.split("[:：]", text)[-1]
        return self._units.get(folded(last.strip("()（） ")))

    def is_other_unit(self, text: str) -> bool:
        """Say whether a text is a unit that a mapping does not know."""
        return folded(text.strip("()（） ")) in self._other_units

    def _named(self, table: str, schema: TableSchema, text: str) -> Meaning | None:
        """Return the meaning of a head that is the name of a column of ours."""
        name = folded(text)
        column = schema.named.get(name)
        if column is None and table == "records":
            column = self._english.get(name)
        if column is None:
            return None
        # A single English word is common; nobody need have meant ours.
        sure: Sure = "likely" if name.isascii() and name.isalpha() else "sure"
        if column == self._document_field:
            return Meaning("document", sure, by_name=True)
        return as_part(table, Meaning("column", sure, column, by_name=True))

    def _without_unit(self, text: str) -> tuple[str, str | None, bool]:
        """Return a head without its unit and brackets, the unit, and if it is foreign."""
        unit, foreign = None, False
        for inside in _BRACKETS.findall(text):
            unit = unit or self._units.get(folded(inside))
            foreign = foreign or folded(inside) in self._other_units
        bare = _CAMEL.sub(" ", _BRACKETS.sub(" ", text))
        tail = re.search(
            r"(?:[\s/_·,，、-]|(?<=[^\x00-\x7f]))([A-Za-z]+|[吨克斤度])\s*$", bare
        )
        if tail and unit is None and tail.start() > 0:
            word = folded(tail[1])
            unit = self._units.get(word)
            if unit is not None or word in self._other_units:
                foreign = unit is None
                bare = bare[: tail.start(1)].rstrip(" /_·,，、-")
        return bare, unit, foreign


def _best(found: Iterable[Meaning | None]) -> Meaning | None:
    order = ("sure", "likely", "guess")
    return min(
        (meaning for meaning in found if meaning),
        key=lambda meaning: order.index(meaning.sure),
        default=None,
    )


def _parts_of(bare: str, text: str) -> Iterator[str]:
    """Yield what may be read for itself: all but brackets, each bracket, the last head.

    Heads that stand one below the other have a slash between them.
    """
    yield bare
    yield from _BRACKETS.findall(text)
    if "/" in bare:
        yield bare.rpartition("/")[2]
