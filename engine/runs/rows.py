"""The rows of a run's tables as Python values, each with its columns."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TypedDict


class FindingRow(TypedDict):
    """One finding: the columns of `findings.parquet`, and two that outputs add.

    Columns: `finding_id` (16 hexadecimal digits, the same in every run), the rule
    (`rule_id`, `rule_version`, `instrument`, `article`, `confidence`, `force`,
    `severity`), the `verdict`, the record (`record_id`, `battery_code`, `vin`,
    `actor_id`, `region`, `occurred_on`), who owes the duty (`owed_by`), its days
    (`due_on`, `done_on`, and `days` late), the column that leaves it undetermined
    (`missing_field`), the record it was matched with (`witness_id`) and its sentence
    (`reason_zh`, `reason_en`). Added: `row`, the number of the record in its file, None
    for a yearly duty; `state`, its state against a baseline, None without one; and
    `source_file`, `source_sheet` and `source_row`, where a mapping had the record from.
    """

    finding_id: str
    rule_id: str
    rule_version: str
    instrument: str
    article: str
    confidence: str
    force: str
    severity: str
    verdict: str
    record_id: str
    battery_code: str | None
    vin: str | None
    actor_id: str | None
    owed_by: str | None
    region: str | None
    occurred_on: date | None
    due_on: date | None
    done_on: date | None
    days: int | None
    missing_field: str | None
    witness_id: str | None
    reason_zh: str
    reason_en: str
    row: int | None
    state: str | None
    source_file: str | None
    source_sheet: str | None
    source_row: int | None


class PartyNames(TypedDict):
    """A party and its names, each perhaps None."""

    entity_id: str
    name: str | None
    name_en: str | None


class PartyRow(PartyNames):
    """One row of `parties.parquet`: roles are codes joined by `;`; None: not known."""

    roles: str | None
    region: str | None


# One row of `evidence.parquet`: `record_id`, the columns of the table `records` of the
# vocabulary, for a yearly duty `rule_id`, `numerator` and `denominator`, and the place of
# the record in its source.
EvidenceRow = Mapping[str, object]
