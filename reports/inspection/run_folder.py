"""Reads the files of one run folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.errors import message
from engine.rulebook import Rulebook, load_rulebook_from
from engine.runs.evidence import FILE, Evidence, read_evidence
from engine.runs.folder import incomplete_reason
from engine.runs.notices import absent_from_records
from engine.wording.labels import Labels
from reports.folder import Folder, Row
from reports.fonts import Marker

REQUIREMENTS = message("reports.run-requirements")
FINDINGS = "findings.parquet"
RUN_KEYS = frozenset({"packlaw", "dataset", "as_of", "engine", "rulebook", "options"})
SUMMARY_KEYS = frozenset(
    {"rulebook", "versions", "records", "tables", "warnings", "rules", "findings"}
)

# Breaches come first, so that the cap leaves out other verdicts before them.
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
    """The content of one run folder.

    `findings` has, by rule id, at most `cap` rows of findings.parquet; `evidence`
    has their records (None where the run kept none). `marked` says how often each
    character without a glyph was replaced in texts of the data.
    """

    run: dict[str, Any]
    summary: dict[str, Any]
    rulebook: Rulebook
    findings: dict[str, list[Row]]
    evidence: Evidence | None
    cap: int
    marked: dict[str, int]

    @property
    def labels(self) -> Labels:
        """The words of its vocabulary, the names of its parties, its absent columns."""
        return Labels(
            self.rulebook.vocabularies[self.run["dataset"]["vocabulary"]],
            self.evidence.names if self.evidence else {},
            absent_from_records(self.summary),
        )


def read_run_folder(path: Path, cap: int) -> RunFolder:
    """Read a run folder; ReportError names the file that is not as written."""
    folder = Folder(path, REQUIREMENTS)
    if reason := incomplete_reason(path):
        raise folder.error(message("reports.run-incomplete", reason=reason))
    run = folder.json("run.json", RUN_KEYS)
    rulebook = load_rulebook_from(run["rulebook"].pop("files"))
    marker = Marker()
    run, summary = marker(run), marker(folder.json("summary.json", SUMMARY_KEYS))
    _require_agreement(folder, summary, rulebook)
    listed = folder.rows(FINDINGS, _LISTED, cap=cap)
    findings: dict[str, list[Row]] = {}
    for row in listed:
        findings.setdefault(row["rule_id"], []).append(marker(row))
    evidence = _evidence(folder, listed, marker)
    marked = dict(sorted(marker.marked.items()))
    return RunFolder(run, summary, rulebook, findings, evidence, cap, marked)


def _evidence(folder: Folder, listed: list[Row], marker: Marker) -> Evidence | None:
    with folder.reading(FILE):
        kept = read_evidence(folder.path, listed)
    return None if kept is None else Evidence(*marker(kept))


def _require_agreement(
    folder: Folder, summary: dict[str, Any], rulebook: Rulebook
) -> None:
    counting = "SELECT count(*) AS n FROM read_parquet($file)"
    counted = folder.rows(FINDINGS, counting)[0]["n"]
    if counted != (promised := summary["findings"]["rows"]):
        problem = message(
            "reports.count-differs",
            found=counted, what="rows", summary="summary.json", promised=promised,
        )  # fmt: skip
        raise folder.error(problem, FINDINGS)
    if rulebook.fingerprint != summary["rulebook"]:
        raise folder.error(message("reports.other-rules"), "run.json")
