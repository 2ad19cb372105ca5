"""The values of an explanation, which the command and the portal write out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, TypeAlias

from engine.rulebook import Instrument, OfficerQuestion, Rule, Text, Verdict
from engine.wording.labels import LabelledValue

State = Literal["seen", "replaced", "not_seen"]
# A row of a table, its values by column.
Row: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True)
class EarlierFinding:
    """What was found without a correction; no verdict where there was no duty."""

    correction_id: str
    record_id: str | None = None
    verdict: Verdict | None = None
    reason: Text | None = None


@dataclass(frozen=True)
class Duty:
    """One duty with its verdict, records and reason.

    `record`: the filled columns of its record, or the sums of a yearly duty.
    `evidence`: the columns that the rule asks a person to look at. `remedy`: what to do,
    by the verdict. `counterfactual`:
    what would have made it compliant. `earlier`: what was found without each correction
    that changed it. `questions`: what an officer is asked, under a breach. The other
    fields are columns of the findings.
    """

    finding_id: str
    rule: Rule
    instrument: Instrument
    article: Text
    basis: Text
    record: tuple[LabelledValue, ...]
    verdict: Verdict
    reason: Text
    evidence: tuple[LabelledValue, ...]
    remedy: Text
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
    earlier: tuple[EarlierFinding, ...] = ()
    questions: tuple[OfficerQuestion, ...] = ()


@dataclass(frozen=True)
class RemovedDuty:
    """A duty that there would be without a correction, and is not with it."""

    rule: Rule
    earlier: EarlierFinding


@dataclass(frozen=True)
class Entry:
    """One row of the records with the duties it opened, by their due days.

    `state`: "seen" where it counts on the day, "replaced" where a correction stands in
    its place (`replaced_by`), "not_seen" where it was not yet recorded. `place`: where in
    the source a mapping had it from; None where none did.
    """

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
    place: Text | None = None


@dataclass(frozen=True)
class Explanation:
    """The duties of one battery, or one finding, with the records they come from.

    `battery_code` is None where one finding is explained. `fingerprint`: that of the
    rulebook. `removed`: duties that there are no more after a correction.
    """

    title: str
    as_of: date
    fingerprint: str
    battery_code: str | None
    entries: tuple[Entry, ...]
    duties: tuple[Duty, ...]
    removed: tuple[RemovedDuty, ...]
