"""One pass over loaded tables: facts, rulings, findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from functools import partial
from time import perf_counter
from typing import Literal

import pyarrow as pa

from engine.dataset import Dataset
from engine.errors import UsageError
from engine.evaluation import live, sweep
from engine.evaluation.calendar import Calendar
from engine.evaluation.facts import facts_of, keep_due_days
from engine.evaluation.findings import keep_findings
from engine.evaluation.group_rows import keep_groups, with_group_rows
from engine.evaluation.live import Failure
from engine.evaluation.predicates import PredicateIndex
from engine.evaluation.rulings import Rulings
from engine.evaluation.visibility import define_seen
from engine.rulebook import Completeness, Rule, Rulebook
from engine.tables.store import TableStore

Progress = Callable[[str, int, int], None]
Evaluator = Literal["live", "sweep"]

_SITUATION_SCHEMA = {
    "situation": pa.int32(),
    "as_of": pa.date32(),
    "judged_on": pa.date32(),
    "complete_from": pa.date32(),
    "complete_until": pa.date32(),
    "has_credentials": pa.bool_(),
    "has_outlets": pa.bool_(),
}


@dataclass(frozen=True)
class Situation:
    """For which day a dataset is judged, and what its sender says of it."""

    number: int
    as_of: date
    complete: Completeness
    has_credentials: bool = True
    has_outlets: bool = True

    @property
    def judged_on(self) -> date:
        """The day up to which what is absent counts: what may still arrive does not."""
        return min(self.as_of, self.complete.until or self.as_of)


def situation_of(dataset: Dataset, as_of: date) -> Situation:
    """Put a whole dataset as the one situation to judge."""
    return Situation(
        0, as_of, dataset.complete, "credentials" in dataset.present,
        "outlets" in dataset.present,
    )  # fmt: skip


def choose_day(
    dataset: Dataset, asked: date | None, to_do: str = "to judge for"
) -> date:
    """Return the day asked for, or until which the dataset is complete.

    UsageError where there is neither; `to_do` is what it calls the day.
    """
    day = asked or dataset.complete.until
    if day is None:
        raise UsageError(
            "The dataset does not say until when it is complete, so the day "
            f"{to_do} must be given: add --as-of YYYY-MM-DD."
        )
    return day


def keep_situations(tables: TableStore, situations: Iterable[Situation]) -> None:
    """Keep the table `situations`, which every record's row is joined with."""
    rows = [
        (
            s.number, s.as_of, s.judged_on, s.complete.start, s.complete.until,
            s.has_credentials, s.has_outlets,
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
    evaluator: Evaluator = "live",
    every_duty: bool = True,
) -> tuple[list[Failure], dict[str, float]]:
    """Judge the tables of a dataset; keep `duties`, and `ruling_counts` of them all.

    Needs the dataset's tables and `situations`. `duties` lacks those that are met
    unless `every_duty`. Returns the groups that could not be judged and the seconds
    each phase took.
    """
    watch = _Watch(tables, progress or (lambda phase, done, total: None))
    in_columns = evaluator == "sweep"
    with tables.statements_queued() if in_columns else nullcontext():
        watch.start("facts")
        define_seen(tables)
        predicates = PredicateIndex(
            _with_records(tables, rules), rolling_instruments(rulebook)
        )
        keep_due_days(tables, predicates, calendar)
        rulings = Rulings(tables, keep_compliant=every_duty)
        judge = _judge_in_columns if in_columns else _judge_live
        failures = judge(tables, predicates, rulings, watch)
        watch.start("findings")
        keep_findings(tables, predicates, rulebook.vocabularies[vocabulary])
    return failures, watch.stop()


def begin(tables: TableStore, predicates: PredicateIndex, calendar: Calendar) -> None:
    """Make ready what every evaluator stands on: the tables `seen` and `due_days`."""
    define_seen(tables)
    keep_due_days(tables, predicates, calendar)


def keep_every_fact(tables: TableStore, predicates: PredicateIndex) -> None:
    """Keep the facts of every seen record and of every group that rules judge."""
    seen = tables.keep("looked_at", tables.table("seen"))
    facts = facts_of(seen, tables, predicates)
    groups = keep_groups(tables, predicates, facts)
    tables.keep("facts", with_group_rows(facts, groups))


def _judge_live(
    tables: TableStore, predicates: PredicateIndex, rulings: Rulings, watch: _Watch
) -> list[Failure]:
    """Let durable-rules judge facts made of every record."""
    keep_every_fact(tables, predicates)
    watch.start("rules")
    failures = live.judge(tables, predicates, watch.tell)
    rulings.take(tables.table("ruled"))
    return failures


def _judge_in_columns(
    tables: TableStore, predicates: PredicateIndex, rulings: Rulings, watch: _Watch
) -> list[Failure]:
    """Let the sweep judge; facts are then made only of what someone will read."""
    watch.start("rules")
    swept = sweep.judge(tables, predicates, rulings, watch.tell)
    watch.start("facts")
    facts = facts_of(swept.records, tables, predicates)
    tables.keep("facts", with_group_rows(facts, swept.groups))
    return []


class _Watch:
    """Tells of each phase and notes its seconds; of the day it knows nothing.

    What a bench was asked for runs in the phase in which it was asked.
    """

    def __init__(self, tables: TableStore, progress: Progress) -> None:
        self._tables, self._progress = tables, progress
        self._seconds: dict[str, float] = {}
        self._phase, self._since = "", perf_counter()

    def start(self, phase: str) -> None:
        """End the phase before, and begin one."""
        self._tables.run_in_order(partial(self._start, phase))
        self.tell(0, 1)

    def tell(self, done: int, total: int) -> None:
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
    """Name the instruments whose due days move on to the next working day."""
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
            f"No rule {', '.join(sorted(unknown))} applies to the vocabulary {vocabulary}. "
            "`packlaw rules list` names them all."
        )
    return tuple(r for r in rules if not chosen or chosen & {r.id, *r.aliases})


def _with_records(tables: TableStore, rules: Sequence[Rule]) -> list[Rule]:
    """Leave out rules that no record's event can set off: they have no duties here."""
    events = {event for event, _ in tables.rows(tables.table("seen_events"))}
    return [rule for rule in rules if rule.when is None or events & set(rule.when)]
