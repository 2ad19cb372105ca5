"""A demand on the record itself ends in one of its words, whatever rules share its pass."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.engine.agreement.pieces import life, record, rule
from tests.engine.evaluation.sweep.endings import all_endings, ending, endings

REPORTED = rule(must={"be_reported": {"within": "30 days"}})
HELD = {"must": {"hold": {"grade": "a"}}}


@pytest.mark.parametrize(
    ("reported_on", "as_of", "word"),
    [
        (date(2024, 3, 1), date(2024, 12, 31), "in_time"),
        (date(2024, 3, 2), date(2024, 12, 31), "late"),
        (None, date(2024, 3, 1), "pending"),
        (None, date(2024, 3, 2), "missing"),
    ],
)
def test_report_ends_by_its_last_day(
    reported_on: date | None, as_of: date, word: str
) -> None:
    row = record("r1", reported_on=reported_on)

    assert ending(REPORTED, row, as_of=as_of) == (word, None)


def test_report_without_deadline_is_done_or_open() -> None:
    some_day = rule(must={"be_reported": {}})

    assert ending(some_day, record("r1", reported_on=date(2024, 9, 1)))[0] == "done"
    assert ending(some_day, record("r1"))[0] == "open"


def test_report_is_beyond_the_calendar_where_no_due_day_is_known() -> None:
    soon = rule(must={"be_reported": {"within": "3 working days"}})
    long_ago = record("r1", occurred_on=date(2023, 1, 1))

    assert ending(soon, long_ago)[0] == "beyond_calendar"


@pytest.mark.parametrize(
    ("must", "grade", "word"),
    [
        ("must", "a", "holds"), ("must", "b", "fails"), ("must", None, "unclear"),
        ("must_not", "a", "fails"), ("must_not", "b", "holds"), ("must_not", None, "unclear"),
    ],
)  # fmt: skip
def test_condition_holds_fails_or_is_unclear(
    must: str, grade: str | None, word: str
) -> None:
    demand: dict[str, Any] = {must: {"hold": {"grade": "a"}}}

    assert ending(rule(**demand), record("r1", grade=grade))[0] == word


def test_no_duty_where_the_rule_does_not_bind_or_its_condition_is_false() -> None:
    young = rule(**HELD, effective={"from": date(2024, 2, 1)})
    cooled = rule(**HELD, where={"cooled": True})

    assert endings(young, record("r1")) == {}
    assert endings(cooled, record("r1", cooled=False)) == {}


def test_duty_is_doubtful_where_its_condition_is_unknown() -> None:
    cooled = rule(**HELD, where={"cooled": True})

    assert ending(cooled, record("r1", grade="a"))[0] == "doubtful"


def test_rules_of_one_event_and_of_any_event_do_not_meet_in_a_record() -> None:
    rules = [
        rule(0, **HELD),
        rule(1, must={"hold": {"grade": "b"}}, when=["crate.moved", "crate.sealed"]),
        rule(2, must={"be_reported": {}}, when="any_event"),
    ]
    rows = record("r1", grade="a"), record("r2", grade="a", event="crate.moved")

    words = {duty: word for duty, (word, _) in all_endings(rules, life(*rows)).items()}

    assert words == {
        ("plain/r0", "r1"): "holds", ("plain/r1", "r1"): "fails",
        ("plain/r1", "r2"): "fails", ("plain/r2", "r1"): "open",
        ("plain/r2", "r2"): "open",
    }  # fmt: skip
