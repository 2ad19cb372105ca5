"""The words that companies write for what a vocabulary names, as they are reviewed.

They are data beside the rules (`rules/vocabulary/mapping/synonyms-<vocabulary>.yaml`) and no law: a
mapping that is proposed from them is confirmed by a person.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product

from engine.errors import Text

Words = tuple[str, ...]
Listed = Mapping[str, Words]


@dataclass(frozen=True)
class TieredHeads:
    """The heads of columns by how surely they name them, while they are read."""

    sure: dict[tuple[str, str], Words]
    likely: dict[tuple[str, str], Words]
    negated: dict[tuple[str, str], Words]
    only_with: dict[tuple[str, str], str]

    def of_more(self, table: str, column: str) -> Words:
        """Return the heads of a column that do not surely name it."""
        place = table, column
        return self.likely.get(place, ()) + self.negated.get(place, ())


@dataclass(frozen=True)
class Instead:
    """An event that is read as another where a column or other events stand beside.

    `read` is None where the day is then of no matter, such as that of a vehicle.
    """

    event: str
    read: str | None
    where: str | None
    beside: tuple[str, ...]


@dataclass(frozen=True)
class Apart:
    """Events that are easily taken for one another, and what tells them apart."""

    events: Words
    note: Text


@dataclass(frozen=True)
class Compound:
    """Words that are put together of two or more: each of the first with each of the next.

    `kind` is "event", "party" or "column", `meaning` the event, the side of the party or
    the column of records, which they may name.
    """

    kind: str
    meaning: str
    parts: tuple[Words, ...]

    @property
    def words(self) -> Iterator[str]:
        """The words: Chinese ones written together, English ones with a blank."""
        for found in product(*self.parts):
            yield ("" if not "".join(found).isascii() else " ").join(found)


@dataclass(frozen=True)
class Synonyms:
    """The words of one file; each list maps what is meant to the words for it.

    `heads` and `likely_heads` have tables and columns for keys, `codes` columns (fields,
    `kind`, `roles`, `level`) and codes; `negated_heads` ask for the contrary of a flag.
    `only_with` has the columns that are proposed
    only with another, `only_beside` the events whose days count only beside some others,
    `batteries` what says of which event a battery is.
    `comes` and `goes` say to which side an event moves what it is about, `other_end`
    which event the party at the other end records of it. `apart` tells events apart.
    `document_field` has the number of a paper. `signatures` are how a line of signatures
    begins.
    `compounds` are words put together of others; what is listed goes before them.
    `short` has the short forms of words in names of fields. `value_words` are values
    that show what a column is, whatever its head.
    """

    words: Listed = field(default_factory=dict)
    parties: Listed = field(default_factory=dict)
    heads: Mapping[tuple[str, str], Words] = field(default_factory=dict)
    likely_heads: Mapping[tuple[str, str], Words] = field(default_factory=dict)
    negated_heads: Mapping[tuple[str, str], Words] = field(default_factory=dict)
    only_with: Mapping[tuple[str, str], str] = field(default_factory=dict)
    document_field: str | None = None
    events: Listed = field(default_factory=dict)
    only_beside: Listed = field(default_factory=dict)
    batteries: Listed = field(default_factory=dict)
    no_events: Words = ()
    company_endings: Words = ()
    comes: Words = ()
    goes: Words = ()
    other_end: Mapping[str, str] = field(default_factory=dict)
    instead: tuple[Instead, ...] = ()
    apart: tuple[Apart, ...] = ()
    codes: Mapping[str, Listed] = field(default_factory=dict)
    flags: Listed = field(default_factory=dict)
    units: Listed = field(default_factory=dict)
    other_units: Words = ()
    from_titles: Words = ()
    totals: Words = ()
    signatures: Words = ()
    hints: Words = ()
    compounds: tuple[Compound, ...] = ()
    short: Listed = field(default_factory=dict)
    value_words: Mapping[tuple[str, str], Words] = field(default_factory=dict)
