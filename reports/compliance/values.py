"""The values that the template of the compliance report prints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reports.basis import Denominator, Scope, Section
from reports.charts import Chart
from reports.findings import Asked, Cause, Pending, RuleFindings
from reports.frame import Frame
from reports.outline import Entry
from reports.words import Said


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
class Contents(Frame):
    """Everything the template prints.

    `say` picks and fills the wording of the language. `trend` is None without an earlier
    run to compare with; `lives` None where no battery has a breach.
    """

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
