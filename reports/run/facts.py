"""What a report says of its own making: the number on it and the files that it carries.

`report.json` names the run by its hashes and the report by its options, so that whoever
has the run can print the same bytes again; `findings.json` and `findings.csv` have all
findings that it is about, also those that it has no room for.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import gettempdir

import duckdb
import pyarrow as pa

from engine.evaluation.findings import COLUMNS
from engine.files.scratch import scratch_folder
from engine.rulebook import Rulebook
from engine.runs.evidence import PARTIES
from engine.runs.outputs import write_findings
from engine.tables.rows import arrow_table
from engine.tables.sql import text
from reports.attached import Attached
from reports.choices import ReportKind, ReportLanguage
from reports.folder import Content, Row
from reports.run.run_folder import FINDINGS, RunFolder

FORM = 1
FACTS = "report.json"
_BATCH = 1000
_BINDING_BREACHES = "verdict = 'breach' AND force = 'binding'"


@dataclass(frozen=True)
class Request:
    """Which report is made of a run, with all that its bytes depend on besides the run.

    `entity`: the party that it is about, None for all. `against`: an earlier run to
    compare with. `cap`: how many findings a rule are printed at most.
    """

    kind: ReportKind = "inspection"
    entity: str | None = None
    against: Path | None = None
    language: ReportLanguage = "zh"
    cap: int = 20


def facts_of(
    folder: RunFolder, request: Request, against: RunFolder | None = None
) -> Row:
    """Return the content of `report.json`, but for the hashes of the other files."""
    run, summary = folder.run, folder.summary
    made_of = {
        "form": FORM,
        "kind": request.kind,
        "entity": request.entity,
        "against": against and against.summary["findings"],
        "language": request.language,
        "cap": request.cap,
        "as_of": run["as_of"],
        "packlaw": run["packlaw"],
        "dataset": {key: run["dataset"][key] for key in ("hash", "title")},
        "rulebook": folder.rulebook.fingerprint,
        "findings": summary["findings"],
        "versions": dict(sorted(summary["versions"].items())),
    }
    return {**made_of, "number": number_of(made_of)}


def number_of(facts: Content) -> str:
    """Return the number of a report: its day, and eight digits of what it is made of.

    The language is no part of it: the same report in two languages has one number.
    """
    parts = {key: facts[key] for key in ("kind", "entity", "against", "dataset", "rulebook",
                                         "findings", "as_of", "packlaw")}  # fmt: skip
    digest = hashlib.sha256(canonical(parts)).hexdigest()
    return f"{facts['as_of'].replace('-', '')}-{digest[:8].upper()}"


def canonical(content: object) -> bytes:
    """Write JSON in the one way of these files: sorted keys, UTF-8, one line break."""
    written = json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1)
    return f"{written}\n".encode()


def attachments_of(
    folder: RunFolder, facts: Content, *, of_breaches: bool = False
) -> list[Attached]:
    """Return the files that a report carries; `report.json` has the SHA-256 of the others.

    `of_breaches`: of the findings, those that are breaches of binding rules alone.
    """
    findings = _findings(folder, of_breaches)
    hashes = {file.name: hashlib.sha256(file.content).hexdigest() for file in findings}
    own = Attached(
        FACTS, canonical({**facts, "attachments": hashes}), "application/json",
        "What this report was made of", "Data",
    )  # fmt: skip
    return [own, *findings]


def _findings(folder: RunFolder, of_breaches: bool) -> list[Attached]:
    """Return the findings that the report is about as JSON and as CSV."""
    entity = folder.entity.id if folder.entity else None
    where = _BINDING_BREACHES if of_breaches else "verdict <> 'compliant'"
    where += f" AND owed_by = {text(entity)}" if entity else ""
    with (
        scratch_folder(Path(gettempdir())) as scratch,
        duckdb.connect(config={"threads": 1}) as connection,
    ):
        _create_tables(connection, folder, where)
        write_findings(connection, scratch, ["csv"])
        order = "ORDER BY owed_by, rule_id, record_id"
        select = f"SELECT {', '.join(COLUMNS)} FROM findings {order}"
        listed = _as_json(connection.execute(select))
        table = (scratch / "findings.csv").read_bytes()
    return [
        Attached(
            "findings.json", listed, "application/json",
            "The findings of this report", "Data",
        ),
        Attached(
            "findings.csv", table, "text/csv", "The findings of this report", "Data",
        ),
    ]  # fmt: skip


def _as_json(found: duckdb.DuckDBPyConnection) -> bytes:
    """Write rows as `canonical` writes a list, with one batch of them in memory."""
    written = BytesIO()
    while rows := found.fetchmany(_BATCH):
        listed = [dict(zip(COLUMNS, map(_plain, row), strict=True)) for row in rows]
        written.write(b",\n" if written.tell() else b"[\n")
        written.write(canonical(listed).removeprefix(b"[\n").removesuffix(b"\n]\n"))
    if not written.tell():
        return canonical([])
    written.write(b"\n]\n")
    return written.getvalue()


def _create_tables(
    connection: duckdb.DuckDBPyConnection, folder: RunFolder, where: str
) -> None:
    """Create what `write_findings` needs."""
    files = folder.folder.path
    findings, parties = files / FINDINGS, files / PARTIES
    connection.execute(
        f"CREATE TABLE findings AS FROM read_parquet({text(str(findings))}) WHERE {where}"
    )
    named = (
        f"FROM read_parquet({text(str(parties))})"
        if parties.is_file()
        else "SELECT NULL::VARCHAR AS entity_id, NULL::VARCHAR AS name, "
        "NULL::VARCHAR AS name_en WHERE FALSE"
    )
    connection.execute(f"CREATE TABLE entities AS {named}")
    connection.register("titles", _titles(folder.rulebook))
    connection.execute("CREATE TABLE rule_titles AS FROM titles")


def _titles(rulebook: Rulebook) -> pa.Table:
    names = ("rule_id", "rule_title_zh", "rule_title_en")
    rows = [(rule.id, rule.title.zh, rule.title.en) for rule in rulebook.rules]
    return arrow_table(dict.fromkeys(names, pa.string()), rows)


def _plain(value: object) -> object:
    return value.isoformat() if hasattr(value, "isoformat") else value
