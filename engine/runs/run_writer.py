"""Writes the files of a run: findings, evidence, rejects, `summary.json`, `run.json`."""

from __future__ import annotations

from pathlib import Path
from time import perf_counter

import pyarrow as pa

from engine import VERSION
from engine.evaluation.finding_ids import KIND
from engine.rulebook import Rule
from engine.runs.baseline import compare, write_comparison
from engine.runs.duty_counts import write_duty_counts
from engine.runs.evidence import write_evidence
from engine.runs.folder import RUN, SUMMARY, write_json
from engine.runs.incremental.changes import create_table
from engine.runs.outputs import (
    Origin,
    canonical_hash,
    write_findings,
    write_standards,
)
from engine.runs.result import RunResult
from engine.runs.summary import FindingsSummary, Summary
from engine.runs.summary_builder import build_summary, dataset_summary, spark_part
from engine.runs.versions import library_versions
from engine.runs.watched import write_watched
from engine.tables.rows import arrow_table
from engine.tables.statement_queue import StatementQueue


def write_run(result: RunResult, fresh: Path) -> Summary:
    """Write every file of a run into an empty folder; return the summary."""
    start = perf_counter()
    connection, options = result.tables.connection, result.options
    _create_findings(result)
    _create_titles(result)
    rows = connection.execute("SELECT count(*) FROM findings").fetchall()[0][0]
    if result.baseline:
        compare(connection, result.baseline, result.rules, options.entities)
        write_comparison(connection, fresh / "baseline.csv")
    if result.watched:
        write_watched(connection, result.watched, fresh)
    findings = FindingsSummary(rows=rows, hash=_write_tables(result, fresh))
    idle = _rules_without_duties(result) if options.every_duty else ()
    origin = Origin(
        result.as_of, result.dataset, result.rulebook, result.rules, findings["hash"],
        result.failures, idle, result.baseline is not None, not +result.counts,
    )  # fmt: skip
    write_standards(connection, fresh, options.formats, origin)
    result.dataset.write_rejected(fresh / "rejected.csv")
    write_json(fresh / RUN, _run_json(result, findings))
    seconds = {**result.seconds, "writing": perf_counter() - start}
    summary = build_summary(result, findings, seconds, fresh)
    write_json(fresh / SUMMARY, summary)
    return summary


def _write_tables(result: RunResult, fresh: Path) -> str:
    """Write findings and evidence; return the hash of the findings.

    The hash is computed on a second thread: hashing and writing each use one core.
    """
    connection, cursor = result.tables.connection, result.tables.connection.cursor()
    hashes: list[str] = []
    with StatementQueue(cursor.interrupt) as queue:
        queue.submit(lambda: hashes.append(canonical_hash(cursor, fresh)))
        write_findings(connection, fresh, result.options.formats, result.options.heads)
        write_duty_counts(connection, result.counts, fresh)
        write_evidence(connection, result.dataset, fresh, _reused_run(result))
    return hashes[0]


def _create_findings(result: RunResult) -> None:
    """Create `findings`: the duties to list, with the columns of a finding alone.

    It is no temporary table, so that other cursors of the connection can read it.
    """
    result.tables.connection.execute(
        "CREATE OR REPLACE TABLE findings AS "
        "SELECT * EXCLUDE (situation, outcome, record_key) FROM duties "
        f"WHERE {result.options.is_listed}"
    )


def _create_titles(result: RunResult) -> None:
    """Create `rule_titles`: the title of each rule checked, in both languages."""
    names = ("rule_id", "rule_title_zh", "rule_title_en")
    rows = [(rule.id, rule.title.zh, rule.title.en) for rule in result.rules]
    titles = arrow_table(dict.fromkeys(names, pa.string()), rows)
    create_table(result.tables.connection, "rule_titles", titles)


def _reused_run(result: RunResult) -> Path | None:
    """Return the folder of the earlier run whose findings were copied, if any."""
    stats = result.incremental
    return stats.folder if stats and not stats.full_run_reason else None


def _rules_without_duties(result: RunResult) -> tuple[Rule, ...]:
    """Return the rules under which no record opened a duty."""
    with_duties = {rule_id for rule_id, *_ in +result.counts}
    return tuple(rule for rule in result.rules if rule.id not in with_duties)


def _run_json(result: RunResult, findings: FindingsSummary) -> dict[str, object]:
    """Return the content of `run.json`, to which `whole_run` adds the files."""
    rulebook, path = result.rulebook, result.path.resolve()
    return {
        "packlaw": VERSION,
        "finding_ids": KIND,
        "dataset": {
            **dataset_summary(result.dataset),
            "path": str(path),
            **({"is_source": True} if result.is_source else {}),
        },
        "as_of": result.as_of,
        "engine": result.options.engine,
        **spark_part(result.options),
        "rulebook": {"fingerprint": rulebook.fingerprint, "files": rulebook.files},
        "versions": library_versions(),
        "options": result.options.record(),
        "findings": findings,
    }
