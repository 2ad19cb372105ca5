"""The words that companies write for what a vocabulary names, as they are reviewed.

They are data beside the rules (`rules/vocabulary/mapping/synonyms-<vocabulary>.yaml`) and no law: a
mapping that is proposed from them is confirmed by a person.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Words = tuple[str, ...]
Listed = Mapping[str, Words]


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
class Synonyms:
    """The words of one file; each list maps what is meant to the words for it.

    `heads` and `likely_heads` have tables and columns for keys, `codes` columns (fields,
    `kind`, `roles`, `level`) and codes; `negated_heads` ask for the contrary of a flag.
    `only_with` has the columns that are proposed
    only with another, `only_beside` the events whose days count only beside some others,
    `batteries` what says of which event a battery is.
    `comes` and `goes` say to which side an event moves what it is about.
    `document_field` has the number of a paper. `signatures` are how a line of signatures
    begins.
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
    instead: tuple[Instead, ...] = ()
    codes: Mapping[str, Listed] = field(default_factory=dict)
    flags: Listed = field(default_factory=dict)
    units: Listed = field(default_factory=dict)
    other_units: Words = ()
    from_titles: Words = ()
    totals: Words = ()
    signatures: Words = ()
    hints: Words = ()
