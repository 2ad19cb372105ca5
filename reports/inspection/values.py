"""The values that the template of the inspection report prints."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engine.errors import Language, Text
from reports.dataset import DatasetTexts

# The key that rules are sorted by: instrument, order of the article, rule id.
Place = tuple[str, tuple[bool, list[int], str], str]


@dataclass(frozen=True)
class Verdict:
    """A verdict: its name and what it means."""

    name: str
    meaning: str


@dataclass(frozen=True)
class Cell:
    """One value of a record with its label; the value is worded where it is empty."""

    label: str
    value: str


@dataclass(frozen=True)
class Finding:
    """One finding: what the record shows, the verdict, the evidence and the witness.

    `word` is the name of the verdict. `note` says why the values of `evidence` are not
    printed, "" where they are. `witness` are values of the record compared with, or
    none; `witness_id` is its id. `remedy`: what to do, "" for a breach, whose remedy is
    that of its rule.
    """

    verdict: str
    word: str
    reason: str
    shows: Sequence[Cell]
    evidence: Sequence[Cell]
    note: str
    witness: Sequence[Cell]
    witness_id: str | None
    remedy: str
    id: str


@dataclass(frozen=True)
class Question:
    """What an officer answers before a penalty, and where it comes from."""

    text: str
    source: str


@dataclass(frozen=True)
class RuleEntry:
    """One rule of the run: its counts by verdict, and its findings up to the cap.

    `gravity` orders severities, the gravest first; `total` counts the findings of the
    run, `rest` those of them that are not printed. `remedy`: of its breaches, "" without;
    `questions`: what an officer answers first; none without a breach.
    """

    id: str
    anchor: str
    version: str
    title: str
    instrument: Text
    article: str
    cited: str
    place: Place
    basis: str
    severity: str
    gravity: int
    is_reviewed: bool
    counts: Mapping[str, int]
    remedy: str
    questions: Sequence[Question]
    findings: Sequence[Finding]
    total: int
    rest: int


@dataclass(frozen=True)
class RuleInstrument:
    """The rules of one instrument, within a force."""

    title: Text
    rules: Sequence[RuleEntry]


@dataclass(frozen=True)
class Asked:
    """What an officer answers under breaches of some instruments."""

    instruments: Sequence[Text]
    questions: Sequence[Question]


@dataclass(frozen=True)
class Force:
    """The rules of one force: all, with a breach, and with findings to print.

    `asked`: what an officer answers under its breaches, each once; `heading` of these.
    """

    name: str
    meaning: str
    key: str
    rules: Sequence[RuleEntry]
    instruments: Sequence[RuleInstrument]
    totals: Mapping[str, int]
    breached: Sequence[RuleEntry]
    found: Sequence[RuleEntry]
    heading: str
    asked: Sequence[Asked]


@dataclass(frozen=True)
class UncheckedArticles:
    """One article, or neighbours of which the instrument says the same."""

    name: str
    heading: str
    coverage: str
    why: str
    question: str | None


@dataclass(frozen=True)
class UncheckedInstrument:
    """An instrument: its articles by coverage, and those not checked automatically."""

    title: Text
    coverage: Mapping[str, int]
    total: int
    articles: Sequence[UncheckedArticles]


@dataclass(frozen=True)
class Limits:
    """The parties and rules that the run was limited to; None for all."""

    entities: Sequence[str]
    rule_ids: Sequence[str] | None


@dataclass(frozen=True)
class Reviewed:
    """How many rules of the rulebook a lawyer has signed off."""

    signed: int
    total: int


@dataclass(frozen=True)
class Gap:
    """A line of the banner, and the causes below it.

    `causes`: the lines that have room on the cover. Where the last of them only counts
    the others, `all_causes` has a line for each; else nothing.
    """

    line: str
    causes: Sequence[str]
    all_causes: Sequence[str]


@dataclass(frozen=True)
class Contents:
    """Everything that the report prints, in its order.

    `say` picks one of two texts and fills in its values. `five` has the labels of the
    five parts of a finding, `witness` and `called` those of its record compared with and
    of its id. `result`: one sentence. `gaps`: the lines on what was not read, is not
    there or not known. `records` and `tables` are the counts of rows of summary.json, but
    that `rejected` in `records` counts those of all tables.
    """

    language: Language
    say: Callable[..., str]
    title: str
    state: str
    cap: int
    dataset: DatasetTexts
    as_of: str
    engine: str
    packlaw: str
    fingerprint: str
    versions: Mapping[str, str]
    limits: Limits
    nothing_judged: bool
    result: str
    gaps_heading: str
    gaps: Sequence[Gap]
    records: Mapping[str, int]
    tables: Mapping[str, Any]
    warnings: Sequence[str]
    five: Mapping[str, str]
    witness: str
    called: str
    verdicts: Mapping[str, Verdict]
    confidences: Mapping[str, str]
    coverages: Mapping[str, str]
    forces: Sequence[Force]
    binding: Force
    unchecked: Sequence[UncheckedInstrument]
    left_out: Sequence[str]
    reviewed: Reviewed
