"""The live evaluator: durable-rules judges each group of records on its own.

Facts come ready in columns. durable-rules decides by matching which records open
duties, which witnesses meet them, and how each duty ends.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from engine.errors import Message, message
from engine.evaluation.live.groups import FACTS_PER_GROUP, batches, keep_groups
from engine.evaluation.live.rulesets import Ruleset, compile_rulesets
from engine.evaluation.live.session import (
    CONFLICT,
    TWO_OUTCOMES,
    BranchNote,
    Ruling,
    SessionPlan,
    plan_markers,
)
from engine.evaluation.live.worker import Answer, Worker, WorkerDiedError
from engine.evaluation.predicates import PredicateIndex
from engine.evaluation.rulings import RULING_SCHEMA
from engine.rulebook.outcomes import code_of, outcomes
from engine.tables.store import Table, TableStore

Progress = Callable[[int, int], None]
_GROUPS_PER_BATCH = 500


@dataclass(frozen=True)
class Failure:
    """A group the engine could not judge, and why; an error of the run.

    `record_keys`: of the records that were to be judged.
    """

    record_keys: tuple[int, ...]
    reason: Message | str


@dataclass(frozen=True)
class _Results:
    """What became of some groups: the rulings, and the groups that failed."""

    rulings: list[Ruling]
    failures: list[Failure]


def judge(
    tables: TableStore,
    facts: Table,
    predicates: PredicateIndex,
    progress: Progress | None = None,
) -> tuple[Table, list[Failure]]:
    """Judge the kept table `facts`; return the table `ruled` and the failures.

    `ruled` has the columns of RULING_SCHEMA. `progress` gets groups done and groups
    known so far.
    """
    rulesets, attributes = compile_rulesets(predicates)
    ruled = tables.keep_rows("ruled", RULING_SCHEMA, [])
    failures: list[Failure] = []
    worker = Worker([_plan(ruleset) for ruleset in rulesets])
    judging = _Judging(tables, facts, predicates, worker)
    try:
        for number, ruleset in enumerate(rulesets):
            count = keep_groups(
                tables.connection, ruleset, attributes, facts.get_name()
            )
            done = 0
            for results in judging.judged(number, count):
                _append(tables, results.rulings)
                failures += results.failures
                done = min(count, done + _GROUPS_PER_BATCH)
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


class _Judging:
    """Sends the groups of one ruleset after another to the worker, and takes answers."""

    def __init__(
        self,
        tables: TableStore,
        facts: Table,
        predicates: PredicateIndex,
        worker: Worker,
    ) -> None:
        self._tables, self._facts = tables, facts
        self._predicates, self._worker = predicates, worker
        self._waiting: deque[list[str]] = deque()

    def judged(self, number: int, count: int) -> Iterator[_Results]:
        """Yield the results of the kept groups of a ruleset, batch by batch.

        The worker is kept one batch ahead: facts are written while it matches.
        """
        for batch in batches(self._tables.connection, count, _GROUPS_PER_BATCH):
            too_large = [facts for size, facts in batch if size > FACTS_PER_GROUP]
            groups = [facts for size, facts in batch if size <= FACTS_PER_GROUP]
            if too_large:
                crowded = message("evaluation.crowded-group", limit=FACTS_PER_GROUP)
                yield _Results([], [_failure(facts, crowded) for facts in too_large])
            try:
                self._worker.send([(number, facts) for facts in groups])
                self._waiting.append(groups)
            except WorkerDiedError:
                self._waiting.append(groups)
                yield self._one_by_one(number)
            if len(self._waiting) > 1:
                yield self._take(number)
        while self._waiting:
            yield self._take(number)

    def _take(self, number: int) -> _Results:
        """Return the results of the batch sent longest ago."""
        try:
            answers = self._worker.receive()
        except WorkerDiedError:
            return self._one_by_one(number)
        return self._sorted(self._waiting.popleft(), answers)

    def _one_by_one(self, number: int) -> _Results:
        """Judge the groups of lost batches singly, so that only the fatal one is lost."""
        lost = [facts for batch in self._waiting for facts in batch]
        self._waiting.clear()
        results = _Results([], [])
        self._worker.restart()
        for facts in lost:
            try:
                self._worker.send([(number, facts)])
                found = self._sorted([facts], self._worker.receive())
            except WorkerDiedError as death:
                found = _Results([], [_failure(facts, death.message)])
                self._worker.restart()
            results.rulings.extend(found.rulings)
            results.failures.extend(found.failures)
        return results

    def _sorted(self, groups: list[str], answers: list[Answer]) -> _Results:
        results = _Results([], [])
        for facts, answer in zip(groups, answers, strict=True):
            if isinstance(answer, Message):
                results.failures.append(_failure(facts, self._with_names(answer)))
            else:
                results.rulings.extend(answer)
        return results

    def _with_names(self, reason: Message) -> Message:
        """Replace the numbers of rule, record and outcomes by their names."""
        if reason.code != TWO_OUTCOMES:
            return reason
        values: dict[str, Any] = dict(reason.values)
        found = self._facts.filter(self._facts.record_key == values["record"])
        ((record_id,),) = self._tables.rows(found.select("record_id"))
        return message(
            TWO_OUTCOMES,
            rule=self._predicates.rules[values["rule"]].id,
            record=record_id,
            outcomes=[outcomes()[code] for code in values["outcomes"]],
        )


def _failure(facts: str, reason: Message | str) -> Failure:
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
        "INSERT INTO ruled SELECT rule, record_key, outcome, nullif(witness, -1) "
        "FROM _rulings"
    )
    tables.connection.unregister("_rulings")


__all__ = ["Failure", "judge"]
