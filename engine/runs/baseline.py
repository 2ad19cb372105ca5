"""Compares a run with an earlier one: what is new, changed, open, fixed or gone."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from engine.errors import UsageError
from engine.rulebook import Rule, Text
from engine.runs.folder import incomplete_reason
from engine.runs.outputs import write_csv

STATES = ("new", "changed", "open", "fixed", "gone")
COLUMNS = (
    "finding_id", "rule_id", "record_id", "state", "old_verdict", "new_verdict",
    "reason_zh", "reason_en",
)  # fmt: skip
_READERS = {
    "parquet": "read_parquet(?)",
    "jsonl": "read_json(?, format = 'newline_delimited')",
    "csv": "read_csv(?, header = true, all_varchar = true)",
}
_KEPT = (
    "finding_id", "rule_id", "record_id", "owed_by", "verdict", "reason_zh",
    "reason_en",
)  # fmt: skip
# A duty that is not there any more was not shown to be met: it is gone, not fixed.
_STATE = """CASE WHEN now.verdict IS NULL THEN 'gone'
    WHEN now.verdict = 'compliant' THEN 'fixed'
    WHEN old.verdict IS NULL OR old.verdict = 'compliant' THEN 'new'
    WHEN old.verdict = now.verdict THEN 'open' ELSE 'changed' END"""
_COMPARED = """CREATE OR REPLACE TEMP TABLE comparison AS
SELECT finding_id, coalesce(now.rule_id, old.rule_id) AS rule_id,
    coalesce(now.record_id, old.record_id) AS record_id, {state} AS state,
    old.verdict AS old_verdict, now.verdict AS new_verdict,
    coalesce(now.reason_zh, old.reason_zh) AS reason_zh,
    coalesce(now.reason_en, old.reason_en) AS reason_en
