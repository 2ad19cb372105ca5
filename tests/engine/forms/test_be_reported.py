"""A report ends its duty by its last day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from tests.engine.agreement.pieces import record, rule

Ending = tuple[str, str | None]
EndingOf = Callable[..., Ending]
EndingsOf = Callable[..., dict[str, Ending]]

REPORTED = rule(must={"be_reported": {"within": "30 days"}})


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
    ending: EndingOf, reported_on: date | None, as_of: date, word: str
) -> None:
    row = record("r1", reported_on=reported_on)

    assert ending(REPORTED, row, as_of=as_of) == (word, None)


def test_report_without_deadline_is_done_or_open(ending: EndingOf) -> None:
    some_day = rule(must={"be_reported": {}})

    assert ending(some_day, record("r1", reported_on=date(2024, 9, 1)))[0] == "done"
    assert ending(some_day, record("r1"))[0] == "open"


def test_report_is_beyond_the_calendar_where_no_due_day_is_known(
    ending: EndingOf,
) -> None:
    soon = rule(must={"be_reported": {"within": "3 working days"}})
    long_ago = record("r1", occurred_on=date(2023, 1, 1))

    assert ending(soon, long_ago)[0] == "beyond_calendar"


@pytest.mark.parametrize(
    ("until", "as_of", "word"),
    [
        (date(2024, 2, 1), date(2024, 3, 1), "pending"),
        (date(2024, 2, 1), date(2024, 3, 2), "records_end"),
        (date(2024, 3, 1), date(2024, 3, 2), "records_end"),
        (date(2024, 3, 2), date(2024, 3, 3), "missing"),
    ],
)
def test_report_is_missing_only_where_the_records_go_past_its_last_day(
    ending: EndingOf, until: date, as_of: date, word: str
) -> None:
    row = record("r1")

    assert ending(REPORTED, row, as_of=as_of, complete={"until": until})[0] == word


def test_late_report_is_late_wherever_the_records_end(ending: EndingOf) -> None:
    row = record("r1", reported_on=date(2024, 3, 2))

    assert ending(REPORTED, row, complete={"until": date(2024, 2, 1)})[0] == "late"
