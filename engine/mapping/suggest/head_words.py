"""The words of which the heads of each table are made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from engine.dataset.schema import TableSchema
from engine.mapping.suggest.meanings import LINE_PARTS, SIDES_OF
from engine.mapping.suggest.synonyms import Synonyms, Words
from engine.mapping.suggest.tokens import normal
from engine.rulebook.columns import REGISTERS
from engine.rulebook.model import Vocabulary

# What a word put together is as a word of a head, where that has another name.
_KINDS = {"column": "column likely"}


def words_of(
    table: str, schema: TableSchema, vocabulary: Vocabulary, synonyms: Synonyms
) -> Iterator[tuple[str, str, str]]:
    """Yield the words (word, kind, meaning) of which heads of a table are made."""
    for kind, words in synonyms.words.items():
        yield from ((word, kind, "") for word in words)
    for name, words in synonyms.parties.items():
        of, _, column = name.rpartition(".")
        if of == table:
            yield from ((word, "party", column) for word in words)
        elif not of and (table == "records" or name == "any"):
            yield from ((word, "party", name) for word in words)
    if table == "records":
        yield from _compounds("party", synonyms)
        yield from _compounds("column", synonyms)
    yield from _heads_of(table, synonyms)
    for ours in schema.columns:
        if ours.name == synonyms.document_field:
            yield from ((word, "document", "") for word in ours.chinese)
        elif ours.name not in LINE_PARTS and ours.name not in SIDES_OF:
            yield from ((word, "column sure", ours.name) for word in ours.chinese)
    if table == "records":
        yield from event_words(vocabulary, synonyms)
        for event, words in synonyms.batteries.items():
            yield from ((word, "of", event) for word in words)


def _heads_of(table: str, synonyms: Synonyms) -> Iterator[tuple[str, str, str]]:
    """Yield the heads of a table; those of another are known, and of no use, in it.

    So a head that another table has is not read as a shorter one in it. The heads of
    days are left out: a day of a register may be the day of an event, too.
    """
    tiers = (
        ("sure", synonyms.heads),
        ("likely", synonyms.likely_heads),
        ("negated", synonyms.negated_heads),
    )
    for tier, heads in tiers:
        for (of, column), words in heads.items():
            kind = f"column {tier}" if of == table else "elsewhere"
            if of == table or not _is_day(of, column):
                yield from ((word, kind, column) for word in words)
            if of == table:
                yield from ((w, "rank", str(n)) for n, w in enumerate(words))
    for name, words in synonyms.parties.items():
        if "." in name and name.rpartition(".")[0] != table:
            yield from ((word, "elsewhere", name) for word in words)


def _is_day(table: str, column: str) -> bool:
    return table in REGISTERS and REGISTERS[table].get(column) == "date"


def event_words(
    vocabulary: Vocabulary, synonyms: Synonyms
) -> Iterator[tuple[str, str, str]]:
    """Yield the words (word, "event", event) for every event."""
    for event, name in vocabulary.events.items():
        words = (event, name.zh, name.en, *synonyms.events.get(event, ()))
        yield from ((word, "event", event) for word in words)
    yield from _compounds("event", synonyms)


def _compounds(kind: str, synonyms: Synonyms) -> Iterator[tuple[str, str, str]]:
    """Yield the words of a kind that are put together of others, and listed nowhere.

    Each is marked as such, too: nobody has looked at every one of them.
    """
    lists: tuple[Mapping[Any, Words], ...] = (
        synonyms.events, synonyms.parties, synonyms.words, synonyms.heads,
    )  # fmt: skip
    listed = {normal(w) for each in lists for words in each.values() for w in words}
    for compound in synonyms.compounds:
        if compound.kind != kind:
            continue
        for word in compound.words:
            if normal(word) not in listed:
                yield word, _KINDS.get(kind, kind), compound.meaning
                yield word, "compound", ""
