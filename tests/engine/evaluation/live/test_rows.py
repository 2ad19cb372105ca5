"""A demand on the record itself ends in one of its words."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.engine.agreement.pieces import record, rule
from tests.engine.evaluation.live.endings import ending, endings

REPORTED = rule(must={"be_reported": {"within": "30 days"}})
COVERED = rule(must={"be_covered_by": {"register": "outlets", "level": "prefecture"}})
SHARE = {
    "numerator": {"sum": "kg", "where": {"grade": "a"}},
    "denominator": {"sum": "kg"},
}
REACH = rule(must={"reach": {"measure": SHARE, "per": "year", "at_least": "50 %"}})


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

    assert (
        ending(soon, record("r1", occurred_on=date(2023, 1, 1)))[0] == "beyond_calendar"
    )


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


def test_outlet_covers_the_first_record_of_an_area_and_year() -> None:
    outlet = {
        "outlet_id": "O",
        "operator_id": "P",
        "region": "4201",
        "opened_on": date(2020, 1, 1),
    }
    rows = (
        record("r1", region="420106"), record("r2", region="4201"),
        record("r3", region="4301"), record("r4", region="42"),
    )  # fmt: skip

    found = endings(COVERED, *rows, registers={"outlets": [outlet]})

    assert {name: word for name, (word, _) in found.items()} == {
        "r1": "covered", "r3": "uncovered", "r4": "region_unknown",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("above", "as_of", "word"),
    [
        ("1", date(2024, 12, 31), "reached"), ("0.9", date(2024, 12, 31), "below_bound"),
        (None, date(2024, 12, 31), "unmeasured"), ("1", date(2024, 12, 30), "year_open"),
    ],
)  # fmt: skip
def test_yearly_share_is_a_duty_of_the_actor(
    above: str | None, as_of: date, word: str
) -> None:
    rows = record("r1", grade="a", kg=above), record("r2", grade="b", kg="1")

    assert endings(REACH, *rows, as_of=as_of) == {"P/2024": (word, None)}
