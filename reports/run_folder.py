"""Turn the files of one run folder into plain values, and nothing else into it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from engine.errors import ReportError
from engine.evidence import FILE, Evidence, read_evidence
from engine.rulebook import Rulebook, load_rulebook_from
from engine.run_folder import why_torn
from reports.fonts import Marker

Row = dict[str, Any]

RUN_KEYS = frozenset({"packlaw", "dataset", "as_of", "engine", "rulebook", "options"})
SUMMARY_KEYS = frozenset(
    {"rulebook", "versions", "records", "tables", "warnings", "rules", "findings"}
)

# Breaches come first, so that a cap never hides one behind a lesser verdict.
_LISTED = """
    SELECT * EXCLUDE (place) FROM (
        SELECT *, row_number() OVER (PARTITION BY rule_id ORDER BY
            list_position(['breach', 'undetermined', 'pending'], verdict),
            occurred_on, record_id, finding_id) AS place
        FROM read_parquet($file))
    WHERE place <= $cap
    ORDER BY rule_id, place
"""


@dataclass(frozen=True)
class RunFolder:
    """What one run left behind, ready to be laid out.

    `findings` holds at most `cap` rows a rule, `evidence` their records (None
    where the run kept none); `marked` says how often each character without a
    glyph was replaced in what came from the data.
    """

    run: dict[str, Any]
    summary: dict[str, Any]
    rulebook: Rulebook
    findings: dict[str, list[Row]]
    evidence: Evidence | None
    cap: int
    marked: dict[str, int]


def read_run_folder(folder: Path, cap: int) -> RunFolder:
    """Read a run folder; a torn one is an error that names the file at fault."""
    if torn := why_torn(folder):
        raise _torn(folder, f"this run is not whole: {torn}")
    run = _json(folder / "run.json", RUN_KEYS)
    rulebook = load_rulebook_from(run["rulebook"].pop("files"))
    marker = Marker()
    run, summary = marker(run), marker(_json(folder / "summary.json", SUMMARY_KEYS))
    file = folder / "findings.parquet"
    _refuse_torn(file, summary, rulebook)
    listed = _query(file, _LISTED, {"file": str(file), "cap": cap})
    findings: dict[str, list[Row]] = {}
    for row in listed:
        findings.setdefault(row["rule_id"], []).append(marker(row))
    evidence = _evidence(folder, listed, marker)
    marked = dict(sorted(marker.marked.items()))
    return RunFolder(run, summary, rulebook, findings, evidence, cap, marked)


def _json(file: Path, keys: frozenset[str]) -> dict[str, Any]:
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as fault:
        raise _torn(file, f"it cannot be read ({fault})") from fault
    if not isinstance(content, dict):
        raise _torn(file, "it does not hold an object")
    if missing := ", ".join(sorted(keys - content.keys())):
        raise _torn(file, f"it lacks {missing}")
    return content


def _query(file: Path, sql: str, values: dict[str, Any]) -> list[Row]:
    try:
        with duckdb.connect() as connection:
            table = connection.execute(sql, values)
            names = [column[0] for column in table.description or ()]
            return [dict(zip(names, row, strict=True)) for row in table.fetchall()]
    except duckdb.Error as fault:
        raise _torn(file, f"it cannot be read ({fault})") from fault


def _evidence(folder: Path, listed: list[Row], marker: Marker) -> Evidence | None:
    try:
        kept = read_evidence(folder, listed)
    except duckdb.Error as fault:
        raise _torn(folder / FILE, f"it cannot be read ({fault})") from fault
    return None if kept is None else Evidence(*marker(kept))


def _refuse_torn(file: Path, summary: dict[str, Any], rulebook: Rulebook) -> None:
    counted = _query(file, "SELECT count(*) AS n FROM read_parquet($file)",
                     {"file": str(file)})[0]["n"]  # fmt: skip
    if counted != (promised := summary["findings"]["rows"]):
        raise _torn(file, f"it has {counted} rows, summary.json says {promised}")
    if rulebook.fingerprint != summary["rulebook"]:
        raise _torn(file.with_name("run.json"), "its rules are not those of the run")


def _torn(file: Path, what: str) -> ReportError:
    return ReportError(
        f"{file}\n  {what}.\n"
        "  A report needs run.json, summary.json and findings.parquet of one run.\n"
        "  Run the check again and report on the folder it writes."
    )
