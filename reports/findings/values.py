"""The values that the templates of `shared/findings/` print."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from reports.words import Said

# A `code` and an `id` have one line and are shortened where they have no room; a `party`
# has its name and its id; a `text` breaks over lines; a `day` and a `number` always have
# their room.
Shape = Literal["day", "number", "code", "id", "party", "text"]


@dataclass(frozen=True)
class Column:
    """A column of a table of like findings; `width` in millimetres."""

    key: str
    label: str
    shape: Shape
    width: float


@dataclass(frozen=True)
class Group:
    """Like findings of a rule: the rows of one table.

    `name` says how they ended. `same`: values that all rows have in common, which the
    table leaves out. `sentence`: that of the first row in full, `sentence_label` what it
    is. `note` says why values are missing, "" where none are. `remedy`: what to do, "" for
    breaches, whose remedy is that of the rule. `lines`: how many lines a row takes at most.
    """

    verdict: str
    name: str
    same: Sequence[Said]
    sentence_label: str
    sentence: str
    note: str
    remedy: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    lines: int


@dataclass(frozen=True)
class Law:
    """What the law asks; `words` are a quotation, or a summary where `quoted` is false."""

    label: str
    words: str
    quoted: bool
    known: str


@dataclass(frozen=True)
class Liability:
    """What the law provides for a conduct, line by line; `days` says for acts of when."""

    conduct: str
    days: str
    lines: Sequence[Said]


@dataclass(frozen=True)
class Question:
    """What an officer answers before a penalty, and where it comes from."""

    text: str
    source: str


@dataclass(frozen=True)
class Asked:
    """What an officer answers under breaches of some instruments, each once."""

    instruments: Sequence[str]
    questions: Sequence[Question]


@dataclass(frozen=True)
class RuleFindings:
    """The findings of one rule, of the verdicts that were asked for.

    `running` stands in the head of its pages. `counts`: its duties by verdict. `total`:
    its findings, `printed` those of them that the groups have. `gravity` orders
    severities, the gravest first. `remedy` and `liabilities` are those of breaches.
    """

    id: str
    anchor: str
    title: str
    cited: str
    subject: str
    running: str
    instrument: str
    force: str
    gravity: int
    facts: Sequence[Said]
    law: Law
    counts: Mapping[str, int]
    total: int
    printed: int
    groups: Sequence[Group]
    remedy: str
    liabilities: Sequence[Liability]
    questions: Sequence[Question]

    @property
    def rest(self) -> int:
        """How many findings are not printed."""
        return self.total - self.printed


@dataclass(frozen=True)
class Subject:
    """Whom or what a cause is about: duties it leaves open, under which rules, records.

    `record` is one line of records, shortened; `duties` and `rules` are counts.
    """

    name: str
    duties: int
    rules: int
    days: str
    records: str


@dataclass(frozen=True)
class Cause:
    """What leaves duties undetermined, what to fill in, and where it is missing.

    `field` is the `missing_field` of the findings, "" where they name none.
    `duties` counts all of them, `subjects_total` the subjects; `subjects` has the first.
    """

    field: str
    name: str
    remedy: str
    subject_label: str
    duties: int
    subjects_total: int
    rules: Sequence[str]
    subjects: Sequence[Subject]


@dataclass(frozen=True)
class Due:
    """Pending duties of one rule with the same last day; `left` words the days to it.

    `left` is "" where there is no last day. `force` is that of the rule.
    """

    force: str
    day: str
    left: str
    title: str
    cited: str
    duties: int
    subjects: str


@dataclass(frozen=True)
class Pending:
    """Pending duties by their last day; `rest` of the lines are not printed."""

    total: int
    dues: Sequence[Due]
    rest: int
