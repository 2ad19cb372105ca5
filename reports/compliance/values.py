"""The values that the template of the compliance report prints."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from engine.errors import Language
from reports.charts import Chart
from reports.dataset import DatasetTexts
from reports.ending import Method, Seal
from reports.findings import Asked, Cause, Pending, RuleFindings, Said
from reports.front import Front
from reports.outline import Entry


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


@dataclass(frozen=True)
class ForceFindings:
    """The breaches of the rules of one force."""

    key: str
    name: str
    rules: Sequence[RuleFindings]


@dataclass(frozen=True)
class Breaches:
    """All breaches: those that fit, rules that had no room, questions for the officer.

    `lead` says how many there are, of how many duties.
    """

    lead: str
    forces: Sequence[ForceFindings]
    left_out: Sequence[RuleFindings]
    asked: Sequence[Asked]
    asked_heading: str


@dataclass(frozen=True)
class Counted:
    """A verdict in both runs."""

    verdict: str
    name: str
    then: str
    now: str
    change: str


@dataclass(frozen=True)
class Moved:
    """Findings that stand in the same way to the earlier run: how many, which."""

    key: str
    name: str
    meaning: str
    count: int
    rules: Sequence[Said]


@dataclass(frozen=True)
class Trend:
    """What changed since an earlier run; `notes` say what the comparison rests on."""

    lead: str
    notes: Sequence[str]
    counts: Sequence[Counted]
    moved: Sequence[Moved]


@dataclass(frozen=True)
class Contents:
    """Everything the template prints.

    `say` picks and fills the wording of the language. `trend` is None without an earlier
    run to compare with; `lives` None where no battery has a breach.
    """

    language: Language
    say: Callable[..., str]
    title: str
    state: str
    as_of: str
    packlaw: str
    dataset: DatasetTexts
    front: Front
    contents: Sequence[Entry]
    sections: Mapping[str, Section]
    scope: Scope
    denominator: Denominator
    breaches: Breaches
    causes: Sequence[Cause]
    causes_left_out: int
    pending: Pending
    calendar: Chart | None
    trend: Trend | None
    lives: Chart | None
    lives_note: str
    method: Method
    seal: Seal
