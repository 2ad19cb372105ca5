"""Writes findings as SARIF 2.1.0, which code hosts and editors show beside the records.

A verdict becomes a `kind` (section 3.27.9): a breach fails, what is undetermined is
for review, what is pending is open. Only a breach has a `level` (section 3.27.10).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import quote

import duckdb

from engine import VERSION
from engine.rulebook import Rule
from engine.runs.outputs.json_stream import Streamed, write_json_stream
from engine.runs.outputs.origin import Origin, both
from engine.runs.rows import FindingRow
from engine.wording.places import place_of

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_KINDS = {
    "compliant": "pass",
    "breach": "fail",
    "pending": "open",
    "undetermined": "review",
}
_LEVELS = {"minor": "warning", "major": "error", "critical": "error"}
_NOT_BINDING = "note"
_STATES = {"new": "new", "changed": "updated", "fixed": "updated", "open": "unchanged"}
_IDLE = both("没有记录产生本规则的义务。", "No record opened a duty under this rule.")
_PROPERTIES = (
    "verdict", "rule_version", "article", "confidence", "force", "severity",
    "battery_code", "vin", "actor_id", "owed_by", "region", "occurred_on", "due_on",
    "done_on", "days", "missing_field", "witness_id", "row", "source_file",
    "source_sheet", "source_row",
)  # fmt: skip


def write_sarif(
    connection: duckdb.DuckDBPyConnection, file: Path, origin: Origin
) -> None:
    """Write one SARIF log with one run."""
    write_json_stream(
        file,
        {
            "$schema": _SCHEMA,
            "version": "2.1.0",
            "runs": [_run(connection, origin)],
        },
    )


def _run(connection: duckdb.DuckDBPyConnection, origin: Origin) -> dict[str, object]:
    driver = {
        "name": "packlaw",
        "version": VERSION,
        "rules": [_rule(rule, origin) for rule in origin.rules],
    }
    properties = {
        "as_of": origin.as_of.isoformat(),
        "dataset": {
            "title": origin.dataset.title,
            "source": origin.dataset.source,
            "hash": origin.dataset.hash,
        },
        "rulebook": origin.rulebook.fingerprint,
    }
    return {
        "tool": {"driver": driver},
        "invocations": [_invocation(origin)],
        "artifacts": [{"location": {"uri": quote(file)}} for file in origin.files],
        "columnKind": "unicodeCodePoints",
        "properties": properties,
        "results": Streamed(_results(connection, origin)),
    }


def _invocation(origin: Origin) -> dict[str, object]:
    """Return the invocation, with a notification for each reason why it is no pass."""
    failures = [
        {"level": "error", "message": {"text": text}} for _, text in origin.errors
    ]
    return {
        "executionSuccessful": not failures,
        **({"toolExecutionNotifications": failures} if failures else {}),
    }


def _rule(rule: Rule, origin: Origin) -> dict[str, object]:
    instrument = origin.rulebook.instrument_of(rule)
    place = f"{instrument.title.zh} / {instrument.title.en}: {rule.source.article}"
    return {
        "id": rule.id,
        "shortDescription": {"text": both(rule.title.zh, rule.title.en)},
        "fullDescription": {"text": f"{both(rule.title.zh, rule.title.en)}\n{place}"},
        "help": {"text": both(rule.remedy.zh, rule.remedy.en)},
        "defaultConfiguration": {"level": _level(rule.force, rule.severity)},
        "properties": {
            "version": rule.version,
            "instrument": rule.source.instrument,
            "article": rule.source.article,
            "confidence": rule.source.confidence,
            "force": rule.force,
            "severity": rule.severity,
            "review": rule.review.state,
            "tags": [rule.force, rule.source.instrument],
        },
    }


def _level(force: str, severity: str) -> str:
    """Return the level of a breach: `note` unless the rule is binding."""
    return _LEVELS[severity] if force == "binding" else _NOT_BINDING


def _results(
    connection: duckdb.DuckDBPyConnection, origin: Origin
) -> Iterator[dict[str, object]]:
    places = {rule.id: number for number, rule in enumerate(origin.rules)}
    for finding in origin.findings(connection):
        yield _result(finding, places[finding["rule_id"]], origin)
    for rule in origin.idle:
        yield {
            "ruleId": rule.id,
            "ruleIndex": places[rule.id],
            "kind": "notApplicable",
            "level": "none",
            "message": {"text": _IDLE},
            "locations": [{"physicalLocation": _artifact(origin.records_file, origin)}],
            **({"baselineState": "unchanged"} if origin.is_compared else {}),
        }


def _result(finding: FindingRow, rule_index: int, origin: Origin) -> dict[str, object]:
    kind = _KINDS[finding["verdict"]]
    columns: Mapping[str, object] = finding
    is_breach = kind == "fail"
    result = {
        "ruleId": finding["rule_id"],
        "ruleIndex": rule_index,
        "kind": kind,
        "level": _level(finding["force"], finding["severity"]) if is_breach else "none",
        "message": {"text": both(finding["reason_zh"], finding["reason_en"])},
        "locations": [_location(finding, origin)],
        "partialFingerprints": {"findingId/v1": finding["finding_id"]},
        "properties": {
            name: _plain(columns[name])
            for name in _PROPERTIES
            if columns[name] is not None
        },
    }
    if origin.is_compared:
        # A duty that was met in both runs is not in the comparison.
        result["baselineState"] = _STATES.get(finding["state"] or "", "unchanged")
    return result


def _location(finding: FindingRow, origin: Origin) -> dict[str, object]:
    """Return the place of the record: its id, its file, its line where that is certain.

    The file is that of the source where a mapping had the record from one. Code hosts take
    no result without a file. A yearly duty is of many records, so that it has the file
    alone; so has a record of a file that has no lines.
    """
    place = _artifact(origin.file(finding), origin)
    line = origin.line(finding)
    if line is not None:
        place["region"] = {"startLine": line}
    row = finding["row"]
    kind, where = ("group", "") if row is None else ("record", f", row {row}")
    source = place_of(finding)
    decorated = source.en if source else f"{origin.records_file}{where}"
    return {
        "physicalLocation": place,
        "logicalLocations": [
            {
                "name": finding["record_id"],
                "fullyQualifiedName": f"records/{finding['record_id']}",
                "decoratedName": decorated,
                "kind": kind,
            }
        ],
    }


def _artifact(file: str, origin: Origin) -> dict[str, object]:
    """Return the place of a file, with its number where it is one of the artifacts."""
    number = {"index": origin.files.index(file)} if file in origin.files else {}
    return {"artifactLocation": {"uri": quote(file), **number}}


def _plain(value: object) -> object:
    """Return a value as JSON can hold it: numbers stay, days become text."""
    return value if isinstance(value, int) else str(value)
