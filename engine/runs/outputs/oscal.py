"""Writes findings as OSCAL assessment results, which auditors' tools read.

Each duty is an observation. A finding is a conclusion on one party and one binding
rule: not satisfied if a duty was breached, satisfied if all were met. OSCAL has no
third state: where neither holds there is no finding, and what is undetermined is a
risk under investigation. There are no conclusions on rules that are not binding.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import duckdb

from engine import VERSION
from engine.rulebook import Rule
from engine.runs.outputs.json_stream import Streamed, write_json_stream
from engine.runs.outputs.origin import Origin, both, rows_of
from engine.runs.outputs.oscal_conclusions import Conclusions
from engine.runs.outputs.oscal_words import (
    TOOL,
    control_id,
    line,
    moment,
    objective_id,
    props,
    uuid_of,
)
from engine.runs.rows import FindingRow

# The files also satisfy the schema of 1.2.3 (see the tests); the older number keeps
# them open to tools that accept nothing newer.
_OSCAL = "1.2.1"
_PLAN_REMARKS = both(
    "没有单独的评估计划：规则集就是计划，全文在 run.json 中。",
    "There is no separate plan: the rulebook is the plan, in full in run.json.",
)
_PROPERTIES = {
    "finding-id": "finding_id", "rule-id": "rule_id", "rule-version": "rule_version",
    "article": "article", "confidence": "confidence", "force": "force",
    "severity": "severity", "verdict": "verdict", "record-id": "record_id",
    "battery-code": "battery_code", "vin": "vin", "actor-id": "actor_id",
    "owed-by": "owed_by", "region": "region", "occurred-on": "occurred_on",
    "due-on": "due_on", "done-on": "done_on", "days": "days",
    "missing-field": "missing_field", "witness-id": "witness_id",
    "baseline-state": "state",
}  # fmt: skip


def write_oscal(
    connection: duckdb.DuckDBPyConnection, file: Path, origin: Origin
) -> None:
    """Write one assessment-results document with one result.

    Identifiers are derived from what they name: a duty has the same one in every run.
    """
    document = {
        "uuid": uuid_of(
            "document", origin.dataset.hash, origin.rulebook.fingerprint,
            moment(origin.as_of), origin.findings_hash,
        ),
        "metadata": _metadata(connection, origin),
        "import-ap": {"href": f"#{_rulebook_id(origin)}", "remarks": _PLAN_REMARKS},
        **_objectives(origin),
        "results": [_result(connection, origin)],
        "back-matter": {"resources": _resources(origin)},
    }  # fmt: skip
    write_json_stream(file, {"assessment-results": document})


def _metadata(
    connection: duckdb.DuckDBPyConnection, origin: Origin
) -> dict[str, object]:
    return {
        "title": line(f"packlaw: {origin.dataset.title}"),
        "last-modified": moment(origin.as_of),
        "version": origin.as_of.isoformat(),
        "oscal-version": _OSCAL,
        "parties": Streamed(_parties(connection), or_nothing=True),
    }


def _parties(connection: duckdb.DuckDBPyConnection) -> Iterator[dict[str, object]]:
    """Yield each party that owes one of the duties, with its name where known."""
    query = (
        "SELECT owed_by, coalesce(any_value(name), any_value(name_en)) AS name "
        "FROM findings LEFT JOIN entities ON entity_id = owed_by "
        "WHERE owed_by IS NOT NULL GROUP BY owed_by ORDER BY owed_by"
    )
    for party in rows_of(connection, query):
        yield {
            "uuid": uuid_of("party", party["owed_by"]),
            "type": "organization",
            "name": line(party["name"] or party["owed_by"]),
            "props": props({"entity-id": party["owed_by"]}),
        }


def _objectives(origin: Origin) -> dict[str, object]:
    """Define each rule as an objective, which findings refer to."""
    if not origin.rules:
        return {}
    found = [_objective(rule, origin) for rule in origin.rules]
    return {"local-definitions": {"objectives-and-methods": found}}


def _objective(rule: Rule, origin: Origin) -> dict[str, object]:
    instrument = origin.rulebook.instrument_of(rule)
    properties = {
        "rule-id": rule.id, "rule-version": rule.version,
        "instrument": rule.source.instrument, "article": rule.source.article,
        "confidence": rule.source.confidence, "force": rule.force,
        "severity": rule.severity, "review": rule.review.state,
    }  # fmt: skip
    return {
        "control-id": control_id(rule.id),
        "description": both(instrument.title.zh, instrument.title.en),
        "props": props(properties),
        "parts": [
            {
                "id": objective_id(rule.id),
                "name": "objective",
                "title": line(rule.title.en),
                "prose": both(rule.title.zh, rule.title.en),
            }
        ],
    }


def _result(connection: duckdb.DuckDBPyConnection, origin: Origin) -> dict[str, object]:
    conclusions = Conclusions(connection, origin)
    observed = (_observation(f, origin) for f in origin.findings(connection))
    return {
        "uuid": uuid_of(
            "result", origin.dataset.hash, origin.rulebook.fingerprint,
            moment(origin.as_of), origin.findings_hash,
        ),
        "title": line(origin.dataset.title),
        "description": origin.dataset.source,
        "start": moment(origin.as_of),
        "end": moment(origin.as_of),
        "local-definitions": {"assessment-assets": _assets()},
        "reviewed-controls": _reviewed(origin),
        **_log(origin),
        "observations": Streamed(observed, or_nothing=True),
        "risks": Streamed(conclusions.risks(), or_nothing=True),
        "findings": Streamed(conclusions.findings(), or_nothing=True),
    }  # fmt: skip


def _observation(finding: FindingRow, origin: Origin) -> dict[str, object]:
    columns: Mapping[str, object] = finding
    properties = {name: columns[column] for name, column in _PROPERTIES.items()}
    observation: dict[str, object] = {
        "uuid": uuid_of("observation", finding["finding_id"]),
        "description": both(finding["reason_zh"], finding["reason_en"]),
        "props": props(properties),
        "methods": ["TEST"],
        "types": ["control-objective"],
        "collected": moment(origin.as_of),
    }
    if finding["owed_by"] is not None:
        subject = {"subject-uuid": uuid_of("party", finding["owed_by"])}
        observation["subjects"] = [{**subject, "type": "party"}]
    if finding["row"] is not None:
        place = f"{origin.records_file}, row {finding['row']}: {finding['record_id']}"
        observation["relevant-evidence"] = [
            {"href": f"#{_dataset_id(origin)}", "description": place}
        ]
    return observation


def _assets() -> dict[str, object]:
    return {
        "components": [
            {
                "uuid": TOOL,
                "type": "software",
                "title": "packlaw",
                "description": "Checks records against rules.",
                "props": props({"version": VERSION}),
                "status": {"state": "operational"},
            }
        ],
        "assessment-platforms": [
            {
                "uuid": uuid_of("platform"),
                "uses-components": [{"component-uuid": TOOL}],
            }
        ],
    }


def _reviewed(origin: Origin) -> dict[str, object]:
    if not origin.rules:
        return {"control-selections": [{"include-all": {}}]}
    ids = [rule.id for rule in origin.rules]
    return {
        "control-selections": [
            {"include-controls": [{"control-id": control_id(i)} for i in ids]}
        ],
        "control-objective-selections": [
            {"include-objectives": [{"objective-id": objective_id(i)} for i in ids]}
        ],
    }


def _log(origin: Origin) -> dict[str, object]:
    """Return the assessment log with an entry for each reason why the run is no pass."""
    entries = [
        {
            "uuid": uuid_of("failure", text),
            "title": kind,
            "description": text,
            "start": moment(origin.as_of),
        }
        for kind, text in origin.errors
    ]
    return {"assessment-log": {"entries": entries}} if entries else {}


def _resources(origin: Origin) -> list[dict[str, object]]:
    return [
        {
            "uuid": _rulebook_id(origin),
            "title": "rulebook",
            "props": props({"fingerprint": origin.rulebook.fingerprint}),
            "rlinks": [{"href": "run.json", "media-type": "application/json"}],
        },
        {
            "uuid": _dataset_id(origin),
            "title": line(origin.dataset.title),
            "description": origin.dataset.source,
            "props": props({"sha-256": origin.dataset.hash}),
        },
    ]


def _rulebook_id(origin: Origin) -> str:
    return uuid_of("rulebook", origin.rulebook.fingerprint)


def _dataset_id(origin: Origin) -> str:
    return uuid_of("dataset", origin.dataset.hash)
