"""Examples are judged in one pass and told apart where they fail."""

from __future__ import annotations

import pytest

from engine.authoring.examples import run_examples
from engine.errors import EvaluationError
from engine.evaluation.live import judging as live
from tests.engine.agreement.judges import rulebook_of
from tests.engine.agreement.pieces import record, rule
from tests.engine.agreement.rules import example
from tests.engine.agreement.words import CALENDAR

REPORTED = {"be_reported": {"within": "30 days"}}


def test_example_that_expects_another_verdict_is_told_apart() -> None:
    wrong = example() | {"expect": "breach"}
    book = rulebook_of([rule(must=REPORTED, examples=[example(), wrong])])

    results = run_examples(book, book.rules, CALENDAR)

    assert [(result.found, result.agrees) for result in results] == [
        ("no_duty", True),
        ("no_duty", False),
    ]


def test_example_of_a_share_is_found_by_actor_and_year() -> None:
    part = {"sum": "kg"}
    measure = {"numerator": part, "denominator": part}
    asked = example() | {"expect": "compliant", "records": [record("r1", kg=1)]}
    asked |= {"as_of": record("r1")["occurred_on"].replace(month=12)}
    demand = {"reach": {"measure": measure, "per": "year", "at_least": 1}}
    book = rulebook_of([rule(must=demand, examples=[asked])])

    (result,) = run_examples(book, book.rules, CALENDAR)

    assert result.agrees


def test_example_that_cannot_be_judged_is_named_by_rule_and_file(monkeypatch) -> None:
    monkeypatch.setattr(live, "FACTS_PER_GROUP", 0)
    book = rulebook_of([rule(must=REPORTED, examples=[example()])])

    with pytest.raises(EvaluationError) as failed:
        run_examples(book, book.rules, CALENDAR)

    (judged,) = book.rules
    (line,) = (found.line for found in judged.examples)
    place = f"{judged.file}, line {line}: this example of rule {judged.id} could not be"
    assert str(failed.value).startswith(place)
    assert f"{judged.file}，第 {line} 行" in failed.value.in_language("zh")
