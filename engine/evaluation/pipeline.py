"""One pass over loaded tables: facts, rulings, findings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from functools import partial
from time import perf_counter
from typing import Literal

import pyarrow as pa

from engine.dataset import Dataset
from engine.errors import UsageError
from engine.evaluation import sweep
from engine.evaluation.absent_columns import EVERY_COLUMN_IS_THERE, AbsentColumns
from engine.evaluation.calendar import Calendar
from engine.evaluation.doubt import keep_doubts
from engine.evaluation.duty_counts import keep_met_counts
from engine.evaluation.facts import facts_of, keep_due_days
from engine.evaluation.finding_ids import keep_first_records
from engine.evaluation.findings import keep_findings
from engine.evaluation.group_rows import keep_groups, with_group_rows
from engine.evaluation.inputs import EvaluationInputs, Registers
from engine.evaluation.live import judging as live
from engine.evaluation.live.judging import Failure
from engine.evaluation.predicates import PredicateIndex
from engine.evaluation.rejected_rows import RejectedRows
from engine.evaluation.rulings import Rulings
from engine.evaluation.visibility import (
    RecordTables,
    Situations,
    VisibleRecords,
    define_visible,
)
from engine.files.progress import Progress, no_progress
from engine.rulebook import Completeness, Rule, Rulebook
from engine.tables.store import Table, TableStore

Evaluator = Literal["live", "sweep"]

_SITUATION_SCHEMA = {
    "situation": pa.int32(),
    "as_of": pa.date32(),
    "judged_on": pa.date32(),
    "complete_from": pa.date32(),
    "complete_until": pa.date32(),
    "has_credentials": pa.bool_(),
    "has_outlets": pa.bool_(),
    "absent": pa.list_(pa.string()),
}


@dataclass(frozen=True)
class Situation:
    """The day for which records are judged, and what their sender says of them.

    All that are judged together lack the same columns.
    """

    number: int
    as_of: date
    complete: Completeness
    has_credentials: bool = True
    has_outlets: bool = True
    absent: AbsentColumns = EVERY_COLUMN_IS_THERE

    @property
    def judged_on(self) -> date:
        """The last day on which an absence counts: after it, records may still arrive."""
        return min(self.as_of, self.complete.until or self.as_of)


def situation_of(dataset: Dataset, as_of: date) -> Situation:
    """Return the one situation of a whole dataset."""
    return Situation(
        0, as_of, dataset.complete, "credentials" in dataset.present,
        "outlets" in dataset.present, AbsentColumns.of(dataset.absent_columns),
    )  # fmt: skip


def choose_day(
    dataset: Dataset, chosen: date | None, code: str = "evaluation.no-day-to-judge-for"
) -> date:
    """Return the chosen day, or the one until which the dataset is complete.

    Raises UsageError with the code where there is neither.
    """
    day = chosen or dataset.complete.until
    if day is None:
        raise UsageError(code)
    return day


def keep_situations(tables: TableStore, situations: Iterable[Situation]) -> None:
    """Keep the table `situations`, joined with every record by `situation`."""
    rows = [
        (
            s.number, s.as_of, s.judged_on, s.complete.start, s.complete.until,
            s.has_credentials, s.has_outlets, sorted(s.absent.names),
        )
        for s in situations
    ]  # fmt: skip
    tables.keep_rows("situations", _SITUATION_SCHEMA, rows)


def evaluate(
    tables: TableStore,
    rulebook: Rulebook,
    vocabulary: str,
    rules: Sequence[Rule],
    calendar: Calendar,
    progress: Progress | None = None,
    *,
    records: RecordTables | None = None,
    evaluator: Evaluator = "live",
    every_duty: bool = True,
    owners: Sequence[str] = (),
) -> tuple[list[Failure], dict[str, float]]:
    """Judge the tables of a dataset; keep `duties`, and `met_counts` of the others.

    Needs its tables and `situations`; `records` are judged in place of its own. `duties`
    lacks the compliant ones unless `every_duty`, and those of others than any `owners`.
    Returns what could not be judged and each phase's seconds.
    """
    watch = _Watch(tables, progress or no_progress)
    records, situations = records or RecordTables.of(tables), Situations.of(tables)
    in_columns = evaluator == "sweep"
    with tables.statements_queued() if in_columns else nullcontext():
        watch.start("facts")
        visible = define_visible(tables, records, situations)
        firsts = keep_first_records(tables, records)
        predicates = PredicateIndex(
            _with_records(tables, visible, rules), rolling_instruments(rulebook),
            situations.absent,
        )  # fmt: skip
        inputs = _inputs(tables, records, situations, visible, predicates, calendar)
        rulings = Rulings(tables, keep_compliant=every_duty, doubts=inputs.doubts)
        facts, failures = _JUDGES[evaluator](inputs, predicates, rulings, watch)
        watch.start("findings")
        keep_met_counts(inputs, predicates, rulings.met)
        keep_findings(
            tables, facts, rulings, predicates, rulebook.vocabularies[vocabulary],
            calendar, firsts, owners,
        )  # fmt: skip
    return failures, watch.stop()


def begin(
    tables: TableStore, predicates: PredicateIndex, calendar: Calendar
) -> EvaluationInputs:
    """Make ready what every evaluator reads, of the tables of a dataset."""
    records, situations = RecordTables.of(tables), Situations.of(tables)
    visible = define_visible(tables, records, situations)
    return _inputs(tables, records, situations, visible, predicates, calendar)


def keep_every_fact(inputs: EvaluationInputs, predicates: PredicateIndex) -> Table:
    """Keep `facts`: of every visible record and every group that rules judge."""
    tables = inputs.tables
    facts = facts_of(
        tables.keep("looked_at", inputs.visible.records), inputs, predicates
    )
    groups = keep_groups(inputs, predicates, facts)
    return tables.keep("facts", with_group_rows(facts, groups))


def _inputs(
    tables: TableStore,
    records: RecordTables,
    situations: Situations,
    visible: VisibleRecords,
    predicates: PredicateIndex,
    calendar: Calendar,
) -> EvaluationInputs:
    due_days = keep_due_days(tables, records, predicates, calendar)
    rejected = RejectedRows.of(tables, situations)
    registers = Registers.of(tables, rejected, predicates.absent)
    return EvaluationInputs(
        tables, records, visible, situations, registers, due_days, rejected,
        keep_doubts(tables, visible, rejected, predicates),
    )  # fmt: skip


def _judge_live(
    inputs: EvaluationInputs,
    predicates: PredicateIndex,
    rulings: Rulings,
    watch: _Watch,
) -> tuple[Table, list[Failure]]:
    """Judge facts of every record by durable-rules; return them and the failures."""
    facts = keep_every_fact(inputs, predicates)
    watch.start("rules")
    ruled, failures = live.judge(inputs.tables, facts, predicates, watch.report)
    rulings.take(ruled)
    return facts, failures


def _judge_in_columns(
    inputs: EvaluationInputs,
    predicates: PredicateIndex,
    rulings: Rulings,
    watch: _Watch,
) -> tuple[Table, list[Failure]]:
    """Judge by the sweep; return facts of the records that rulings speak of."""
    watch.start("rules")
    swept = sweep.judge(inputs, predicates, rulings, watch.report)
    watch.start("facts")
    facts = facts_of(swept.records, inputs, predicates)
    return inputs.tables.keep("facts", with_group_rows(facts, swept.groups)), []


_JUDGES = {"live": _judge_live, "sweep": _judge_in_columns}


class _Watch:
    """Reports each phase and measures its seconds.

    A queued statement counts to the phase in which it was queued.
    """

    def __init__(self, tables: TableStore, progress: Progress) -> None:
        self._tables, self._progress = tables, progress
        self._seconds: dict[str, float] = {}
        self._phase, self._since = "", perf_counter()

    def start(self, phase: str) -> None:
        """End the phase before, and begin one."""
        self._tables.run_in_order(partial(self._start, phase))
        self.report(0, 1)

    def report(self, done: int, total: int) -> None:
        """Report how much of the phase is done, once earlier statements have run."""
        self._tables.run_in_order(lambda: self._progress(self._phase, done, total))

    def stop(self) -> dict[str, float]:
        """End the last phase; return the seconds of all of them."""
        self._tables.run_in_order(partial(self._start, ""))
        return dict(self._seconds)

    def _start(self, phase: str) -> None:
        now = perf_counter()
        if self._phase:
            spent = self._seconds.get(self._phase, 0.0)
            self._seconds[self._phase] = spent + now - self._since
        self._phase, self._since = phase, now


def rolling_instruments(rulebook: Rulebook) -> list[str]:
    """Return the ids of the instruments whose due days move to the next working day."""
    return [name for name, book in rulebook.instruments.items() if book.roll_over]


def choose_rules(
    rulebook: Rulebook, vocabulary: str, wanted: Iterable[str] = ()
) -> tuple[Rule, ...]:
    """Return the vocabulary's rules, or the wanted ones; UsageError if unknown.

    A rule is wanted by its id or by one it had before.
    """
    rules = rulebook.of_vocabulary(vocabulary)
    chosen = frozenset(wanted)
    unknown = chosen - {name for rule in rules for name in (rule.id, *rule.aliases)}
    if unknown:
        raise UsageError(
            "evaluation.unknown-rules", rules=sorted(unknown), vocabulary=vocabulary
        )
    return tuple(r for r in rules if not chosen or chosen & {r.id, *r.aliases})


def _with_records(
    tables: TableStore, visible: VisibleRecords, rules: Sequence[Rule]
) -> list[Rule]:
    """Leave out rules without a record of their events: they have no duties here."""
    events = {event for event, _ in tables.rows(visible.event_counts)}
    return [rule for rule in rules if rule.when is None or events & set(rule.when)]
