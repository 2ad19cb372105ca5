"""Duties are counted by the party that owes them, whoever evaluates."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import Any

import pytest

from engine.evaluation.duty_counts import by_rule, count_duties
from engine.evaluation.pipeline import Evaluator, evaluate
from tests.engine.agreement import judges
from tests.engine.agreement.batches import drawn
from tests.engine.agreement.words import CALENDAR


@pytest.mark.parametrize("every_duty", [True, False])
@pytest.mark.parametrize("evaluator", ["live", "sweep"])
def test_counts_are_those_of_the_duties_themselves(
    evaluator: Evaluator, every_duty: bool
) -> None:
    expected = counted_by_the_duties()
    assert len({owed_by for _, owed_by, _ in expected}) > 3

    counts = count_duties(evaluated(evaluator, every_duty=every_duty))

    assert counts == expected


@cache
def counted_by_the_duties() -> Counter[Any]:
    tables = evaluated("sweep", every_duty=True)
    duties = tables.connection.execute(
        "SELECT rule_id, owed_by, verdict, count(*) FROM duties GROUP BY ALL"
    ).fetchall()
    return Counter({tuple(duty): count for *duty, count in duties})


def test_counts_of_all_parties_are_summed_by_rule() -> None:
    counts = Counter({("a", "P", "breach"): 2, ("a", None, "breach"): 1})

    assert by_rule(counts) == {("a", "breach"): 3}


def evaluated(evaluator: Evaluator, *, every_duty: bool) -> Any:
    _, case = drawn(0, 40, rounds=1)
    book, tables = judges.rulebook_of(case.rules, case.trade), judges.new_tables()
    judges.keep_lives(tables, case.lives, case.trade.fields)
    failures, _ = evaluate(
        tables, book, "crates", book.rules, CALENDAR,
        evaluator=evaluator, every_duty=every_duty,
    )  # fmt: skip
    assert failures == []
    return tables
