"""The values that rule files are read into.

Each class mirrors one mapping of the rule language and holds what was read, with
defaults filled in. Roles, events and fields are words of a vocabulary.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import ClassVar, Literal

from engine.errors import Text

Confidence = Literal["A", "B", "C", "D"]
Force = Literal["binding", "advisory", "voluntary"]
Severity = Literal["minor", "major", "critical"]
Verdict = Literal["compliant", "breach", "pending", "undetermined"]
Expectation = Verdict | Literal["no_duty"]
Coverage = Literal["automated", "partly", "manual", "not-checkable", "text-not-seen"]
FieldType = Literal["text", "number", "date", "flag", "code"]
Unit = Literal["days", "working days", "months", "years"]
Operator = Literal[
    "is", "not", "at_least", "at_most", "over", "under",
    "format", "known", "holds", "holds_any", "runs_outlet_for",
]  # fmt: skip


@dataclass(frozen=True)
class Span:
    """A length of time such as 30 days; the day on which it starts is not counted."""

    count: int
    unit: Unit

    def __str__(self) -> str:
        """Write it as rule files do."""
        return f"{self.count} {self.unit}"


@dataclass(frozen=True)
class Path:
    """Another column of the same row, used as a value: `{path: battery.maker_id}`."""

    name: str


Value = str | Decimal | date | bool | Path


@dataclass(frozen=True)
class Test:
    """A test of one path of a row, which is true, false or unknown.

    `values`: the alternatives for `is`/`not`, the single bound for the four
    comparisons, one format name, one bool for `known`, credential kinds for
    `holds`/`holds_any` (path `actor` or `counterparty`), roles for
    `runs_outlet_for` (path `counterparty`).
    """

    path: str
    operator: Operator
    values: tuple[Value, ...]


@dataclass(frozen=True)
class AnyOf:
    """A disjunction: true where one of the alternatives is true."""

    alternatives: tuple[Condition, ...]


@dataclass(frozen=True)
class NoneOf:
    """A negated disjunction: true where every alternative is false."""

    alternatives: tuple[Condition, ...]


@dataclass(frozen=True)
class Condition:
    """A conjunction of parts; without parts it is true of every row."""

    parts: tuple[Test | AnyOf | NoneOf, ...] = ()


ALWAYS = Condition()


@dataclass(frozen=True)
class Form:
    """What a rule demands; the base class of the forms of demand.

    Each form is a package with a subclass (see `engine/forms/README.md`). A subclass
    overrides the properties that are not empty for it.
    """

    key: ClassVar[str] = ""
    # Whether the form has a key `within`; titles of its rules must then repeat it.
    takes_within: ClassVar[bool] = False

    @property
    def within(self) -> Span | None:
        """The time allowed; None where the form, or the rule, sets no deadline."""
        return None

    @property
    def counts_from_witness(self) -> bool:
        """Whether `within` is counted from the witness and not from the trigger."""
        return False

    @property
    def tested(self) -> tuple[Condition, ...]:
        """The conditions that are tested on single records."""
        return ()

    @property
    def other_events(self) -> tuple[str, ...]:
        """The events of the other records that the demand looks at."""
        return ()

    @property
    def trigger_columns(self) -> tuple[str, ...]:
        """The columns that must be filled in the trigger to match other records."""
        return ()

    @property
    def demanded_columns(self) -> tuple[str, ...]:
        """The columns of records that the demand itself is about."""
        return ()

    @property
    def register_columns(self) -> tuple[tuple[str, str], ...]:
        """The columns of registers, each with its table, read otherwise than by a path."""
        return ()

    @property
    def bounds(self) -> tuple[Decimal, ...]:
        """The numbers that a ratio is compared with."""
        return ()

    @property
    def is_of_a_year(self) -> bool:
        """Whether a duty is owed for a calendar year and not for one record."""
        return False

    def duty_id(self, example: Example) -> str:
        """Return the record_id of the duty on which an example expects a verdict."""
        return example.judge


@dataclass(frozen=True)
class Demand:
    """A form, under `must` (`negated` is False) or under `must_not` (True)."""

    form: Form
    negated: bool = False


@dataclass(frozen=True)
class Source:
    """Where an obligation stands in law; `article` may be "unknown"."""

    instrument: str
    article: str
    confidence: Confidence


@dataclass(frozen=True)
class Period:
    """The days on which the law binds; `until` is exclusive."""

    start: date
    until: date | None = None


@dataclass(frozen=True)
class Review:
    """A lawyer's sign-off; `by` and `on` are None for a draft."""

    state: Literal["draft", "reviewed"] = "draft"
    by: str | None = None
    on: date | None = None


@dataclass(frozen=True)
class Completeness:
    """The first and last day between which no record is missing.

    `start` None: no such day is declared. `until` None: there is no last day.
    """

    start: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Example:
    """A few records of one life with the verdict that is expected of the trigger.

    `records` and `registers` hold the texts of cells by column, as the files of a
    dataset do, without empty cells and with the defaults of the language filled in.
    `judge`: the record_id of the trigger. `line`: its place in the rule file.
    """

    expect: Expectation
    as_of: date
    records: tuple[dict[str, str], ...]
    judge: str
    registers: dict[str, tuple[dict[str, str], ...]]
    complete: Completeness
    line: int

    @property
    def trigger(self) -> dict[str, str]:
        """The record that is judged; its record_id is `judge`."""
        return next(r for r in self.records if r["record_id"] == self.judge)


