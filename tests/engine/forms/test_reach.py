"""A yearly share is one duty of each actor and year."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tests.engine.agreement.pieces import record, rule

Ending = tuple[str, str | None]
EndingOf = Callable[..., Ending]
EndingsOf = Callable[..., dict[str, Ending]]
CausesOf = Callable[..., dict[str, tuple[str, str | None]]]

SHARE = {
    "numerator": {"sum": "kg", "where": {"grade": "a"}},
    "denominator": {"sum": "kg"},
}
HALF = {"reach": {"measure": SHARE, "per": "year", "at_least": "50 %"}}
REACH = rule(must=HALF)


@pytest.mark.parametrize(
    ("above", "as_of", "word"),
    [
        ("1", date(2024, 12, 31), "reached"), ("0.9", date(2024, 12, 31), "below_bound"),
        (None, date(2024, 12, 31), "unmeasured"), ("1", date(2024, 12, 30), "year_open"),
    ],
)  # fmt: skip
def test_share_is_held_against_its_bound_when_the_year_is_over(
    endings: EndingsOf, above: str | None, as_of: date, word: str
) -> None:
    rows = record("r1", grade="a", kg=above), record("r2", grade="b", kg="1")

    assert endings(REACH, *rows, as_of=as_of) == {"P/2024": (word, None)}


def test_actors_and_years_are_counted_apart(endings: EndingsOf) -> None:
    rows = (
        record("r1", grade="a", kg="1"), record("r2", grade="b", kg="1", actor_id="Q"),
        record("r3", grade="b", kg="1", occurred_on=date(2023, 5, 1)),
    )  # fmt: skip

    assert endings(REACH, *rows) == {
        "P/2024": ("reached", None), "Q/2024": ("below_bound", None),
        "P/2023": ("below_bound", None),
    }  # fmt: skip


def test_year_that_began_before_the_data_is_unmeasured(endings: EndingsOf) -> None:
    rows: list[Any] = [record("r1", grade="a", kg="1")]

    found = endings(REACH, *rows, complete={"from": date(2024, 1, 2)})

    assert found == {"P/2024": ("unmeasured", None)}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("as_of", "until", "cause"),
    [
        (date(2024, 12, 30), date(2024, 6, 30), ("pending", None)),
        (date(2024, 12, 31), date(2024, 12, 30), ("undetermined", "complete.until")),
        (date(2024, 12, 31), date(2024, 12, 31), ("compliant", None)),
        (date(2025, 6, 30), date(2024, 12, 31), ("compliant", None)),
    ],
)
def test_year_that_the_records_do_not_cover_is_undetermined(
    causes: CausesOf, as_of: date, until: date, cause: Any
) -> None:
    complete = {"from": date(2000, 1, 1), "until": until}

    found = causes(
        REACH, record("r1", grade="a", kg="1"), as_of=as_of, complete=complete
    )

    assert found == {"P/2024": cause}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("rejected", "in_doubt"),
    [
        (record("x1"), True),
        (record("x1", event=None, occurred_on=None), True),
        (record("x1", event="crate.moved"), False),
        (record("x1", actor_id="Q"), False),
        (record("x1", actor_id=None), False),
        (record("x1", occurred_on=date(2023, 12, 31)), False),
        (record("x1", corrects="r1", event="crate.moved", actor_id="Q"), True),
        (record("x1", corrects="r2", occurred_on=date(2023, 1, 1)), True),
        (record("x1", corrects="r3", occurred_on=date(2023, 1, 1)), False),
    ],
)
def test_rejected_row_might_belong_to_the_year_or_correct_a_record_of_it(
    causes: CausesOf, rejected: Any, in_doubt: bool
) -> None:
    rows = (
        record("r1", grade="a", kg="1"), record("r2", grade="b", kg="1"),
        record("r3", grade="a", kg="9", event="crate.moved"),
    )  # fmt: skip

    found = causes(REACH, *rows, rejected={"records": [rejected]})

    doubt = ("undetermined", "rejected")
    assert found == {"P/2024": doubt if in_doubt else ("compliant", None)}


def test_year_that_is_not_over_is_pending_whatever_was_rejected(
    causes: CausesOf,
) -> None:
    found = causes(
        REACH, record("r1", grade="a", kg="1"), as_of=date(2024, 12, 30),
        rejected={"records": [record("x1")]},
    )  # fmt: skip

    assert found == {"P/2024": ("pending", None)}
