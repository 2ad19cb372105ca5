"""The content of `summary.json`: what a run read, and what each rule found in it."""

from __future__ import annotations

import importlib.metadata
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from engine import VERSION
from engine.dataset import Dataset
from engine.rulebook.outcomes import VERDICT_WORDS
from engine.runs.baseline import comparison_summary
from engine.runs.result import Options, RunResult

_VERSIONED = ("durable-rules", "duckdb", "ibis-framework", "pyarrow")


def summary_of(
    judged: RunResult, findings: Mapping[str, Any], seconds: Mapping[str, float]
) -> dict[str, Any]:
    """Say what was read, what each rule found, how long it took and what failed."""
    tables, opened = judged.tables, judged.dataset
    records = opened.counts["records"]
    events = {
        event: int(count) for event, count in tables.rows(tables.table("event_counts"))
    }
    corrected = tables.count(tables.table("superseded"))
    summary = {
        "dataset": origin_of(opened),
        "rulebook": judged.rulebook.fingerprint,
        "as_of": judged.as_of,
        "engine": judged.options.engine,
        **where(judged.options),
        "versions": library_versions(),
        "records": {
            **records,
            "not_seen": records["accepted"] - sum(events.values()) - corrected,
            "corrected": corrected,
        },
        "tables": opened.counts,
        "encodings": dict(opened.encodings),
        "warnings": [asdict(warning) for warning in opened.warnings],
        "rules": _rule_counts(events, judged),
        "seconds": {phase: round(took, 3) for phase, took in seconds.items()},
        "findings": findings,
        "failures": judged.failures,
    }  # fmt: skip
    if judged.agreement:
        summary["agreement"] = asdict(judged.agreement)
    if judged.followed:
        summary["since"] = judged.followed.as_dict()
    if judged.earlier:
        summary["baseline"] = comparison_summary(
            tables.connection, judged.earlier, judged.rulebook.fingerprint,
            judged.as_of, judged.options.as_dict(),
        )  # fmt: skip
    return summary


def origin_of(dataset: Dataset) -> dict[str, Any]:
    """Say which dataset it is, as run.json and summary.json do."""
    complete = dataset.complete
    return {
        "hash": dataset.hash, "title": dataset.title, "source": dataset.source,
        "vocabulary": dataset.vocabulary,
        "complete": {"from": complete.start, "until": complete.until},
    }  # fmt: skip


def where(options: Options) -> dict[str, dict[str, str]]:
    """Say on which Spark a run was judged; nothing where on none."""
    if options.on is None:
        return {}
    version = importlib.metadata.version("pyspark")
    return {"spark": {"on": options.on, "version": version}}


def library_versions() -> dict[str, str]:
    libraries = {name: importlib.metadata.version(name) for name in _VERSIONED}
    return {"packlaw": VERSION, **libraries}


def _rule_counts(events: Mapping[str, int], judged: RunResult) -> list[dict[str, Any]]:
    """Count the duties of each rule by verdict, and the records that opened none."""
    counts = []
    for rule in judged.rules:
        verdicts: dict[str, int] = {
            word: judged.counts[rule.id, word] for word in VERDICT_WORDS
        }
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
