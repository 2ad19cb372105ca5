"""Executes a check: reads a dataset, evaluates the rules, writes the run folder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, ExitStack, nullcontext
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from time import perf_counter

from engine.dataset import Dataset, load, open_dataset
from engine.dataset.spark import Cluster, open_cluster
from engine.errors import EvaluationError, Fault, Message, UsageError, message
from engine.evaluation.calendar import load_calendar
from engine.evaluation.duty_counts import DutyCounts, count_duties
from engine.evaluation.live.judging import Failure
from engine.evaluation.pipeline import choose_day, choose_rules
from engine.files.disk_space import resource_errors_raised
from engine.files.progress import Progress, no_progress
from engine.rulebook import Rulebook, load_rulebook, shipped_rules
from engine.runs.agreement import evaluate_both
from engine.runs.baseline import Baseline, open_baseline
from engine.runs.context import EvaluationContext
from engine.runs.folder import whole_run
from engine.runs.incremental import EarlierRun, open_earlier_run, update_findings
from engine.runs.mapped import mapped, refuse_with_mapping
from engine.runs.options import Options
from engine.runs.outputs import FORMATS, refuse_unknown_formats
from engine.runs.parties import require_known
from engine.runs.request import CheckRequest, Engine
from engine.runs.result import EvaluationResult, IncrementalStats, RunResult
from engine.runs.run_writer import write_run
from engine.runs.summary import Summary
from engine.tables.duckdb.store import DuckDBTables
from engine.tables.store import TableStore

# Up to so many records live is done before the sweep has compiled its statements.
LIVE_UP_TO = 50_000
# Records that the text of one failure names.
_RECORDS_NAMED = 5


@dataclass(frozen=True)
class Run:
    """A finished run: its folder, its summary, and what could not be evaluated.

    `failures` has one English text for each group of records that the engine failed
    on; `doubts` is what of a mapping seems mistyped. Everything else is in the run.
    """

    folder: Path
    summary: Summary
    failures: tuple[str, ...] = ()
    doubts: tuple[Fault, ...] = ()


@dataclass(frozen=True)
class _EarlierRuns:
    """The earlier runs that a request names: one to compare with, one to reuse."""

    baseline: Baseline | None
    reused: EarlierRun | None


def check(
    request: CheckRequest,
    *,
    progress: Progress | None = None,
    print_reports: Callable[[Path], None] | None = None,
) -> Run:
    """Check a dataset and put the run in the place of `request.out`, whole or not at all.

    `print_reports` may add files: it is called with the folder that holds all other
    files of the run, before that is moved into place. Raises RuleFileError,
    DatasetError or UsageError where an input or the request is at fault or a disk is
    full, EvaluationError where memory runs out; nothing is changed then. What the
    engine failed on is named in `Run.failures` and in the summary.
    """
    refuse_unknown_formats(request.formats, FORMATS)
    _refuse_on_spark(request)
    refuse_with_mapping(request)
    start = perf_counter()
    rulebook = load_rulebook(request.rules or shipped_rules())
    earlier = _open_earlier(request)
    loaded = perf_counter()
    progress = progress or no_progress
    progress("reading", 0, 1)
    with ExitStack() as stack:
        stack.enter_context(resource_errors_raised())
        fresh = stack.enter_context(whole_run(request.out))
        backend = stack.enter_context(_open_backend(request, progress))
        opener = _opener(request, rulebook, backend, progress)
        path, doubts = stack.enter_context(mapped(request, rulebook, progress))
        dataset = stack.enter_context(opener(path))
        seconds = {"rulebook": loaded - start, "reading": perf_counter() - loaded}
        context = _context_of(request, rulebook, dataset, opener, progress)
        tables = backend.tables(dataset)
        require_known(tables, context.options.entities)
        result = _run(request, context, dataset, tables, earlier, seconds)
        progress("writing", 0, 1)
        summary = write_run(result, fresh)
        if print_reports:
            print_reports(fresh)
    return Run(request.out, summary, result.failures, doubts)


def raise_failures(run: Run) -> None:
    """Raise EvaluationError where a part of the dataset could not be evaluated."""
    if run.failures:
        raise EvaluationError("runs.failed", failures="\n".join(run.failures))


def _open_earlier(request: CheckRequest) -> _EarlierRuns:
    return _EarlierRuns(
        open_baseline(request.baseline) if request.baseline else None,
        open_earlier_run(request.since) if request.since else None,
    )


def _opener(
    request: CheckRequest,
    rulebook: Rulebook,
    backend: _LocalBackend | Cluster,
    progress: Progress,
) -> Callable[[Path], Dataset]:
    """Return the function that opens the datasets of a run, all in the same way."""
    return partial(
        open_dataset, vocabularies=rulebook.vocabularies, encoding=request.encoding,
        limits=request.limits,
        load=backend.load, progress=lambda table: progress(f"reading {table}", 0, 1),
    )  # fmt: skip


def _context_of(
    request: CheckRequest,
    rulebook: Rulebook,
    dataset: Dataset,
    opener: Callable[[Path], Dataset],
    progress: Progress,
) -> EvaluationContext:
    choose_engine = partial(_engine_for, "sweep" if request.on else request.engine)
    options = Options(
        tuple(sorted(request.entities)), tuple(sorted(request.rule_ids)),
        tuple(request.formats), request.every_duty,
        choose_engine(dataset.counts["records"]["accepted"]), request.on, request.heads,
    )  # fmt: skip
    return EvaluationContext(
        rulebook, choose_rules(rulebook, dataset.vocabulary, options.rule_ids),
        load_calendar(request.rules or shipped_rules()),
        choose_day(dataset, request.as_of), options,
        request.limits.place, progress, opener, choose_engine,
    )  # fmt: skip


def _run(
    request: CheckRequest,
    context: EvaluationContext,
    dataset: Dataset,
    tables: TableStore,
    earlier: _EarlierRuns,
    seconds: Mapping[str, float],
) -> RunResult:
    """Evaluate a dataset; `seconds` are those of the phases so far."""
    evaluated = _evaluate(context, dataset, tables, earlier, _needing_all(request))
    return RunResult(
        tables, dataset, request.dataset, context.rulebook, context.rules,
        context.as_of, replace(context.options, engine=evaluated.engine),
        tuple(_failure_text(tables, failure) for failure in evaluated.failures),
        {**seconds, **evaluated.seconds}, evaluated.counts, earlier.baseline,
        evaluated.agreement, evaluated.incremental, request.mapping is not None,
        tuple(request.watched),
    )  # fmt: skip


def _evaluate(
    context: EvaluationContext,
    dataset: Dataset,
    tables: TableStore,
    earlier: _EarlierRuns,
    needing_all: Message | None,
) -> EvaluationResult:
    """Update the findings of an earlier run where that is possible, else evaluate all.

    `needing_all`: what of the request needs the duties that are met, too.
    """
    context.create_situations(dataset, tables)
    needs_met = needing_all is not None
    if earlier.reused is None:
        return _evaluate_all(context, dataset, tables, needs_met)
    if context.options.engine == "both":
        needing_all = message("runs.full-run.both-engines")
    updated = needing_all or update_findings(earlier.reused, dataset, tables, context)
    if isinstance(updated, EvaluationResult):
        return updated
    stats = IncrementalStats(earlier.reused.folder, full_run_reason=updated)
    evaluated = _evaluate_all(context, dataset, tables, needs_met)
    return replace(evaluated, incremental=stats)


def _evaluate_all(
    context: EvaluationContext,
    dataset: Dataset,
    tables: TableStore,
    needs_met: bool,
) -> EvaluationResult:
    options, engine = context.options, context.options.engine
    if engine == "both":
        failures, seconds, agreement = evaluate_both(
            tables, context.rulebook, dataset.vocabulary, context.rules,
            context.calendar, context.progress, options.entities,
        )  # fmt: skip
        return EvaluationResult(
            failures, seconds, _counts(tables, options), engine, agreement
        )
    every_duty = options.every_duty or needs_met
    failures, seconds = context.evaluate(dataset, tables, engine, every_duty=every_duty)
    return EvaluationResult(failures, seconds, _counts(tables, options), engine)


def _counts(tables: TableStore, options: Options) -> DutyCounts:
    """Count the duties of the parties asked for, or of all."""
    counts, entities = count_duties(tables), options.entities
    return Counter(
        {duty: n for duty, n in counts.items() if not entities or duty[1] in entities}
    )


def _needing_all(request: CheckRequest) -> Message | None:
    """Return what of a request needs the duties that are met, too; None for nothing.

    A comparison tells what is met from what is gone.
    """
    is_compared = request.baseline is not None or len(request.watched) > 0
    return message("runs.full-run.comparison") if is_compared else None


class _LocalBackend:
    """Reads and evaluates datasets in this process, with DuckDB."""

    load = staticmethod(load)

    def tables(self, dataset: Dataset) -> TableStore:
        """Return the tables of an open dataset."""
        return DuckDBTables(dataset.connection)


def _open_backend(
    request: CheckRequest, progress: Progress
) -> AbstractContextManager[_LocalBackend | Cluster]:
    """Return where tables are read and evaluated: this process or a Spark cluster."""
    if request.on is None:
        return nullcontext(_LocalBackend())
    limits = request.limits
    return open_cluster(
        request.on, limits.scratch, limits.memory, lambda phase: progress(phase, 0, 1)
    )


def _refuse_on_spark(request: CheckRequest) -> None:
    """Raise UsageError for what a Spark cluster cannot do."""
    if request.on is None:
        return
    if request.engine in ("live", "both"):
        raise UsageError("runs.engine-not-on-spark", engine=request.engine)
    if request.since:
        raise UsageError("runs.since-not-on-spark")


def _engine_for(requested: Engine, records: int) -> str:
    """Return the requested evaluator; for `auto` the faster one for so many records."""
    if requested != "auto":
        return requested
    return "live" if records <= LIVE_UP_TO else "sweep"


def _failure_text(tables: TableStore, failure: Failure) -> str:
    """Return the reason of a failure with the first records concerned."""
    ids = tables.connection.execute(
        "SELECT record_id FROM visible WHERE list_contains(?, record_key) ORDER BY record_id",
        [list(failure.record_keys)],
    ).fetchall()
    named = ", ".join(record_id for (record_id,) in ids[:_RECORDS_NAMED])
    rest = len(ids) - _RECORDS_NAMED
    more = f" and {rest} more" if rest > 0 else ""
    return f"{failure.reason}; records {named}{more}"
