"""Reads a run's folder for the pages: its summary, findings, evidence and rules."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice
from pathlib import Path

import pyarrow.parquet as pq

from engine.rulebook import Rulebook, load_rulebook_from
from engine.runs import Evidence, read_evidence, read_run
from engine.runs.duty_counts import FILE as DUTY_COUNTS
from engine.runs.evidence import PARTIES
from engine.tables.duckdb.session import query_files
from portal.errors import MissingError
from portal.storage.downloads import CSV, JSON, PDF, Download, available
from portal.storage.parquet import Filter, Row, read_page

REJECTED_SHOWN = 50

# The gravest first.
_ORDER = """
    list_position(['binding', 'advisory', 'voluntary'], force),
    list_position(['breach', 'undetermined', 'pending'], verdict),
    list_position(['critical', 'major', 'minor'], severity),
    rule_id, occurred_on, record_id, finding_id
"""
_SOUGHT_IN = (
    "record_id", "battery_code", "vin", "actor_id", "owed_by", "finding_id",
    "name", "name_en",
)  # fmt: skip
_TESTS = {
    "verdict": "verdict = $verdict",
    "rule_id": "rule_id = $rule_id",
    "force": "force = $force",
    "missing": "missing_field = $missing",
    "text": " OR ".join(
        f"contains(lower({name}), lower($text))" for name in _SOUGHT_IN
    ),
}

_NAMED = """(SELECT f.*, name, name_en FROM read_parquet($findings) f
    LEFT JOIN read_parquet($parties) ON entity_id = owed_by)"""
_UNNAMED = """(SELECT *, NULL::VARCHAR AS name, NULL::VARCHAR AS name_en
    FROM read_parquet($findings))"""
_DEBTORS = """
    SELECT owed_by AS entity_id, any_value(name) AS name, any_value(name_en) AS name_en,
        any_value(roles) AS roles, any_value(region) AS region,
        sum(breach)::BIGINT AS breaches, sum(undetermined)::BIGINT AS undetermined,
        sum(pending)::BIGINT AS pending, sum(compliant)::BIGINT AS compliant
    FROM read_parquet($duties) LEFT JOIN read_parquet($parties) ON entity_id = owed_by
    WHERE owed_by IS NOT NULL GROUP BY owed_by ORDER BY breaches DESC, owed_by
"""
# Rows of a Parquet file that are in memory at once.
BATCH = 5_000

REPORT = "report.{}.pdf"
REPORTS = {
    "report-zh": Download(REPORT.format("zh"), PDF),
    "report-en": Download(REPORT.format("en"), PDF),
}
DOWNLOADS = {
    **REPORTS,
    "findings": Download("findings.csv", CSV),
    "rejected": Download("rejected.csv", CSV),
    "mapped": Download("mapped.csv", CSV),
    "run": Download("run.json", JSON),
}


@dataclass(frozen=True)
class Wanted(Filter):
    """Which findings to list; "" means any."""

    TESTS = _TESTS

    verdict: str = ""
    rule_id: str = ""
    force: str = ""
    missing: str = ""
    text: str = ""


class RunFolder:
    """The folder of a finished run, read only."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @cached_property
    def summary(self) -> Row:
        """The content of summary.json."""
        return read_json(self.path / "summary.json")

    @cached_property
    def run(self) -> Row:
        """The content of run.json."""
        return read_json(self.path / "run.json")

    @property
    def rulebook(self) -> Rulebook:
        """The rules the run was made with, which run.json holds."""
        return _rulebook_of(self.path)

    def findings(self, wanted: Wanted, page: int) -> tuple[list[Row], int]:
        """Return one page of the findings wanted and how many there are in all.

        With `name` and `name_en` of who owes the duty, where the run kept them.
        """
        files = {"findings": self._findings}
        if (parties := self.path / PARTIES).is_file():
            files["parties"] = parties
        table = _NAMED if "parties" in files else _UNNAMED
        return read_page(table, wanted.condition(), _ORDER, page, **files)

    def finding(self, finding_id: str) -> Row:
        """Return a row of findings.parquet; MissingError where there is none."""
        sql = "FROM read_parquet($findings) WHERE finding_id = $id LIMIT 1"
        rows = query_files(sql, {"id": finding_id}, findings=self._findings)
        if not rows:
            raise MissingError
        return rows[0]

    def findings_of(self, batteries: Sequence[str]) -> dict[str, int]:
        """Count the findings of each of these batteries."""
        sql = """
            SELECT battery_code, count(*) AS n FROM read_parquet($findings)
            WHERE list_contains($codes, battery_code) GROUP BY battery_code
        """
        rows = query_files(sql, {"codes": list(batteries)}, findings=self._findings)
        counted = {row["battery_code"]: row["n"] for row in rows}
        return {code: counted.get(code, 0) for code in batteries}

    def evidence_of(self, finding: Row) -> Evidence | None:
        """Return the records a finding rests on; None where the run kept none."""
        kept = read_evidence(self.path, [finding])
        return None if kept is None else Evidence(*kept)

    @cached_property
    def debtors(self) -> dict[str, Row]:
        """The parties that owe duties, by id, those with most breaches first.

        Rows of `entity_id`, `name`, `name_en`, `roles` (joined by `;`) and `region`, each
        perhaps None, and counts of duties: `breaches`, `undetermined`, `pending`,
        `compliant`. A run from before duties were counted by party has none.
        """
        files = {"duties": self.path / DUTY_COUNTS, "parties": self.path / PARTIES}
        if not all(file.is_file() for file in files.values()):
            return {}
        return {row["entity_id"]: row for row in query_files(_DEBTORS, {}, **files)}

    def all_findings(self) -> Iterator[Row]:
        """Yield every finding, some at a time."""
        reader = pq.ParquetFile(self._findings)
        with reader:
            for batch in reader.iter_batches(BATCH):
                yield from batch.to_pylist()

    def rejected(self) -> list[dict[str, str]]:
        """Return the first rows of rejected.csv, as many as a page shows."""
        file = self.path / "rejected.csv"
        if not file.is_file():
            return []
        with file.open(encoding="utf-8-sig", newline="") as rows:
            return list(islice(csv.DictReader(rows), REJECTED_SHOWN))

    def downloads(self) -> Sequence[str]:
        """Return the names of the files that can be downloaded from this folder."""
        return available(DOWNLOADS, self.path)

    @property
    def _findings(self) -> Path:
        return self.path / "findings.parquet"


def read_json(file: Path) -> Row:
    """Return the object that a JSON file holds."""
    content: Row = json.loads(file.read_text(encoding="utf-8"))
    return content


@lru_cache(maxsize=8)
def _rulebook_of(path: Path) -> Rulebook:
    return load_rulebook_from(read_run(path, check_files=False).rulebook.files)
