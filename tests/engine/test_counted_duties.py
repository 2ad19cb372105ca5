"""Duties that are met are counted without being worded: the same counts, all else the same."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from engine.evaluation.duty_counts import by_rule, count_duties
from engine.evaluation.pipeline import Evaluator, evaluate
from tests.engine.agreement.judges import (
    Tree,
    by_the_referee,
    keep_lives,
    new_tables,
    rulebook_of,
)
from tests.engine.agreement.lives import life
from tests.engine.agreement.rules import rulebooks
from tests.engine.agreement.words import CALENDAR

LIVES = st.lists(st.integers(0, 2**40).map(life), min_size=80, max_size=80)
Verdicts = dict[tuple[int, str, str], str]


@pytest.mark.slow
@pytest.mark.parametrize("evaluator", ["live", "sweep"])
@settings(
    max_examples=4,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(rules=rulebooks(), lives=LIVES)
def test_counts_are_of_all_duties_and_rows_of_those_not_met(
    evaluator: Evaluator, rules: list[Tree], lives: list[Tree]
) -> None:
    expected = {duty: said[0] for duty, said in by_the_referee(rules, lives).items()}

    listed, counts = judged(evaluator, rules, lives)

    assert listed == {d: v for d, v in expected.items() if v != "compliant"}
    assert counts == Counter(
        (rule, verdict) for (_, rule, _), verdict in expected.items()
    )


def judged(
    evaluator: Evaluator, rules: list[Tree], lives: list[Tree]
) -> tuple[Verdicts, Counter[tuple[str, str]]]:
    book, tables = rulebook_of(rules), new_tables()
    keep_lives(tables, lives)
    failures, _ = evaluate(
        tables, book, "crates", book.rules, CALENDAR,
        evaluator=evaluator, every_duty=False,
    )  # fmt: skip
    assert failures == []
    ask = tables.connection.execute
    listed = ask("SELECT situation, rule_id, record_id, verdict FROM duties").fetchall()
    counts = by_rule(count_duties(tables))
    tables.connection.close()
    return {(life, rule, record): v for life, rule, record, v in listed}, counts
