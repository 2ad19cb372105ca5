"""The words of a rule file as plain values: what was read, nothing derived from it.

Every class here mirrors one paragraph of the rule language; none of them
knows a role, an event or a day count by itself.
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
    """A length of time; the day it starts on is not counted."""

    count: int
    unit: Unit

    def __str__(self) -> str:
        return f"{self.count} {self.unit}"


@dataclass(frozen=True)
class Path:
    """Another column of the same row, used as a value: `{path: battery.maker_id}`."""

    name: str


Value = str | Decimal | date | bool | Path


@dataclass(frozen=True)
class Test:
    """One question put to one path of a row; its answer is true, false or unknown.

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
    """True when one of the alternatives is."""

    alternatives: tuple[Condition, ...]


@dataclass(frozen=True)
class NoneOf:
    """True when none of the alternatives is."""

    alternatives: tuple[Condition, ...]


@dataclass(frozen=True)
class Condition:
    """A conjunction; without parts it is true of every row."""

    parts: tuple[Test | AnyOf | NoneOf, ...] = ()


ALWAYS = Condition()


@dataclass(frozen=True)
class Form:
    """What a rule demands, as read from its file; the base of every form's value.

    Each form is a package (see `engine/forms/README.md`) and a subclass there. The
    properties say of any form what several rooms ask; a form overrides those that
    are not empty for it.
    """

    key: ClassVar[str] = ""
    takes_within: ClassVar[bool] = False  # has a key `within`, which titles repeat

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
    """Exactly one form, under `must` (`negated` False) or `must_not` (True)."""

    form: Form
    negated: bool = False


@dataclass(frozen=True)
class Source:
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
    state: Literal["draft", "reviewed"] = "draft"
    by: str | None = None
    on: date | None = None


@dataclass(frozen=True)
class Completeness:
    """Between these days nothing is missing; None: not said, or no limit."""

    start: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Example:
    """A life in miniature with the verdict a reader should expect of it.

    `records` and `registers` hold cell texts by column name, as a dataset's
    file would (empty cells left out), with every default of the language
    already filled in, so that an example is a small dataset.
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
    """Our reading of one obligation.

    `aliases`: the ids it had before, the oldest first.
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

    @property
    def first_id(self) -> str:
        """The id it was first known by, which names its duties for good."""
        return self.aliases[0] if self.aliases else self.id


@dataclass(frozen=True)
class Article:
    """One numbered place of an instrument and how far we check it."""

    article: str
    heading: Text
    coverage: Coverage
    why: Text
    question: Text | None
    rules: tuple[str, ...]


@dataclass(frozen=True)
class Sanction:
    id: str
    conduct: Text
    measures: tuple[Text, ...]
    amounts: str | None
    authority: str | None
    source: str
    confidence: Confidence


@dataclass(frozen=True)
class Adopted:
    """The official text that stands beside the rules: since when, and its SHA-256."""

    on: date
    sha256: str


@dataclass(frozen=True)
class Instrument:
    """A law, regulation, measure or standard; `aliases`: id of old to id of today."""

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


@dataclass(frozen=True)
class Custody:
    """Which events move a battery from hand to hand.

    An event makes one of the `MOVES` at most; `uses` and `utilizes` say more of
    any event, moving or not.
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
    """The words a dataset and its rules share; each with its zh and en name."""

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
    """All loaded rules with the instruments and vocabularies they stand on.

    `fingerprint`: SHA-256 (hex) over every rule version, instrument and
    vocabulary file. `files`: relative path to text of every file read, the
    adopted texts of law among them, so that a run can carry its rules.
    """

    rules: tuple[Rule, ...]
    instruments: dict[str, Instrument]
    vocabularies: dict[str, Vocabulary]
    fingerprint: str
    files: dict[str, str] = field(repr=False, compare=False)

    def rule(self, rule_id: str) -> Rule:
        """The rule of this id, or that once had it; KeyError where there is none."""
        for rule in self.rules:
            if rule_id == rule.id or rule_id in rule.aliases:
                return rule
        raise KeyError(rule_id)

    def instrument_of(self, rule: Rule) -> Instrument:
        return self.instruments[rule.source.instrument]

    def of_vocabulary(self, name: str) -> tuple[Rule, ...]:
        """The rules whose instrument names this vocabulary, in order of id."""
        return tuple(r for r in self.rules if self.instrument_of(r).vocabulary == name)
