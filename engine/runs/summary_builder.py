"""Builds the content of `summary.json` from an evaluated dataset."""

from __future__ import annotations

import importlib.metadata
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import cast

from engine.dataset import Dataset
from engine.dataset.origin import origin_part
from engine.evaluation.duty_counts import by_rule
from engine.rulebook.outcomes import VERDICT_WORDS
from engine.runs.baseline import comparison_summary
from engine.runs.gaps import absent_parts, undetermined_by_cause, unread_rows
from engine.runs.notices import is_nothing_judged, result_of
from engine.runs.options import Options
from engine.runs.parties import party_rows
from engine.runs.result import RunResult
from engine.runs.summary import (
    DatasetSummary,
    FindingsSummary,
    GapsPart,
    OptionalParts,
    RecordCounts,
    ResultPart,
    RuleSummary,
    Summary,
    wording,
)
from engine.runs.versions import library_versions


def build_summary(
    result: RunResult,
    findings: FindingsSummary,
    seconds: Mapping[str, float],
    folder: Path,
) -> Summary:
    """Return the summary; needs the tables `event_counts` and `superseded`.

    Where the result has a baseline, the table `comparison` too. `folder` holds the
    evidence of the run.
    """
    tables, dataset = result.tables, result.dataset
    seen = sum(count for _, count in tables.rows(tables.table("event_counts")))
    corrected = tables.count(tables.table("superseded"))
    records, rules = _record_counts(dataset, int(seen), corrected), _rule_counts(result)
    return {
        **_result(rules, result.as_of, records),
        "dataset": dataset_summary(dataset),
        "rulebook": result.rulebook.fingerprint,
        "as_of": result.as_of,
        "engine": result.options.engine,
        **spark_part(result.options),
        "versions": library_versions(),
        "records": records,
        "tables": dataset.counts,
        "files": dict(dataset.files),
        "encodings": dict(dataset.encodings),
        **_gaps(result, folder),
        "warnings": [
            {"code": w.code, "zh": w.zh, "en": w.en} for w in dataset.warnings
        ],
        "rules": rules,
        "seconds": {phase: round(took, 3) for phase, took in seconds.items()},
        "findings": findings,
        "failures": result.failures,
        **_comparisons(result),
    }


def _result(
    rules: Sequence[RuleSummary], as_of: date, records: RecordCounts
) -> ResultPart:
    """Return the result in words, and whether there is none."""
    words = result_of({"rules": rules, "as_of": as_of, "records": records})
    return {
        "result": {"code": words.code, **wording(words)},
        "nothing_judged": is_nothing_judged(rules),
    }


def _gaps(result: RunResult, folder: Path) -> GapsPart:
    """Return what was not read, what no file has, and what leaves duties undetermined."""
    with_duties = {rule_id for rule_id, *_ in +result.counts}
    judged = [rule for rule in result.rules if rule.id in with_duties]
    return {
        "unread": unread_rows(result.dataset),
        "absent": absent_parts(result.dataset, judged),
        "undetermined_by_cause": undetermined_by_cause(result, folder),
    }


def _comparisons(result: RunResult) -> OptionalParts:
    """Return the parties asked for, and what was compared: evaluators, earlier runs."""
    parts: OptionalParts = {}
    if entities := result.options.entities:
        parts["entities"] = party_rows(result.tables, entities)
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
        **origin_part(dataset.origin),
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


def _events(result: RunResult) -> dict[str, int]:
    """Count the visible records by event; of given parties those that they did."""
    tables, entities = result.tables, list(result.options.entities)
    counts = tables.table("event_counts")
    if entities:
        own = tables.table("visible")
        own = own.filter(own.actor_id.isin(entities))
        counts = own.group_by("event").agg(count=own.count())
    return {event: int(count) for event, count in tables.rows(counts)}


def _rule_counts(result: RunResult) -> list[RuleSummary]:
    """Count the duties of each rule by verdict, and the records that opened none."""
    duties, counts, events = by_rule(result.counts), [], _events(result)
    for rule in result.rules:
        verdicts: dict[str, int] = {
            word: duties[rule.id, word] for word in VERDICT_WORDS
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
