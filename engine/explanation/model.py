"""What an explanation holds, as plain values that any page or terminal can set out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from engine.rulebook import Instrument, Rule, Text, Verdict
from engine.wording.labels import Shown

State = Literal["seen", "replaced", "not_seen"]


@dataclass(frozen=True)
class Earlier:
    """What was found before a correction; no verdict where there was no duty."""

    correction_id: str
    record_id: str | None = None
    verdict: Verdict | None = None
    reason: Text | None = None


@dataclass(frozen=True)
class Duty:
    """One duty, with everything a reader of its finding is shown."""

    finding_id: str
    rule: Rule
    instrument: Instrument
    article: Text
    basis: Text
    shows: tuple[Shown, ...]
    verdict: Verdict
    reason: Text
    evidence: tuple[Shown, ...]
    counterfactual: Text
    record_id: str
    battery_code: str | None
    actor: Text | None
    owed_by: Text | None
    occurred_on: date | None
    due_on: date | None
    done_on: date | None
    days: int | None
    missing_field: str | None
    witness_id: str | None
    earlier: tuple[Earlier, ...] = ()


@dataclass(frozen=True)
class Withdrawn:
    """A duty that a correction took away: nothing of it is left to judge."""

    rule: Rule
    earlier: Earlier


@dataclass(frozen=True)
class Entry:
    """One row of the records with the duties it opened, by their due days."""

    record_id: str
    occurred_on: date
    event: str
    event_words: Text
    actor: Text
    counterparty: Text | None
    reported_on: date | None
    recorded_on: date | None
    corrects: str | None
    state: State
    replaced_by: tuple[str, ...]
    duties: tuple[Duty, ...]


@dataclass(frozen=True)
class Explanation:
    """Every duty of one battery, or one finding, and the days it came about on.

    `battery_code` is None where one finding was asked for.
    """

    title: str
    as_of: date
    fingerprint: str
    battery_code: str | None
    entries: tuple[Entry, ...]
    duties: tuple[Duty, ...]
    withdrawn: tuple[Withdrawn, ...]
