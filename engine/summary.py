"""The content of `summary.json`: what a run read, and what each rule found in it."""

from __future__ import annotations

import importlib.metadata
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from engine import VERSION
from engine.dataset import Dataset
from engine.rulebook import Rule, Rulebook
from engine.workbench import Workbench

ENGINE = "live"
VERDICT_WORDS = ("compliant", "breach", "pending", "undetermined")
_VERSIONED = ("durable-rules", "duckdb", "ibis-framework", "pyarrow")


def summary_of(
    bench: Workbench,
    opened: Dataset,
    rulebook: Rulebook,
    rules: Sequence[Rule],
    as_of: date,
    findings: dict[str, Any],
    seconds: dict[str, float],
    failures: list[str],
) -> dict[str, Any]:
    """Say what was read, what each rule found, how long it took and what failed."""
    records = opened.counts["records"]
    seen = _one(bench, "SELECT count(*) FROM seen")
    corrected = _one(
        bench,
        "SELECT count(*) FROM in_sight SEMI JOIN hidden USING (situation, record_id)",
    )
    return {
        "dataset": {
            "hash": opened.hash, "title": opened.title, "source": opened.source,
            "vocabulary": opened.vocabulary,
            "complete": {"from": opened.complete.start, "until": opened.complete.until},
        },
        "rulebook": rulebook.fingerprint,
        "as_of": as_of,
        "engine": ENGINE,
        "versions": library_versions(),
        "records": {
            **records,
            "not_seen": records["accepted"] - seen - corrected,
            "corrected": corrected,
        },
        "tables": opened.counts,
        "encodings": dict(opened.encodings),
        "warnings": [asdict(warning) for warning in opened.warnings],
        "rules": _rule_counts(bench, rules),
        "seconds": {phase: round(took, 3) for phase, took in seconds.items()},
        "findings": findings,
        "failures": failures,
    }  # fmt: skip


def library_versions() -> dict[str, str]:
    libraries = {name: importlib.metadata.version(name) for name in _VERSIONED}
    return {"packlaw": VERSION, **libraries}


def _one(bench: Workbench, sql: str) -> int:
    return int(bench.connection.execute(sql).fetchall()[0][0])


def _rule_counts(bench: Workbench, rules: Sequence[Rule]) -> list[dict[str, Any]]:
    """Count the duties of each rule by verdict, and the records that opened none."""
    duties: dict[tuple[str, str], int] = {
        (rule_id, verdict): count
        for rule_id, verdict, count in bench.connection.execute(
            "SELECT rule_id, verdict, count(*) FROM duties GROUP BY ALL"
        ).fetchall()
    }
    events = dict(
        bench.connection.execute(
            "SELECT event, count(*) FROM seen GROUP BY event"
        ).fetchall()
    )
    counts = []
    for rule in rules:
        verdicts = {word: duties.get((rule.id, word), 0) for word in VERDICT_WORDS}
        asked = sum(events.get(event, 0) for event in rule.when or events)
        counts.append(
            {
                "rule_id": rule.id,
                "version": rule.version,
                "instrument": rule.source.instrument,
                "article": rule.source.article,
                "force": rule.force,
                "severity": rule.severity,
                **verdicts,
                "no_duty": max(0, asked - sum(verdicts.values())),
            }
        )
    return counts
