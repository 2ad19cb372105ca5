"""Writes the files of a run: findings, evidence, rejects, what was judged by what."""

from __future__ import annotations

from pathlib import Path
from time import perf_counter
from typing import Any

from engine import VERSION
from engine.rulebook import Rule
from engine.runs.baseline import compare, write_comparison
from engine.runs.evidence import write_evidence
from engine.runs.folder import RUN, write_json
from engine.runs.outputs import (
    Origin,
    canonical_hash,
    write_findings,
    write_standards,
)
from engine.runs.result import RunResult
from engine.runs.summary import library_versions, origin_of, summary_of, where
from engine.tables.statement_queue import StatementQueue


def write_run(judged: RunResult, fresh: Path) -> dict[str, Any]:
    """Write every file of a run into a fresh folder; return the summary."""
    start = perf_counter()
    connection, options = judged.tables.connection, judged.options
    _keep_asked(judged)
    rows = connection.execute("SELECT count(*) FROM findings").fetchall()[0][0]
    if judged.earlier:
        compare(connection, judged.earlier, judged.rules, options.entities)
        write_comparison(connection, fresh / "baseline.csv")
    findings = {"rows": rows, "hash": _write_tables(judged, fresh)}
    idle = _idle(judged) if options.every_duty else ()
    origin = Origin(
        judged.as_of, judged.dataset, judged.rulebook, judged.rules, findings["hash"],
        judged.failures, idle, judged.earlier is not None,
    )  # fmt: skip
    write_standards(connection, fresh, options.formats, origin)
    judged.dataset.write_rejected(fresh / "rejected.csv")
    write_json(fresh / RUN, _run(judged, findings))
    seconds = {**judged.seconds, "writing": perf_counter() - start}
    summary = summary_of(judged, findings, seconds)
    write_json(fresh / "summary.json", summary)
    return summary


def _write_tables(judged: RunResult, fresh: Path) -> str:
    """Write findings and evidence; return the hash of the findings.

    Hashed beside the writing: each is the work of one core for most of its time.
    """
    connection, cursor = judged.tables.connection, judged.tables.connection.cursor()
    hashed: list[str] = []
    with StatementQueue(cursor.interrupt) as beside:
        beside.ask(lambda: hashed.append(canonical_hash(cursor, fresh)))
        write_findings(connection, fresh, judged.options.formats)
        write_evidence(connection, judged.dataset.words, fresh, _kept(judged))
    return hashed[0]


def _keep_asked(judged: RunResult) -> None:
    """Keep the table `findings`: the duties asked for, without what only runs need.

    Lasting, so that other cursors see it.
    """
    judged.tables.connection.execute(
        "CREATE OR REPLACE TABLE findings AS "
        "SELECT * EXCLUDE (situation, outcome, record_key) FROM duties "
        f"WHERE {judged.options.told}"
    )


def _kept(judged: RunResult) -> Path | None:
    """Return the earlier run whose untouched findings stand among these, if there is one."""
    followed = judged.followed
    return followed.folder if followed and not followed.full_run_reason else None


def _idle(judged: RunResult) -> tuple[Rule, ...]:
    """Return the rules under which no record opened a duty."""
    met = {rule_id for rule_id, _ in +judged.counts}
    return tuple(rule for rule in judged.rules if rule.id not in met)


def _run(judged: RunResult, findings: dict[str, Any]) -> dict[str, Any]:
    rulebook = judged.rulebook
    return {
        "packlaw": VERSION,
        "dataset": {**origin_of(judged.dataset), "path": str(judged.path.resolve())},
        "as_of": judged.as_of,
        "engine": judged.options.engine,
        **where(judged.options),
        "rulebook": {"fingerprint": rulebook.fingerprint, "files": rulebook.files},
        "versions": library_versions(),
        "options": judged.options.as_dict(),
        "findings": findings,
    }
