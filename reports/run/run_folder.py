"""Reads the files of one run folder: all that it found, or what one party owes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from engine.errors import ReportError, message
from engine.evaluation.duty_counts import DutyCounts
from engine.rulebook import Rulebook, load_rulebook_from
from engine.runs.duty_counts import FILE as DUTY_COUNTS
from engine.runs.duty_counts import read_duty_counts
from engine.runs.evidence import FILE, PARTIES, Evidence, read_evidence
from engine.runs.folder import incomplete_reason
from engine.runs.notices import absent_from_records
from engine.runs.parties import nearest_parties
from engine.wording.labels import Labels
from reports.folder import Content, Folder, Row
from reports.fonts import Marker
from reports.run.parties import Party, parties_of
from reports.run.scope import summary_of_party

REQUIREMENTS = message("reports.run-requirements")
FINDINGS = "findings.parquet"
RUN_KEYS = frozenset({"packlaw", "dataset", "as_of", "engine", "rulebook", "options"})
SUMMARY_KEYS = frozenset(
    {"rulebook", "versions", "records", "tables", "warnings", "rules", "findings"}
)

# Breaches come first, then the newest: these are what the cap leaves.
_LISTED = """
    SELECT * EXCLUDE (place) FROM (
        SELECT *, row_number() OVER (PARTITION BY rule_id ORDER BY
            list_position(['breach', 'undetermined', 'pending'], verdict),
            coalesce(occurred_on, due_on) DESC NULLS LAST, record_id, finding_id) AS place
        FROM read_parquet($file)
        WHERE verdict <> 'compliant' AND ($entity IS NULL OR owed_by = $entity))
    WHERE place <= $cap
    ORDER BY rule_id, place
"""


@dataclass(frozen=True)
class RunFolder:
    """The content of one run folder, of which a report is made.

    `entity`: the party that it is about; None for all. `summary` is that of the run, with
    the counts of this party. `duties`: its duties by rule, party and verdict; None where
    the run kept none. `findings` has, by rule id, at most `cap` rows of findings.parquet;
    `evidence` has their records (None where the run kept none). `marked` says how often
    each character without a glyph was replaced in texts of the data.
    """

    folder: Folder
    run: Row
    summary: Row
    rulebook: Rulebook
    entity: Party | None
    parties: Mapping[str, Party]
    duties: DutyCounts | None
    findings: dict[str, list[Row]]
    evidence: Evidence | None
    cap: int
    marked: dict[str, int]

    @property
    def labels(self) -> Labels:
        """The words of its vocabulary, the names of its parties, its absent columns."""
        return Labels(
            self.rulebook.vocabularies[self.run["dataset"]["vocabulary"]],
            {party.id: party.name for party in self.parties.values()
             if party.name != party.called},
            absent_from_records(self.summary),
        )  # fmt: skip

    def party(self, entity_id: str) -> Party:
        """Return a party; one that the run knows nothing of has its id for a name."""
        unknown = {"entity_id": entity_id, "name": None, "name_en": None}
        return self.parties.get(entity_id) or parties_of([unknown])[entity_id]

    def query(self, sql: str, **values: Any) -> list[Row]:
        """Return the rows of a query over `read_parquet($file)`, the findings.

        `$entity` is the party of the report, None for all.
        """
        entity = self.entity.id if self.entity else None
        if "$entity" in sql:
            values["entity"] = entity
        return self.folder.rows(FINDINGS, sql, **values)

    def listing(self, rows: list[Row]) -> RunFolder:
        """Return the folder with these rows of findings.parquet as its findings.

        Characters without a glyph are marked in them, and their evidence is read.
        """
        marker = Marker()
        evidence = _evidence(self.folder, rows, marker)
        findings = _by_rule(rows, marker)
        marked = {**marker.marked, **self.marked}
        return replace(self, findings=findings, evidence=evidence, marked=marked)


def read_run_folder(path: Path, cap: int, entity: str | None = None) -> RunFolder:
    """Read a run folder, or of it what concerns one party.

    ReportError names the file that is not as written, and the party that no duty of the
    run is owed by and no record of it names.
    """
    folder = Folder(path, REQUIREMENTS)
    if reason := incomplete_reason(path):
        raise folder.error(message("reports.run-incomplete", reason=reason))
    run = folder.json("run.json", RUN_KEYS)
    rulebook = load_rulebook_from(run["rulebook"].pop("files"))
    marker = Marker()
    run, summary = marker(run), marker(folder.json("summary.json", SUMMARY_KEYS))
    _require_agreement(folder, summary, rulebook)
    parties, duties = _parties(folder, marker), _duties(folder)
    if entity is not None:
        _require_party(folder, run, entity, parties, duties)
        summary = summary_of_party(folder, summary, duties, entity)
        duties = +DutyCounts(
            {d: n for d, n in (duties or {}).items() if d[1] == entity}
        )
    listed = folder.rows(FINDINGS, _LISTED, cap=cap, entity=entity)
    findings = _by_rule(listed, marker)
    evidence = _evidence(folder, listed, marker)
    marked = dict(sorted(marker.marked.items()))
    of = None if entity is None else parties[entity]
    return RunFolder(
        folder, run, summary, rulebook, of, parties, duties, findings, evidence, cap,
        marked,
    )  # fmt: skip


def sole_party(path: Path) -> str | None:
    """Return the party that a run was limited to.

    None where it was limited to none or several, or knows nothing of this one. ReportError
    names a file that is not as written.
    """
    folder = Folder(path, REQUIREMENTS)
    options = folder.json("run.json", frozenset({"options"}))["options"]
    match options.get("entities"):
        case [str(party)] if (path / DUTY_COUNTS).is_file():
            return party if party in _parties(folder, Marker()) else None
    return None


def _by_rule(rows: list[Row], marker: Marker) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["rule_id"], []).append(marker(row))
    return found


def _parties(folder: Folder, marker: Marker) -> dict[str, Party]:
    if not (folder.path / PARTIES).is_file():
        return {}
    rows = folder.rows(PARTIES, "SELECT * FROM read_parquet($file) ORDER BY entity_id")
    return parties_of(marker(rows))


def _duties(folder: Folder) -> DutyCounts | None:
    if not (folder.path / DUTY_COUNTS).is_file():
        return None
    with folder.reading(DUTY_COUNTS):
        return read_duty_counts(folder.path)


def _require_party(
    folder: Folder,
    run: Content,
    entity: str,
    parties: Mapping[str, Party],
    duties: DutyCounts | None,
) -> None:
    """Raise ReportError where nothing is known of a party, or not what is asked of it."""
    if duties is None:
        raise ReportError("reports.no-duty-counts", run=folder.path)
    limited = run["options"].get("entities") or ()
    if limited and entity not in limited:
        raise ReportError(
            "reports.party-left-out",
            run=folder.path,
            party=entity,
            parties=list(limited),
        )
    if entity not in parties:
        near = nearest_parties(entity, parties)
        raise ReportError(
            "reports.unknown-party", run=folder.path, party=entity, near=near
        )


def _evidence(folder: Folder, listed: list[Row], marker: Marker) -> Evidence | None:
    with folder.reading(FILE):
        kept = read_evidence(folder.path, listed)
    return None if kept is None else Evidence(*marker(kept))


def _require_agreement(folder: Folder, summary: Row, rulebook: Rulebook) -> None:
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
