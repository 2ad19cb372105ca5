"""`evaluate_both` names every duty on which the two evaluators differ, and only those."""

from __future__ import annotations

from typing import Any

import pytest

import engine.evaluation.sweep
from engine.evaluation.inputs import EvaluationInputs
from engine.evaluation.live.judging import Failure
from engine.rulebook.outcomes import code_of
from engine.runs.agreement import Agreement, evaluate_both
from engine.tables.store import TableStore
from tests.engine.agreement.judges import keep_lives, new_tables, rulebook_of
from tests.engine.agreement.pieces import life, record, rule
from tests.engine.agreement.words import CALENDAR

REPORTED = rule(must={"be_reported": {}})


def both(
    *records: Any,
) -> tuple[list[Failure], dict[str, float], Agreement, TableStore]:
    tables, book = new_tables(), rulebook_of([REPORTED])
    keep_lives(tables, [life(*records)])
    return *evaluate_both(tables, book, "crates", book.rules, CALENDAR), tables


def alter(monkeypatch: pytest.MonkeyPatch, change: str) -> None:
    """Let the sweep rule otherwise than it does."""
    judge = engine.evaluation.sweep.judge

    def judge_otherwise(inputs: EvaluationInputs, *others: Any) -> Any:
        swept = judge(inputs, *others)
        inputs.tables.connection.execute(change)
        return swept

    monkeypatch.setattr(engine.evaluation.sweep, "judge", judge_otherwise)


def test_two_evaluators_that_agree_leave_no_failure() -> None:
    failures, seconds, agreement, _ = both(record("r1"), record("r2"))

    assert (failures, agreement) == ([], Agreement(duties=2, differing=0))
    assert {"live rules", "sweep rules"} <= seconds.keys()


def test_each_differing_duty_is_a_failure_with_both_verdicts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    alter(
        monkeypatch,
        f"UPDATE rulings SET outcome = {code_of('late')} WHERE record_key = 2",
    )

    failures, _, agreement, tables = both(record("r1"), record("r2"), record("r3"))

    assert agreement == Agreement(duties=3, differing=1)
    assert failures == [
        Failure((2,), "plain/r0: live says pending, the sweep says breach")
    ]
    kept = tables.connection.execute(
        "SELECT verdict FROM duties WHERE record_key = 2"
    ).fetchall()
    assert kept == [("breach",)]


def test_duty_that_one_does_not_see_is_a_failure(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    alter(monkeypatch, "DELETE FROM rulings WHERE record_key = 1")

    failures, *_ = both(record("r1"))

    assert [f.reason for f in failures] == [
        "plain/r0: live says pending, the sweep says no duty"
    ]


def test_same_verdict_by_another_witness_is_a_difference_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    alter(monkeypatch, "UPDATE rulings SET witness = 2 WHERE record_key = 1")

    failures, *_ = both(record("r1"), record("r2"))

    assert [f.reason for f in failures] == [
        "plain/r0: live says pending, the sweep says pending"
    ]
