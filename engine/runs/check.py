"""Checks a dataset against the rules and leaves a run: findings, summary, rejects."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, nullcontext
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import gettempdir
from time import perf_counter
from typing import Any, Literal

from engine.dataset import Dataset, load, open_dataset
from engine.dataset.spark import Cluster, open_cluster
from engine.errors import EvaluationError, UsageError
from engine.evaluation.calendar import load_calendar
from engine.evaluation.findings import count_verdicts
from engine.evaluation.live import Failure
from engine.evaluation.pipeline import Progress, choose_day, choose_rules
from engine.files.disk_space import shortage_told
from engine.rulebook import Text, load_rulebook, shipped_rules
from engine.runs.agreement import evaluate_both
from engine.runs.baseline import Baseline, open_baseline
from engine.runs.files import write_run
from engine.runs.folder import whole_run
from engine.runs.incremental import Earlier, Judging, follow, open_earlier
from engine.runs.outputs import FORMATS, refuse_unknown_formats
from engine.runs.result import EvaluationResult, IncrementalStats, Options, RunResult
from engine.tables.duckdb.store import DuckDBTables
from engine.tables.store import TableStore

Engine = Literal["auto", "live", "sweep", "both"]
# Up to here durable-rules is done sooner than the sweep has begun.
LIVE_UP_TO = 50_000
_FAILURES_SHOWN = 5

BOTH_ENGINES = Text(
    "两种评估程序的对照须判断全部义务",
    "holding the two evaluators against each other takes every duty",
)
COMPARED = Text(
    "与基线比较须判断全部义务", "a comparison with a baseline takes every duty"
)


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
    since: Path | None = None,
    engine: Engine = "auto",
    on: str | None = None,
    limits: Limits = NO_LIMITS,
    progress: Progress | None = None,
    print_reports: Callable[[Path], None] | None = None,
) -> Run:
    """Check the dataset and put the run in the place of `out`, whole or not at all.

    `as_of` defaults to the day up to which the dataset is complete. `baseline` is
    the folder of an earlier run: `baseline.csv` and the summary then say what is
    new against it, changed, open, fixed or gone. `since` is the folder of a run on
    an older state of the dataset: only duties that changed records may bear on are
    then judged, or all, where that could change a finding; the summary says
    which. `engine`: `auto` is live up to
    LIVE_UP_TO records and the sweep beyond; `both` runs the two and has every duty
    on which they differ among the failures. `on` is the address of a Spark where the
    sweep is to run ("local[2]", "spark://host:7077"). `print_reports` may add files to the
    run: it is given the folder, in which all else is written, before that is put in
    place. Raises RuleFileError, DatasetError or UsageError where an input is at
    fault or a disk is full; nothing is changed then. Groups the engine could not
    judge are named in `Run.failures` and the summary, and everything else is kept.
    """
    refuse_unknown_formats(formats, FORMATS)
    if on:
        _refuse_on_spark(engine, since)
    start = perf_counter()
    folder = rules or shipped_rules()
    rulebook = load_rulebook(folder)
    earlier = open_baseline(baseline) if baseline else None
    followed = open_earlier(since) if since else None
    loaded = perf_counter()
    tell = progress or (lambda phase, done, total: None)
    tell("reading", 0, 1)
    with ExitStack() as stack:
        stack.enter_context(shortage_told())
        fresh = stack.enter_context(whole_run(out))
        place = stack.enter_context(_place(on, limits, tell))
        opening = partial(
            open_dataset, vocabularies=rulebook.vocabularies, encoding=encoding,
            scratch=limits.scratch, memory_limit=limits.memory, load=place.load,
            progress=lambda table: tell(f"reading {table}", 0, 1),
        )  # fmt: skip
        opened = stack.enter_context(opening(dataset))
        seconds = {"rulebook": loaded - start, "reading": perf_counter() - loaded}
        choose = partial(_engine_for, "sweep" if on else engine)
        options = Options(
            tuple(sorted(entities)), tuple(sorted(rule_ids)), tuple(formats), every_duty,
            choose(opened.counts["records"]["accepted"]), on,
        )  # fmt: skip
        judging = Judging(
            rulebook, choose_rules(rulebook, opened.vocabulary, options.rule_ids),
            load_calendar(folder), choose_day(opened, as_of), options,
            limits.scratch or Path(gettempdir()), tell, opening, choose,
        )  # fmt: skip
        tables = place.tables(opened)
        judged = _judge(judging, opened, tables, dataset, earlier, followed, seconds)
        tell("writing", 0, 1)
        summary = write_run(judged, fresh)
        if print_reports:
            print_reports(fresh)
    return Run(out, summary, judged.failures)


def _judge(
    judging: Judging,
    opened: Dataset,
    tables: TableStore,
    path: Path,
    baseline: Baseline | None,
    earlier: Earlier | None,
    seconds: Mapping[str, float],
) -> RunResult:
    """Judge from an earlier run where one is named and that can be done, else all."""
    judging.situate(opened, tables)
    if earlier is None:
        ruled = _judge_whole(judging, opened, tables, baseline)
    else:
        following = _full_run_reason(judging, baseline) or follow(
            earlier, opened, tables, judging
        )
        if isinstance(following, Text):
            followed = IncrementalStats(earlier.folder, full_run_reason=following)
            whole = _judge_whole(judging, opened, tables, baseline)
            following = replace(whole, followed=followed)
        ruled = following
    return RunResult(
        tables, opened, path, judging.rulebook, judging.rules, judging.as_of,
        replace(judging.options, engine=ruled.engine),
        tuple(_failure_text(tables, failure) for failure in ruled.failures),
        {**seconds, **ruled.seconds}, ruled.counts, baseline, ruled.agreement,
        ruled.followed,
    )  # fmt: skip


def _judge_whole(
    judging: Judging, opened: Dataset, tables: TableStore, baseline: Baseline | None
) -> EvaluationResult:
    engine = judging.options.engine
    if engine == "both":
        failures, seconds, agreement = evaluate_both(
            tables, judging.rulebook, opened.vocabulary, judging.rules,
            judging.calendar, judging.progress,
        )  # fmt: skip
        return EvaluationResult(
            failures, seconds, count_verdicts(tables), engine, agreement
        )
    # To tell what is mended from what is gone, a comparison asks for every duty.
    every_duty = judging.options.every_duty or baseline is not None
    failures, seconds = judging.judge(opened, tables, engine, every_duty=every_duty)
    return EvaluationResult(failures, seconds, count_verdicts(tables), engine)


def _full_run_reason(judging: Judging, baseline: Baseline | None) -> Text | None:
    """Say what was asked for that only judging everything gives."""
    if judging.options.engine == "both":
        return BOTH_ENGINES
    return COMPARED if baseline else None


class _Here:
    """This process: where tables are read and judged unless a Spark is named."""

    load = staticmethod(load)

    def tables(self, dataset: Dataset) -> TableStore:
        return DuckDBTables(dataset.connection)


def _place(
    on: str | None, limits: Limits, tell: Progress
) -> AbstractContextManager[_Here | Cluster]:
    """Return where tables are read and judged, as a context to enter."""
    if on is None:
        return nullcontext(_Here())
    return open_cluster(
        on, limits.scratch, limits.memory, lambda phase: tell(phase, 0, 1)
    )


def _refuse_on_spark(engine: Engine, since: Path | None) -> None:
    if engine in ("live", "both"):
        raise UsageError(
            f"--engine {engine} runs on this machine alone.  With --on, say --engine "
            "sweep, or nothing."
        )
    if since:
        raise UsageError(
            "--since judges a part of a dataset, on this machine.  Leave out --since or "
            "--on."
        )


def _engine_for(asked: Engine, records: int) -> str:
    """Choose the evaluator that so many records are soonest judged by, if none is asked for."""
    if asked != "auto":
        return asked
    return "live" if records <= LIVE_UP_TO else "sweep"


def _failure_text(tables: TableStore, failure: Failure) -> str:
    ids = tables.connection.execute(
        "SELECT record_id FROM visible WHERE list_contains(?, record_key) ORDER BY record_id",
        [list(failure.record_keys)],
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
