"""The values that the templates print of what a report rests on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reports.words import Said


@dataclass(frozen=True)
class Section:
    """A section: its heading and what links lead to."""

    heading: str
    anchor: str


@dataclass(frozen=True)
class TableRows:
    """How the rows of one table of the dataset were read."""

    name: str
    counts: Sequence[int]


@dataclass(frozen=True)
class Scope:
    """What was read: the dataset, its tables, and what is not known."""

    facts: Sequence[Said]
    tables: Sequence[TableRows]
    sources: Sequence[str]
    causes: Sequence[str]
    warnings: Sequence[str]


@dataclass(frozen=True)
class RuleCounts:
    """The duties of one rule by verdict; `anchor` leads to its findings, "" without."""

    article: str
    title: str
    anchor: str
    counts: Mapping[str, int]


@dataclass(frozen=True)
class InstrumentCounts:
    """The rules of one instrument that opened duties for the party."""

    title: str
    rules: Sequence[RuleCounts]


@dataclass(frozen=True)
class ForceCounts:
    """The duties of the rules of one force, with what that means, and their totals."""

    name: str
    meaning: str
    instruments: Sequence[InstrumentCounts]
    totals: Mapping[str, int]


@dataclass(frozen=True)
class Covered:
    """The articles of one instrument by how far they are checked."""

    title: str
    counts: Sequence[int]
    total: int


@dataclass(frozen=True)
class UncheckedState:
    """Articles that are checked as far as each other, each with why no further."""

    name: str
    articles: Sequence[str]


@dataclass(frozen=True)
class Unchecked:
    """The articles of one instrument that are not checked, or only in part."""

    title: str
    states: Sequence[UncheckedState]


@dataclass(frozen=True)
class Denominator:
    """What was checked and what not: duties by article, articles by coverage, reasons.

    `silent` counts rules that opened no duty for the party, `left_out` names those not
    run. `unchecked` has the articles that rules do not check, or check in part.
    """

    forces: Sequence[ForceCounts]
    silent: int
    left_out: Sequence[str]
    coverages: Sequence[str]
    covered: Sequence[Covered]
    totals: Sequence[int]
    articles: int
    unchecked: Sequence[Unchecked]
