"""Checks a dataset against the rules and leaves a run: findings, summary, rejects."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

from engine import VERSION
from engine.baseline import (
    compare,
    comparison_summary,
    open_baseline,
    write_comparison,
)
from engine.dataset import Dataset, open_dataset
from engine.deadlines import load_calendar
from engine.errors import EvaluationError, UsageError
from engine.evaluation import (
    Progress,
    Situation,
    choose_rules,
    evaluate,
    keep_situations,
)
from engine.evidence import write_evidence
from engine.live import Failure
from engine.outputs import (
    FORMATS,
    Origin,
    canonical_hash,
    write_findings,
    write_standards,
)
from engine.rulebook import Rule, Rulebook, load_rulebook, shipped_rules
from engine.run_folder import RUN, whole_run, write_json
from engine.shortage import shortage_told
from engine.summary import ENGINE, library_versions, summary_of
from engine.workbench import Workbench

_FAILURES_SHOWN = 5


@dataclass(frozen=True)
class Run:
    """A finished run: its folder and the content of its `summary.json`."""

    folder: Path
    summary: Mapping[str, Any]
    failures: tuple[str, ...] = ()


def check(
    dataset: Path,
    out: Path,
    *,
    rules: Path | None = None,
    as_of: date | None = None,
    entities: Iterable[str] = (),
    rule_ids: Iterable[str] = (),
    formats: Sequence[str] = ("parquet", "csv"),
    every_duty: bool = False,
    encoding: str | None = None,
    baseline: Path | None = None,
    progress: Progress | None = None,
    print_reports: Callable[[Path], None] | None = None,
) -> Run:
    """Check the dataset and put the run in the place of `out`, whole or not at all.

    `as_of` defaults to the day up to which the dataset is complete. `baseline` is
    the folder of an earlier run: `baseline.csv` and the summary then say what is
    new against it, changed, open, fixed or gone. `print_reports` may add files to
    the run: it is given the folder, in which all else is written, before that is
    put in place. Raises RuleFileError, DatasetError or UsageError where an input is
    at fault or a disk is full; nothing is changed then. Groups the engine could not
    judge are named in `Run.failures` and the summary, and everything else is kept.
    """
    unknown = sorted(set(formats) - set(FORMATS))
    if unknown:
        raise UsageError(
            f"No format {', '.join(unknown)}. Formats: {', '.join(FORMATS)}."
        )
    start = perf_counter()
    folder = rules or shipped_rules()
    rulebook = load_rulebook(folder)
    earlier = open_baseline(baseline) if baseline else None
    loaded = perf_counter()
    tell = progress or (lambda phase, done, total: None)
    tell("reading", 0, 1)
    with shortage_told(), whole_run(out) as fresh, open_dataset(
        dataset, rulebook.vocabularies, encoding=encoding,
        progress=lambda table: tell(f"reading {table}", 0, 1),
    ) as opened:  # fmt: skip
        day = _as_of(opened, as_of)
        chosen = choose_rules(rulebook, opened.vocabulary, rule_ids)
        bench = Workbench(opened.connection)
        keep_situations(bench, [situation_of(opened, day)])
        seconds = {"rulebook": loaded - start, "reading": perf_counter() - loaded}
        failures, phases = evaluate(
            bench, rulebook, opened.vocabulary, chosen, load_calendar(folder), progress
        )
        seconds |= phases
        writing = perf_counter()
        tell("writing", 0, 1)
        _keep_asked(bench, tuple(entities), every_duty)
        findings = {
            "rows": bench.connection.execute(
                "SELECT count(*) FROM findings"
            ).fetchall()[0][0],
            "hash": canonical_hash(bench.connection, fresh),
        }
        failed = _failure_texts(bench, failures)
        options = {
            "entities": sorted(entities), "rule_ids": sorted(rule_ids),
            "formats": list(formats), "all": every_duty,
        }  # fmt: skip
        if earlier:
            compare(bench.connection, earlier, chosen, sorted(entities))
            write_comparison(bench.connection, fresh / "baseline.csv")
        origin = Origin(
            day, opened, rulebook, chosen, findings["hash"], tuple(failed),
            _idle(bench, chosen) if every_duty else (), earlier is not None,
        )  # fmt: skip
        write_findings(bench.connection, fresh, formats)
        write_standards(bench.connection, fresh, formats, origin)
        write_evidence(bench.connection, opened.words, fresh)
        opened.write_rejected(fresh / "rejected.csv")
        write_json(
            fresh / RUN,
            _run(opened, dataset, rulebook, day, options, findings),
        )
        seconds["writing"] = perf_counter() - writing
        summary = summary_of(
            bench, opened, rulebook, chosen, day, findings, seconds, failed
        )
        if earlier:
            summary["baseline"] = comparison_summary(
                bench.connection, earlier, rulebook.fingerprint, day, options
            )
        write_json(fresh / "summary.json", summary)
        if print_reports:
            print_reports(fresh)
    return Run(out, summary, tuple(failed))


def situation_of(dataset: Dataset, as_of: date) -> Situation:
    """Put a whole dataset as the one situation to judge."""
    return Situation(
        0,
        as_of,
        dataset.complete,
        "credentials" in dataset.present,
        "outlets" in dataset.present,
    )


def _as_of(dataset: Dataset, asked: date | None) -> date:
    day = asked or dataset.complete.until
    if day is None:
        raise UsageError(
            "The dataset does not say until when it is complete, so the day to judge "
            "for must be given: add --as-of YYYY-MM-DD."
        )
    return day


def _keep_asked(bench: Workbench, entities: tuple[str, ...], every_duty: bool) -> None:
    """Keep the table `findings`: the duties asked for, without what only runs need."""
    conditions = ["TRUE" if every_duty else "verdict <> 'compliant'"]
    if entities:
        conditions.append("list_contains(?, owed_by)")
    bench.connection.execute(
        "CREATE OR REPLACE TEMP TABLE findings AS "
        "SELECT * EXCLUDE (situation, outcome, x) FROM duties "
        f"WHERE {' AND '.join(conditions)}",
        [list(entities)] if entities else [],
    )


def _idle(bench: Workbench, rules: Sequence[Rule]) -> tuple[Rule, ...]:
    """Return the rules under which no record opened a duty."""
    met = bench.connection.execute("SELECT DISTINCT rule_id FROM duties").fetchall()
    return tuple(rule for rule in rules if (rule.id,) not in met)


def _failure_texts(bench: Workbench, failures: Sequence[Failure]) -> list[str]:
    texts = []
    for failure in failures:
        ids = bench.connection.execute(
            "SELECT record_id FROM facts WHERE list_contains(?, x) ORDER BY record_id",
            [list(failure.xs)],
        ).fetchall()
        named = ", ".join(record_id for (record_id,) in ids[:_FAILURES_SHOWN])
        more = (
            f" and {len(ids) - _FAILURES_SHOWN} more"
            if len(ids) > _FAILURES_SHOWN
            else ""
        )
        texts.append(f"{failure.reason}; records {named}{more}")
    return texts


def _run(
    opened: Dataset,
    path: Path,
    rulebook: Rulebook,
    as_of: date,
    options: dict[str, Any],
    findings: dict[str, Any],
) -> dict[str, Any]:
    return {
        "packlaw": VERSION,
        "dataset": {
            "hash": opened.hash,
            "path": str(path.resolve()),
            "title": opened.title,
            "source": opened.source,
            "vocabulary": opened.vocabulary,
            "complete": {"from": opened.complete.start, "until": opened.complete.until},
        },
        "as_of": as_of,
        "engine": ENGINE,
        "rulebook": {"fingerprint": rulebook.fingerprint, "files": rulebook.files},
        "versions": library_versions(),
        "options": options,
        "findings": findings,
    }


def raise_failures(run: Run) -> None:
    """Raise EvaluationError where the engine could not judge a part of the run."""
    if run.failures:
        raise EvaluationError(
            "The engine failed on a part of the dataset; the rest is written.\n"
            + "\n".join(run.failures)
        )
