"""The live evaluator: durable-rules judges each group of records on its own.

Facts come ready in columns; what durable-rules decides by its own matching is
which records open duties, which witnesses meet them, and how each duty ends.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pyarrow as pa

from engine.evaluation.live.groups import FACTS_PER_GROUP, batches, keep_groups
from engine.evaluation.live.rulesets import Ruleset, compile_rulesets
from engine.evaluation.live.session import (
    CONFLICT,
    BranchNote,
    Ruling,
    SessionPlan,
    plan_markers,
)
from engine.evaluation.live.worker import Answer, Worker, WorkerDiedError
from engine.evaluation.predicates import PredicateIndex
from engine.evaluation.rulings import RULING_SCHEMA
from engine.rulebook.outcomes import code_of
from engine.tables.store import Table, TableStore

Progress = Callable[[int, int], None]
_TOO_MANY = (
    "more than {:,} records under one code would have to be judged at once; leave a code "
    "empty where it stands for many things, since empty means unknown"
)


@dataclass(frozen=True)
class Failure:
    """A group the engine could not judge, and why; an error of the run."""

    record_keys: tuple[int, ...]
    reason: str


def judge(
    tables: TableStore,
    facts: Table,
    predicates: PredicateIndex,
    progress: Progress | None = None,
) -> tuple[Table, list[Failure]]:
    """Judge the kept table `facts`; return the table `ruled` and the failures.

    `ruled`: the numbers of rule and outcome, the record_key of the duty, and that of
    the witness or null. `progress` gets groups done and groups known so far.
    """
    rulesets, attributes = compile_rulesets(predicates)
    ruled = tables.keep_rows("ruled", RULING_SCHEMA, [])
    failures: list[Failure] = []
    worker = Worker([_plan(ruleset) for ruleset in rulesets])
    try:
        for number, ruleset in enumerate(rulesets):
            count = keep_groups(
                tables.connection, ruleset, attributes, facts.get_name()
            )
            done = 0
            for rulings, failed in _judged(tables, worker, number, count):
                _append(tables, rulings)
                failures += failed
                done = min(count, done + 500)
                if progress:
                    progress(number * count + done, len(rulesets) * count)
    finally:
        worker.close()
    return ruled, failures


def _plan(ruleset: Ruleset) -> SessionPlan:
    notes = tuple(
        BranchNote(
            branch.rule,
            CONFLICT if branch.outcome == "conflict" else code_of(branch.outcome),
            branch.witness,
            branch.latest,
            branch.sureness,
        )
        for branch in ruleset.branches
    )
    rounds = [ruleset.markers_of(1) or [1000]]
    if ruleset.derives:
        rounds.append(ruleset.markers_of(2))
    return SessionPlan(ruleset.definition, notes, plan_markers(rounds))


def _judged(
    tables: TableStore, worker: Worker, number: int, count: int
) -> Iterator[tuple[list[Ruling], list[Failure]]]:
    """Keep the worker one batch ahead: facts are written while it matches."""
    waiting: deque[list[str]] = deque()
    for batch in batches(tables.connection, count):
        failures = [
            _failure(facts, _TOO_MANY.format(FACTS_PER_GROUP))
            for size, facts in batch
            if size > FACTS_PER_GROUP
        ]
        groups = [facts for size, facts in batch if size <= FACTS_PER_GROUP]
        if failures:
            yield [], failures
        try:
            worker.send([(number, facts) for facts in groups])
            waiting.append(groups)
        except WorkerDiedError:
            yield _one_by_one(worker, number, [*waiting, groups])
            waiting.clear()
        if len(waiting) > 1:
            yield _take(worker, number, waiting)
    while waiting:
        yield _take(worker, number, waiting)


def _take(
    worker: Worker, number: int, waiting: deque[list[str]]
) -> tuple[list[Ruling], list[Failure]]:
    try:
        results = worker.receive()
    except WorkerDiedError:
        lost = list(waiting)
        waiting.clear()
        return _one_by_one(worker, number, lost)
    return _sorted_out(waiting.popleft(), results)


def _one_by_one(
    worker: Worker, number: int, lost: list[list[str]]
) -> tuple[list[Ruling], list[Failure]]:
    """Judge the groups of lost batches singly, so that only the fatal one is lost."""
    rulings: list[Ruling] = []
    failures: list[Failure] = []
    worker.restart()
    for facts in (facts for batch in lost for facts in batch):
        try:
            worker.send([(number, facts)])
            found, failed = _sorted_out([facts], worker.receive())
        except WorkerDiedError as death:
            found, failed = [], [_failure(facts, str(death))]
            worker.restart()
        rulings += found
        failures += failed
    return rulings, failures


def _sorted_out(
    groups: list[str], results: list[Answer]
) -> tuple[list[Ruling], list[Failure]]:
    rulings: list[Ruling] = []
    failures: list[Failure] = []
    for facts, answer in zip(groups, results, strict=True):
        if isinstance(answer, str):
            failures.append(_failure(facts, answer))
        else:
            rulings += answer
    return rulings, failures


def _failure(facts: str, reason: str) -> Failure:
    """Name the records that were to be judged, not those beside them as witnesses."""
    records = json.loads(f"[{facts.rstrip(',')}]")
    mine = [record["record_key"] for record in records if "away" not in record]
    return Failure(tuple(mine), reason)


def _append(tables: TableStore, rulings: list[Ruling]) -> None:
    if not rulings:
        return
    rule, record_key, outcome, witness = zip(*rulings, strict=True)
    table = pa.table(
        {"rule": rule, "record_key": record_key, "outcome": outcome, "witness": witness}
    )
    tables.connection.register("_rulings", table)
    tables.connection.execute(
        "INSERT INTO ruled SELECT rule, record_key, outcome, nullif(witness, -1) FROM _rulings"
    )
    tables.connection.unregister("_rulings")


__all__ = ["Failure", "judge"]