FROM (SELECT * FROM before WHERE {asked}) old
FULL JOIN (SELECT * FROM duties WHERE {asked_of}) now USING (finding_id)
WHERE now.verdict <> 'compliant' OR old.verdict <> 'compliant'"""

DIFFERENT_RULEBOOK = Text(
    "基线所用规则集（{old}）与本次（{new}）不同：差异可能来自规则而非记录。",
    "The baseline was judged by another rulebook ({old}, now {new}): a difference "
    "may come from the rules, not the records.",
)
DIFFERENT_DAY = Text(
    "基线的评估日是 {was}，本次是 {now}：差异可能只因日期推移。",
    "The baseline was judged for {was}, this run for {now}: a difference may come "
    "from the passing of days alone.",
)
DIFFERENT_CHOICE = Text(
    "基线与本次所选的主体或规则不同：只在一方之外的发现会显示为新增，或不予比较。",
    "The baseline was asked for other parties or rules: what it was not asked for "
    "shows as new, and what this run is not asked for is not compared.",
)
NOT_COMPARED = Text(
    "基线中有 {count} 项发现不在本次核查的规则或主体之内，未作比较。",
    "{count} finding(s) of the baseline are of rules or parties that this run does "
    "not check; they are not compared.",
)


@dataclass(frozen=True)
class Baseline:
    """An earlier run: its folder and the content of its `run.json`."""

    folder: Path
    run: Mapping[str, Any]


def open_baseline(folder: Path) -> Baseline:
    """Open a run folder to compare with; UsageError where it is none."""
    file = folder / "run.json"
    if not file.is_file():
        raise _no_run(folder, "run.json is missing")
    if torn := incomplete_reason(folder):
        raise _no_run(folder, torn)
    try:
        run = json.loads(file.read_text("utf-8"))
        _ = run["rulebook"]["fingerprint"], run["dataset"]["title"], run["options"]
        date.fromisoformat(run["as_of"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _no_run(folder, f"run.json: {error!r}") from error
    if not any(_files(folder)):
        raise UsageError(
            f"{folder}: no findings in it. Check that dataset again with "
            "--format parquet; xlsx cannot be compared."
        )
    return Baseline(folder, run)


def compare(
    connection: duckdb.DuckDBPyConnection,
    baseline: Baseline,
    rules: Sequence[Rule],
    entities: Sequence[str],
) -> None:
    """Keep the table `comparison` of the tables `duties` and the baseline's findings.

    Only the rules checked and the parties asked for are compared. A row has the
    finding's id, its state and both verdicts; a duty met then and now has none.
    """
    _keep_before(connection, baseline)
    ids = [rule.id for rule in rules]
    asked = "list_contains($rules, rule_id)"
    mine = "list_contains($entities, owed_by)" if entities else "TRUE"
    values: dict[str, Any] = {"rules": ids}
    if entities:
        values["entities"] = list(entities)
    connection.execute(
        _COMPARED.format(state=_STATE, asked=f"{asked} AND {mine}", asked_of=mine),
        values,
    )


def write_comparison(connection: duckdb.DuckDBPyConnection, file: Path) -> None:
    """Write the table `comparison` as CSV, sorted."""
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
    options: Mapping[str, Any],
) -> dict[str, Any]:
    """Say what was compared with what, the counts by rule, and what to mind.

    `risen` counts by verdict what was not so in the baseline: new findings, and
    those that changed into this verdict.
    """
    states = _counts(connection, "state", "TRUE")
    risen = _counts(connection, "new_verdict", "state IN ('new', 'changed')")
    run = baseline.run
    return {
        "folder": str(baseline.folder),
        "title": run["dataset"]["title"],
        "rulebook": run["rulebook"]["fingerprint"],
        "as_of": run["as_of"],
        "warnings": _warnings(connection, baseline, rulebook, as_of, options),
        "rules": [
            {
                "rule_id": rule_id,
                **{state: counts.get(state, 0) for state in STATES},
                "risen": risen.get(rule_id, {}),
            }
            for rule_id, counts in states.items()
        ],
    }


def _no_run(folder: Path, why: str) -> UsageError:
    return UsageError(
        f"{folder}: this is not a run to compare with ({why}). "
        "Name a folder that `packlaw check` left."
    )


def _files(folder: Path) -> list[tuple[Path, str]]:
    """Return the findings of a run in formats that can be read back, best first."""
    found = [(folder / f"findings.{name}", read) for name, read in _READERS.items()]
    return [(file, read) for file, read in found if file.is_file()]


def _keep_before(connection: duckdb.DuckDBPyConnection, baseline: Baseline) -> None:
    """Keep the table `before`: the baseline's findings."""
    file, read = _files(baseline.folder)[0]
    kept = ", ".join(f"CAST({name} AS VARCHAR) AS {name}" for name in _KEPT)
    try:
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE before AS SELECT {kept} FROM {read}",
            [str(file)],
        )
    except duckdb.Error as error:
        raise UsageError(
            f"{file}: the findings cannot be read ({str(error).splitlines()[0]}). "
            "Check that dataset again with `packlaw check`."
        ) from error


def _counts(
    connection: duckdb.DuckDBPyConnection, column: str, condition: str
) -> dict[str, dict[str, int]]:
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
    options: Mapping[str, Any],
) -> list[dict[str, str]]:
    run = baseline.run
    left_out = connection.execute(
        "SELECT count(*) FROM before ANTI JOIN comparison USING (finding_id) "
        "WHERE verdict <> 'compliant'"
    ).fetchall()[0][0]
    narrowed = ("entities", "rule_ids")
    found = {
        DIFFERENT_RULEBOOK: run["rulebook"]["fingerprint"] != rulebook,
        DIFFERENT_DAY: run["as_of"] != as_of.isoformat(),
        DIFFERENT_CHOICE: any(run["options"].get(n) != options[n] for n in narrowed),
        NOT_COMPARED: left_out > 0,
    }
    values = {
        "was": run["as_of"], "now": as_of, "count": left_out,
        "old": run["rulebook"]["fingerprint"][:12], "new": rulebook[:12],
    }  # fmt: skip
    return [
        {"zh": text.zh.format(**values), "en": text.en.format(**values)}
        for text, is_so in found.items()
        if is_so
    ]