@dataclass(frozen=True)
class Rule:
    """One obligation, as this rulebook reads it from its source.

    `who` None: anyone. `when` None: any event. `owed_by`: the path of the party that owes
    the duty, None for the actor. `text`: the rule file. `aliases`: the ids that the rule
    had before, the oldest first. `sanctions`: those that `sanction` names, of its own
    instrument or another.
    """

    id: str
    title: Text
    source: Source
    effective: Period
    review: Review
    force: Force
    severity: Severity
    who: tuple[str, ...] | None
    owed_by: str | None
    when: tuple[str, ...] | None
    where: Condition
    demand: Demand
    evidence: tuple[str, ...]
    remedy: Text
    sanction: tuple[str, ...]
    examples: tuple[Example, ...]
    version: str
    file: str
    text: str = field(repr=False, compare=False, default="")
    aliases: tuple[str, ...] = ()
    sanctions: tuple[Sanction, ...] = field(repr=False, compare=False, default=())

    @property
    def first_id(self) -> str:
        """The oldest id of the rule, from which the ids of its findings are made."""
        return self.aliases[0] if self.aliases else self.id


@dataclass(frozen=True)
class Article:
    """An article of an instrument and how far rules check it.

    `question`: what an inspector asks, where the article is not checked by rules alone.
    `confidence`: how well the article is known, where the instrument says so.
    """

    article: str
    heading: Text
    coverage: Coverage
    why: Text
    question: Text | None
    rules: tuple[str, ...]
    confidence: Confidence | None = None


@dataclass(frozen=True)
class Sanction:
    """What the law provides for a conduct; `amounts` and `authority` may be unknown.

    `in_force`, `repealed`: the days of its instrument.
    """

    id: str
    conduct: Text
    measures: tuple[Text, ...]
    amounts: Text | None
    authority: Text | None
    source: Text
    confidence: Confidence
    in_force: date | None = None
    repealed: date | None = None

    def applies_on(self, day: date) -> bool:
        """Return whether its instrument is in force on the day, if that is known."""
        begun = self.in_force is None or self.in_force <= day
        return begun and (self.repealed is None or day < self.repealed)


@dataclass(frozen=True)
class Adopted:
    """The official text kept beside the rules: the day it was taken, and its SHA-256."""

    on: date
    sha256: str


@dataclass(frozen=True)
class Instrument:
    """A law, regulation, measure or standard.

    `aliases`: earlier id to present id of its rules. `questions`: the articles, each
    `<instrument>/<article>`, whose question an officer answers under a breach.
    """

    id: str
    title: Text
    number: str
    issuers: tuple[Text, ...]
    published: date | None
    in_force: date | None
    repealed: date | None
    addresses: tuple[str, ...]
    vocabulary: str
    roll_over: bool
    articles: tuple[Article, ...]
    sanctions: tuple[Sanction, ...]
    file: str
    text: Adopted | None = None
    aliases: dict[str, str] = field(default_factory=dict)
    questions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Custody:
    """Which events move a battery from one holder to another.

    An event is at most one of the `MOVES`; it may also be listed under `uses` and
    `utilizes`.
    """

    MOVES: ClassVar[tuple[str, ...]] = (
        "begins", "receives", "takes", "holds", "hands_on", "releases", "ends",
    )  # fmt: skip

    begins: tuple[str, ...] = ()
    receives: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()
    holds: tuple[str, ...] = ()
    hands_on: tuple[str, ...] = ()
    releases: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()
    utilizes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Vocabulary:
    """The words that a dataset and its rules share, each with its zh and en name."""

    name: str
    title: Text
    roles: dict[str, Text]
    events: dict[str, Text]
    fields: dict[str, Text]
    types: dict[str, FieldType]
    codes: dict[str, dict[str, Text]]
    credentials: dict[str, Text]
    formats: dict[str, Text]
    file: str
    custody: Custody | None = None


@dataclass(frozen=True)
class Rulebook:
    """All loaded rules with their instruments and vocabularies.

    `fingerprint`: SHA-256 (hex) over every rule version, instrument and vocabulary file.
    `files`: the text of every file read, adopted texts of law included, by relative
    path; a run keeps them.
    """

    rules: tuple[Rule, ...]
    instruments: dict[str, Instrument]
    vocabularies: dict[str, Vocabulary]
    fingerprint: str
    files: dict[str, str] = field(repr=False, compare=False)

    def rule(self, rule_id: str) -> Rule:
        """Return the rule that has or had this id; KeyError where none has."""
        for rule in self.rules:
            if rule_id == rule.id or rule_id in rule.aliases:
                return rule
        raise KeyError(rule_id)

    def instrument_of(self, rule: Rule) -> Instrument:
        """Return the instrument that a rule cites."""
        return self.instruments[rule.source.instrument]

    def of_vocabulary(self, name: str) -> tuple[Rule, ...]:
        """Return the rules whose instrument names this vocabulary, in order of id."""
        return tuple(r for r in self.rules if self.instrument_of(r).vocabulary == name)
