"""Builds the content of `summary.json` from an evaluated dataset."""

from __future__ import annotations

import importlib.metadata
from collections.abc import Mapping
from typing import cast

from engine.dataset import Dataset
from engine.rulebook.outcomes import VERDICT_WORDS
from engine.runs.baseline import comparison_summary
from engine.runs.options import Options
from engine.runs.result import RunResult
from engine.runs.summary import (
    DatasetSummary,
    FindingsSummary,
    OptionalParts,
    RecordCounts,
    RuleSummary,
    Summary,
)
from engine.runs.versions import library_versions


def build_summary(
    result: RunResult, findings: FindingsSummary, seconds: Mapping[str, float]
) -> Summary:
    """Return the summary; needs the tables `event_counts` and `superseded`.

    Where the result has a baseline, the table `comparison` too.
    """
    tables, dataset = result.tables, result.dataset
    events = {
        event: int(count) for event, count in tables.rows(tables.table("event_counts"))
    }
    corrected = tables.count(tables.table("superseded"))
    return {
        "dataset": dataset_summary(dataset),
        "rulebook": result.rulebook.fingerprint,
        "as_of": result.as_of,
        "engine": result.options.engine,
        **spark_part(result.options),
        "versions": library_versions(),
        "records": _record_counts(dataset, sum(events.values()), corrected),
        "tables": dataset.counts,
        "encodings": dict(dataset.encodings),
        "warnings": [
            {"code": w.code, "zh": w.zh, "en": w.en} for w in dataset.warnings
        ],
        "rules": _rule_counts(events, result),
        "seconds": {phase: round(took, 3) for phase, took in seconds.items()},
        "findings": findings,
        "failures": result.failures,
        **_comparisons(result),
    }


def _comparisons(result: RunResult) -> OptionalParts:
    """Return the parts that compare: evaluators, an earlier run, a baseline."""
    parts: OptionalParts = {}
    if result.agreement:
        parts["agreement"] = {
            "duties": result.agreement.duties,
            "differing": result.agreement.differing,
        }
    if result.incremental:
        parts["since"] = result.incremental.summary()
    if result.baseline:
        parts["baseline"] = comparison_summary(
            result.tables.connection, result.baseline, result.rulebook.fingerprint,
            result.as_of, result.options.record(),
        )  # fmt: skip
    return parts


def dataset_summary(dataset: Dataset) -> DatasetSummary:
    """Return which dataset it is, for `run.json` and `summary.json`."""
    complete = dataset.complete
    return {
        "hash": dataset.hash, "title": dataset.title, "source": dataset.source,
        "vocabulary": dataset.vocabulary,
        "complete": {"from": complete.start, "until": complete.until},
    }  # fmt: skip


def spark_part(options: Options) -> OptionalParts:
    """Return the key `spark`; no key where the run used no cluster."""
    if options.on is None:
        return {}
    version = importlib.metadata.version("pyspark")
    return {"spark": {"on": options.on, "version": version}}


def _record_counts(dataset: Dataset, seen: int, corrected: int) -> RecordCounts:
    counts = dataset.counts["records"]
    return cast(
        "RecordCounts",
        {
            **counts,
            "not_seen": counts["accepted"] - seen - corrected,
            "corrected": corrected,
        },
    )


def _rule_counts(events: Mapping[str, int], result: RunResult) -> list[RuleSummary]:
    """Count the duties of each rule by verdict, and the records that opened none.

    `events`: the visible records by event.
    """
    counts = []
    for rule in result.rules:
        verdicts: dict[str, int] = {
            word: result.counts[rule.id, word] for word in VERDICT_WORDS
        }
        records = sum(events.get(event, 0) for event in rule.when or events)
        counts.append(
            {
                "rule_id": rule.id,
                "version": rule.version,
                "instrument": rule.source.instrument,
                "article": rule.source.article,
                "force": rule.force,
                "severity": rule.severity,
                **verdicts,
                "no_duty": max(0, records - sum(verdicts.values())),
            }
        )
    return cast("list[RuleSummary]", counts)
