"""Read one run's folder for the pages: what it sums up, its findings, its rules."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

from engine.evidence import Evidence, read_evidence
from engine.rulebook import Rulebook, load_rulebook_from
from portal.errors import MissingError

Row = dict[str, Any]

PER_PAGE = 50
REJECTED_SHOWN = 50

# The gravest first: what is wrong, then what is unknown, then what still runs.
_ORDER = """
    list_position(['binding', 'advisory', 'voluntary'], force),
    list_position(['breach', 'undetermined', 'pending'], verdict),
    list_position(['critical', 'major', 'minor'], severity),
    rule_id, occurred_on, record_id, finding_id
"""
_SOUGHT_IN = ("record_id", "battery_code", "vin", "actor_id", "owed_by", "finding_id")


class Download(NamedTuple):
    """A file of the folder people may take away, and what it is."""

    file: str
    media_type: str


DOWNLOADS = {
    "report-zh": Download("report.zh.pdf", "application/pdf"),
    "report-en": Download("report.en.pdf", "application/pdf"),
    "findings": Download("findings.csv", "text/csv; charset=utf-8"),
    "rejected": Download("rejected.csv", "text/csv; charset=utf-8"),
    "run": Download("run.json", "application/json"),
}


@dataclass(frozen=True)
class Wanted:
    """Which findings to list; empty means any."""

    verdict: str = ""
    rule_id: str = ""
    force: str = ""
    text: str = ""

    def __bool__(self) -> bool:
        return bool(self.verdict or self.rule_id or self.force or self.text)

    def condition(self) -> tuple[str, dict[str, str]]:
        """Say it as SQL, with every value kept out of the statement."""
        named = {"verdict": self.verdict, "rule_id": self.rule_id, "force": self.force}
        values = {name: value for name, value in named.items() if value}
        parts = [f"{name} = ${name}" for name in values]
        if self.text:
            sought = " OR ".join(f"contains({name}, $text)" for name in _SOUGHT_IN)
            parts.append(f"({sought})")
            values["text"] = self.text
        return " AND ".join(parts) or "true", values


class RunFolder:
    """What a finished check left behind; nothing here writes."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @cached_property
    def summary(self) -> Row:
        return _read_json(self.path / "summary.json")

    @cached_property
    def run(self) -> Row:
        return _read_json(self.path / "run.json")

    @property
    def rulebook(self) -> Rulebook:
        """The rules the run was made with, as the run itself carries them."""
        return _rulebook_of(self.path)

    def findings(self, wanted: Wanted, page: int) -> tuple[list[Row], int]:
        """Return one page of the findings wanted and how many there are in all."""
        condition, values = wanted.condition()
        where = f"FROM read_parquet($file) WHERE {condition}"
        total = self._query(f"SELECT count(*) AS n {where}", values)[0]["n"]
        rows = self._query(
            f"SELECT * {where} ORDER BY {_ORDER} LIMIT $many OFFSET $skipped",
            {**values, "many": PER_PAGE, "skipped": (page - 1) * PER_PAGE},
        )
        return rows, total

    def finding(self, finding_id: str) -> Row:
        rows = self._query(
            "SELECT * FROM read_parquet($file) WHERE finding_id = $id LIMIT 1",
            {"id": finding_id},
        )
        if not rows:
            raise MissingError
        return rows[0]

    def evidence_of(self, finding: Row) -> Evidence | None:
        """Return the records a finding rests on; None where the run kept none."""
        kept = read_evidence(self.path, [finding])
        return None if kept is None else Evidence(*kept)

    def rejected(self) -> list[dict[str, str]]:
        """Return the first rejected rows; the file itself holds them all."""
        file = self.path / "rejected.csv"
        if not file.is_file():
            return []
        with file.open(encoding="utf-8-sig", newline="") as rows:
            return list(islice(csv.DictReader(rows), REJECTED_SHOWN))

    def downloads(self) -> Sequence[str]:
        """Name what can be taken away from this folder."""
        return [name for name, d in DOWNLOADS.items() if (self.path / d.file).is_file()]

    def _query(self, sql: str, values: Row) -> list[Row]:
        file = self.path / "findings.parquet"
        # The connection may read this one file, and nothing else of the machine.
        with duckdb.connect() as connection:
            connection.execute("SET allowed_paths = $files", {"files": [str(file)]})
            connection.execute("SET enable_external_access = false")
            connection.execute("SET lock_configuration = true")
            table = connection.execute(sql, {**values, "file": str(file)})
            names = [column[0] for column in table.description or ()]
            return [dict(zip(names, row, strict=True)) for row in table.fetchall()]


def _read_json(file: Path) -> Row:
    content: Row = json.loads(file.read_text(encoding="utf-8"))
    return content


@lru_cache(maxsize=8)
def _rulebook_of(path: Path) -> Rulebook:
    return load_rulebook_from(_read_json(path / "run.json")["rulebook"]["files"])
