"""Compares a run with an earlier one: what is new, changed, open, fixed or gone."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import cast

import duckdb

from engine.errors import Language, UsageError, message
from engine.evaluation.finding_ids import KIND
from engine.rulebook import Rule
from engine.runs.folder import RunRecord, RunRecordError, read_run
from engine.runs.options import OptionsRecord
from engine.runs.summary import BaselineSummary, ComparedRule, Wording, wording
from engine.tables.sheets import write_csv
from engine.wording.heads import FINDING_HEADS

# A finding against the baseline: not there or met before; another verdict; the same
# verdict; met now; no such duty any more (corrected away, rejected or left out).
STATES = ("new", "changed", "open", "fixed", "gone")
COLUMNS = (
    "finding_id", "rule_id", "record_id", "state", "old_verdict", "new_verdict",
    "reason_zh", "reason_en",
)  # fmt: skip
# The formats of findings that can be read back, best first.
_READERS = {
    "parquet": "read_parquet(?)",
    "jsonl": "read_json(?, format = 'newline_delimited')",
    "csv": "read_csv(?, header = true, all_varchar = true)",
}
_COMPARED_COLUMNS = (
    "finding_id", "rule_id", "record_id", "owed_by", "verdict", "reason_zh",
    "reason_en",
)  # fmt: skip
# A duty that is no longer there was not shown to be met: it is gone, not fixed.
_STATE = """CASE WHEN now.verdict IS NULL THEN 'gone'
    WHEN now.verdict = 'compliant' THEN 'fixed'
    WHEN old.verdict IS NULL OR old.verdict = 'compliant' THEN 'new'
    WHEN old.verdict = now.verdict THEN 'open' ELSE 'changed' END"""
_COMPARISON = """CREATE OR REPLACE TEMP TABLE comparison AS
SELECT finding_id, coalesce(now.rule_id, old.rule_id) AS rule_id,
    coalesce(now.record_id, old.record_id) AS record_id, {state} AS state,
    old.verdict AS old_verdict, now.verdict AS new_verdict,
    coalesce(now.reason_zh, old.reason_zh) AS reason_zh,
    coalesce(now.reason_en, old.reason_en) AS reason_en
