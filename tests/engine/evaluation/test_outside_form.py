"""A form that is registered from outside is judged like any other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

import pytest

from engine.evaluation.dependencies import group_key, select_triggers
from engine.evaluation.duty_counts import by_rule, count_duties
from engine.evaluation.pipeline import Evaluator, evaluate
from engine.rulebook import forms
from tests.engine.agreement.judges import (
    by_the_engine,
    keep_lives,
    new_tables,
    rulebook_of,
)
from tests.engine.agreement.pieces import life, record, rule
from tests.engine.agreement.words import CALENDAR

RECORDED = rule(must={"be_recorded": {"by": "2024-06-30"}}, where={"grade": "a"})
REPORTED = rule(1, must={"be_reported": {}})
LIFE = life(
    record("r1", grade="a", recorded_on=date(2024, 6, 30)),
    record("r2", grade="a", recorded_on=date(2024, 7, 1)),
    record("r3", recorded_on=date(2024, 6, 30)),
    record("r4", grade="b"),
)  # fmt: skip


@pytest.fixture(autouse=True)
def registered() -> Iterator[None]:
    forms.register("be_recorded", "tests.forms.be_recorded")
    yield
    forms.unregister("be_recorded")


@pytest.mark.parametrize("evaluator", ["live", "sweep"])
def test_each_evaluator_judges_it_beside_others(evaluator: Evaluator) -> None:
    found = by_the_engine([RECORDED, REPORTED], [LIFE], evaluator)

    verdicts = {
        name: verdict for (_, rule_id, name), (verdict, *_) in found.items()
        if rule_id == RECORDED["id"]
    }  # fmt: skip
    assert verdicts == {"r1": "compliant", "r2": "breach", "r3": "undetermined"}


def test_duties_that_are_met_are_counted_and_not_kept() -> None:
    book, tables = rulebook_of([RECORDED]), new_tables()
    keep_lives(tables, [LIFE])

    evaluate(
        tables,
        book,
        "crates",
        book.rules,
        CALENDAR,
        evaluator="sweep",
        every_duty=False,
    )

    counts = {
        verdict: count for (_, verdict), count in by_rule(count_duties(tables)).items()
    }
    assert counts == Counter(compliant=1, breach=1, undetermined=1)
    assert len(tables.connection.execute("FROM duties").fetchall()) == 2


def test_no_other_record_bears_on_its_duties() -> None:
    (read,) = rulebook_of([RECORDED]).rules

    assert "SEMI JOIN" not in select_triggers(read, "FROM records")
    assert group_key(read) is None
