"""Checks a dataset against the rules and leaves a run: findings, summary, rejects."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any, Literal

from engine.agreement import Agreement, evaluate_both
from engine.baseline import Baseline, open_baseline
from engine.dataset import Dataset, open_dataset
from engine.deadlines import Calendar, load_calendar
from engine.errors import EvaluationError, UsageError
from engine.evaluation import (
    Progress,
    Situation,
    choose_rules,
    evaluate,
    keep_situations,
)
from engine.judged import Judged, Options
from engine.live import Failure
from engine.outputs import FORMATS
from engine.rulebook import Rulebook, load_rulebook, shipped_rules
from engine.run_files import write_run
from engine.run_folder import whole_run
from engine.shortage import shortage_told
from engine.workbench import Workbench

Engine = Literal["auto", "live", "sweep", "both"]
# Up to here durable-rules is done sooner than the sweep has begun.
LIVE_UP_TO = 50_000
_FAILURES_SHOWN = 5


@dataclass(frozen=True)
class Run:
    """A finished run: its folder and the content of its `summary.json`."""

    folder: Path
    summary: Mapping[str, Any]
    failures: tuple[str, ...] = ()


@dataclass(frozen=True)
class Limits:
    """How much memory tables may take ("8GB"), and where they go beyond it."""

    memory: str | None = None
    scratch: Path | None = None


NO_LIMITS = Limits()


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
    engine: Engine = "auto",
    limits: Limits = NO_LIMITS,
    progress: Progress | None = None,
    print_reports: Callable[[Path], None] | None = None,
) -> Run:
    """Check the dataset and put the run in the place of `out`, whole or not at all.

    `as_of` defaults to the day up to which the dataset is complete. `baseline` is
    the folder of an earlier run: `baseline.csv` and the summary then say what is
    new against it, changed, open, fixed or gone. `engine`: `auto` is live up to
    LIVE_UP_TO records and the sweep beyond; `both` runs the two and has every duty
    on which they differ among the failures. `print_reports` may add files to the
    run: it is given the folder, in which all else is written, before that is put in
    place. Raises RuleFileError, DatasetError or UsageError where an input is at
    fault or a disk is full; nothing is changed then. Groups the engine could not
    judge are named in `Run.failures` and the summary, and everything else is kept.
    """
    _refuse_unknown(formats)
    start = perf_counter()
    folder = rules or shipped_rules()
    rulebook = load_rulebook(folder)
    earlier = open_baseline(baseline) if baseline else None
    loaded = perf_counter()
    tell = progress or (lambda phase, done, total: None)
    tell("reading", 0, 1)
    with shortage_told(), whole_run(out) as fresh, open_dataset(
        dataset, rulebook.vocabularies, encoding=encoding, scratch=limits.scratch,
        memory_limit=limits.memory, progress=lambda table: tell(f"reading {table}", 0, 1),
    ) as opened:  # fmt: skip
        seconds = {"rulebook": loaded - start, "reading": perf_counter() - loaded}
        options = Options(
            tuple(sorted(entities)), tuple(sorted(rule_ids)), tuple(formats), every_duty,
            _engine_for(opened) if engine == "auto" else engine,
        )  # fmt: skip
        judged = _judge(
            opened, dataset, rulebook, _as_of(opened, as_of), options, earlier,
            load_calendar(folder), seconds, tell,
        )  # fmt: skip
        tell("writing", 0, 1)
        summary = write_run(judged, fresh)
        if print_reports:
            print_reports(fresh)
    return Run(out, summary, judged.failures)


def _judge(
    opened: Dataset,
    path: Path,
    rulebook: Rulebook,
    as_of: date,
    options: Options,
    earlier: Baseline | None,
    calendar: Calendar,
    seconds: Mapping[str, float],
    progress: Progress,
) -> Judged:
    rules = choose_rules(rulebook, opened.vocabulary, options.rule_ids)
    bench = Workbench(opened.connection)
    keep_situations(bench, [situation_of(opened, as_of)])
    cause = (bench, rulebook, opened.vocabulary, rules, calendar, progress)
    agreement: Agreement | None = None
    if options.engine == "both":
        failures, took, agreement = evaluate_both(*cause)
    else:
        # To tell what is mended from what is gone, a comparison asks for every duty.
        failures, took = evaluate(
            *cause,
            evaluator="sweep" if options.engine == "sweep" else "live",
            every_duty=options.every_duty or earlier is not None,
        )
    return Judged(
        bench, opened, path, rulebook, rules, as_of, options,
        tuple(_failure_text(bench, failure) for failure in failures),
        {**seconds, **took}, earlier, agreement,
    )  # fmt: skip


def _engine_for(dataset: Dataset) -> str:
    """Choose the evaluator that a dataset of this size is soonest judged by."""
    return "live" if dataset.counts["records"]["accepted"] <= LIVE_UP_TO else "sweep"


def _refuse_unknown(formats: Sequence[str]) -> None:
    if unknown := sorted(set(formats) - set(FORMATS)):
        raise UsageError(
            f"No format {', '.join(unknown)}. Formats: {', '.join(FORMATS)}."
        )


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


def _failure_text(bench: Workbench, failure: Failure) -> str:
    ids = bench.connection.execute(
        "SELECT record_id FROM seen WHERE list_contains(?, x) ORDER BY record_id",
        [list(failure.xs)],
    ).fetchall()
    named = ", ".join(record_id for (record_id,) in ids[:_FAILURES_SHOWN])
    rest = len(ids) - _FAILURES_SHOWN
    more = f" and {rest} more" if rest > 0 else ""
    return f"{failure.reason}; records {named}{more}"


def raise_failures(run: Run) -> None:
    """Raise EvaluationError where the engine could not judge a part of the run."""
    if run.failures:
        raise EvaluationError(
            "The engine failed on a part of the dataset; the rest is written.\n"
            + "\n".join(run.failures)
        )