FROM (SELECT * FROM baseline_findings WHERE {is_checked}) old
FULL JOIN (SELECT * FROM duties WHERE {is_of_parties}) now USING (finding_id)
WHERE now.verdict <> 'compliant' OR old.verdict <> 'compliant'"""


@dataclass(frozen=True)
class Baseline:
    """An earlier run to compare with: its folder and its `run.json`."""

    folder: Path
    record: RunRecord


def open_baseline(folder: Path) -> Baseline:
    """Open a run folder to compare with.

    Raises UsageError where it is no complete run, its findings have ids of another
    kind, or there are none in a format that can be read back: parquet, jsonl, or csv
    whose heads are the names of the columns.
    """
    try:
        record = read_run(folder)
    except RunRecordError as error:
        raise UsageError(
            "runs.no-baseline", folder=folder, reason=error.message
        ) from error
    if record.finding_ids != KIND:
        raise UsageError(
            "runs.baseline-other-ids", folder=folder, dataset=record.dataset.path
        )
    found = _findings_files(folder)
    if not found:
        raise UsageError("runs.baseline-without-findings", folder=folder)
    file, _ = found[0]
    if file.suffix == ".csv" and (heads := _language_of_heads(file)):
        raise UsageError("runs.baseline-with-heads", file=file, heads=heads)
    return Baseline(folder, record)


def compare(
    connection: duckdb.DuckDBPyConnection,
    baseline: Baseline,
    rules: Sequence[Rule],
    entities: Sequence[str],
) -> None:
    """Create the tables `baseline_findings` and `comparison`; needs `duties`.

    `comparison` has one row for each finding of either run under these rules and, where
    parties are given, owed by them: `finding_id`, `rule_id`, `record_id`, `state` (see
    STATES), `old_verdict`, `new_verdict` (null where a run has no such duty),
    `reason_zh`, `reason_en`. A duty met in both runs has no row.
    """
    _load_findings(connection, baseline)
    is_of_rules = "list_contains($rules, rule_id)"
    is_of_parties = "list_contains($entities, owed_by)" if entities else "TRUE"
    values: dict[str, object] = {"rules": [rule.id for rule in rules]}
    if entities:
        values["entities"] = list(entities)
    connection.execute(
        _COMPARISON.format(
            state=_STATE,
            is_checked=f"{is_of_rules} AND {is_of_parties}",
            is_of_parties=is_of_parties,
        ),
        values,
    )


def write_comparison(connection: duckdb.DuckDBPyConnection, file: Path) -> None:
    """Write the table `comparison` as CSV, by rule, record and finding."""
    select = (
        f"SELECT {', '.join(COLUMNS)} FROM comparison "
        "ORDER BY rule_id, record_id, finding_id"
    )
    write_csv(connection, file, select, COLUMNS)


def comparison_summary(
    connection: duckdb.DuckDBPyConnection,
    baseline: Baseline,
    rulebook: str,
    as_of: date,
    options: OptionsRecord,
) -> BaselineSummary:
    """Count the table `comparison` by rule and say what limits the comparison.

    `rulebook` (a fingerprint), `as_of` and `options` are those of the run that is
    compared with the baseline.
    """
    states = _counts(connection, "state", "TRUE")
    risen = _counts(connection, "new_verdict", "state IN ('new', 'changed')")
    record = baseline.record
    rules = [
        {
            "rule_id": rule_id,
            **{state: counts.get(state, 0) for state in STATES},
            "risen": risen.get(rule_id, {}),
        }
        for rule_id, counts in states.items()
    ]
    return {
        "folder": str(baseline.folder),
        "title": record.dataset.title,
        "rulebook": record.rulebook.fingerprint,
        "as_of": record.as_of.isoformat(),
        "warnings": _warnings(connection, baseline, rulebook, as_of, options),
        "rules": cast("list[ComparedRule]", rules),
    }


def _findings_files(folder: Path) -> list[tuple[Path, str]]:
    """Return the findings of a run that can be read back, each with its SQL reader."""
    found = [(folder / f"findings.{name}", read) for name, read in _READERS.items()]
    return [(file, read) for file, read in found if file.is_file()]


def _language_of_heads(file: Path) -> Language | None:
    """Return the language of the heads of a CSV; None where they are no such words."""
    with file.open(encoding="utf-8-sig", errors="replace", newline="") as stream:
        heads = next(csv.reader(stream), [])
    words = FINDING_HEADS["finding_id"]
    return "zh" if words.zh in heads else "en" if words.en in heads else None


def _load_findings(connection: duckdb.DuckDBPyConnection, baseline: Baseline) -> None:
    """Create the table `baseline_findings`, every column as text."""
    file, read = _findings_files(baseline.folder)[0]
    columns = ", ".join(
        f"CAST({name} AS VARCHAR) AS {name}" for name in _COMPARED_COLUMNS
    )
    try:
        connection.execute(
            "CREATE OR REPLACE TEMP TABLE baseline_findings AS "
            f"SELECT {columns} FROM {read}",
            [str(file)],
        )
    except duckdb.Error as error:
        raise UsageError(
            "runs.unreadable-findings", file=file, error=str(error).splitlines()[0]
        ) from error


def _counts(
    connection: duckdb.DuckDBPyConnection, column: str, condition: str
) -> dict[str, dict[str, int]]:
    """Count the rows of `comparison` by rule and by the values of a column."""
    counts: dict[str, dict[str, int]] = {}
    for rule_id, value, count in connection.execute(
        f"SELECT rule_id, {column}, count(*) FROM comparison WHERE {condition} "
        "GROUP BY ALL ORDER BY ALL"
    ).fetchall():
        counts.setdefault(rule_id, {})[value] = count
    return counts


def _warnings(
    connection: duckdb.DuckDBPyConnection,
    baseline: Baseline,
    rulebook: str,
    as_of: date,
    options: OptionsRecord,
) -> list[Wording]:
    record, found = baseline.record, []
    left_out = connection.execute(
        "SELECT count(*) FROM baseline_findings ANTI JOIN comparison USING (finding_id) "
        "WHERE verdict <> 'compliant'"
    ).fetchall()[0][0]
    old = record.rulebook.fingerprint
    if old != rulebook:
        found.append(
            message("runs.baseline-rulebook-differs", old=old[:12], new=rulebook[:12])
        )
    if record.as_of != as_of:
        found.append(message("runs.baseline-day-differs", was=record.as_of, now=as_of))
    if _selection(record.options) != _selection(options):
        found.append(message("runs.baseline-selection-differs"))
    if left_out > 0:
        found.append(message("runs.baseline-not-compared", count=left_out))
    return [wording(warning) for warning in found]


def _selection(options: OptionsRecord) -> tuple[Sequence[str], Sequence[str]]:
    return options["entities"], options["rule_ids"]
