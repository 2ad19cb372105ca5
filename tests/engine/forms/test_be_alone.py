"""One at a time: a rival stands until something releases it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from tests.engine.agreement.pieces import LONG_AGO, record, rule

Ending = tuple[str, str | None]
EndingOf = Callable[..., Ending]
EndingsOf = Callable[..., dict[str, Ending]]
CausesOf = Callable[..., dict[str, tuple[str, str | None]]]


VIN, DAY = "1M8GDM9AXKP042788", date(2024, 6, 15)
DAY_BEFORE = DAY - timedelta(days=1)
ONE_CRATE = rule(must={"be_alone": {"same": ["vin"], "until": "crate.lost"}})
IN_DOUBT = ("undetermined", "rejected")
ONCE = rule(must={"be_alone": {"same": ["battery"]}})


def row(name: str, code: str | None, days: int, **given: Any) -> dict[str, Any]:
    day = DAY + timedelta(days=days)
    return record(name, battery_code=code, vin=VIN, occurred_on=day) | given


def lost(name: str, code: str | None, days: int) -> dict[str, Any]:
    return row(name, code, days, event="crate.lost")


@pytest.mark.parametrize(
    ("others", "found"),
    [
        ([row("r2", "B2", -1)], ("not_alone", "r2")),
        ([row("r2", "B2", -5), row("r3", "B3", -1)], ("not_alone", "r3")),
        ([row("r2", "B2", -1), lost("r3", "B2", 0)], ("alone", None)),
        ([row("r2", "B2", -1), lost("r3", "B2", 1)], ("not_alone", "r2")),
        ([row("r2", "B2", -1), lost("r3", "B3", 0)], ("not_alone", "r2")),
        ([row("r2", "B2", -2), lost("r3", "B2", -3)], ("not_alone", "r2")),
        ([row("r2", "B1", -1)], ("alone", None)),
        ([row("r2", "B2", 0)], ("perhaps_alone", None)),
        ([row("r2", None, -1)], ("perhaps_alone", None)),
        ([row("r2", None, -1), lost("r3", None, 0)], ("perhaps_alone", None)),
        ([row("r2", None, -1), row("r3", "B2", -2)], ("not_alone", "r3")),
    ],
)
def test_rival_ends_a_duty(ending: EndingOf, others: list[Any], found: Ending) -> None:
    assert ending(ONE_CRATE, row("r1", "B1", 0), *others) == found


def test_trigger_without_its_shared_column_is_unmatched(ending: EndingOf) -> None:
    assert ending(ONE_CRATE, row("r1", "B1", 0, vin=None)) == ("unmatched", None)


def test_code_occurs_once_and_the_later_record_is_judged(
    endings: EndingsOf,
) -> None:
    rows = row("r1", "B1", 0), row("r2", "B1", -1), row("r3", "B1", 0)

    assert endings(ONCE, *rows) == {
        "r2": ("alone", None), "r1": ("not_alone", "r2"), "r3": ("not_alone", "r1"),
    }  # fmt: skip


def test_rival_from_before_the_rule_stands_and_opens_no_duty(
    endings: EndingsOf,
) -> None:
    young = ONE_CRATE | {"effective": {"from": DAY}}

    found = endings(young, row("r1", "B1", 0), row("r2", "B2", -1))

    assert found == {"r1": ("not_alone", "r2")}


@pytest.mark.parametrize(
    ("others", "complete", "found"),
    [
        ([row("r2", "B2", -1)], {"from": DAY}, ("release_not_shown", None)),
        ([row("r2", "B2", -1)], {"from": DAY_BEFORE}, ("not_alone", "r2")),
        ([row("r2", "B2", -1)], {}, ("release_not_shown", None)),
        ([row("r2", "B2", -9), row("r3", "B3", -1)], {"from": DAY_BEFORE},
         ("not_alone", "r3")),
        ([row("r2", "B2", -9), row("r3", "B3", 0)], {"from": DAY_BEFORE},
         ("release_not_shown", None)),
        ([row("r2", "B2", -9), lost("r3", "B2", -3)], {"from": DAY}, ("alone", None)),
        ([], {"until": DAY}, ("alone", None)),
        ([], {"until": DAY_BEFORE}, ("records_end", None)),
        ([row("r2", "B2", -1), lost("r3", "B2", 0)], {"until": DAY_BEFORE},
         ("records_end", None)),
        ([row("r2", None, -1)], {"until": DAY_BEFORE}, ("perhaps_alone", None)),
        ([row("r2", "B2", -1)], {"from": LONG_AGO, "until": DAY}, ("not_alone", "r2")),
        ([row("r2", "B2", -1)], {"from": LONG_AGO, "until": DAY_BEFORE},
         ("release_not_shown", None)),
    ],
)  # fmt: skip
def test_release_is_missing_only_between_the_days_of_complete_records(
    ending: EndingOf, others: list[Any], complete: dict[str, date], found: Ending
) -> None:
    assert ending(ONE_CRATE, row("r1", "B1", 0), *others, complete=complete) == found


def test_rival_that_nothing_releases_stands_whenever_the_records_end(
    ending: EndingOf,
) -> None:
    rows = row("r1", "B1", 0), row("r2", "B1", -1)

    assert ending(ONCE, *rows, complete={"until": DAY_BEFORE}) == ("not_alone", "r2")
    assert ending(ONCE, rows[0], complete={"until": DAY_BEFORE})[0] == "records_end"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("rejected", "in_doubt"),
    [
        (row("x1", "B2", -1), True),
        (row("x1", "B2", 5, event=None, occurred_on=None), True),
        (row("x1", None, -1), True),
        (row("x1", "B1", -1), False),
        (row("x1", "B2", -1, vin=None), False),
        (row("x1", "B2", -1, event="crate.moved"), False),
    ],
)
def test_rejected_row_might_be_an_earlier_trigger_of_another_battery(
    causes: CausesOf, rejected: Any, in_doubt: bool
) -> None:
    found = causes(ONE_CRATE, row("r1", "B1", 0), rejected={"records": [rejected]})

    assert found == {"r1": IN_DOUBT if in_doubt else ("compliant", None)}


@pytest.mark.parametrize(
    ("code", "found"), [("B1", IN_DOUBT), ("B2", ("compliant", None))]
)
def test_rejected_row_might_be_an_earlier_trigger_of_the_battery_itself(
    causes: CausesOf, code: str, found: Any
) -> None:
    rejected = {"records": [row("x1", code, -1)]}

    assert causes(ONCE, row("r1", "B1", 0), rejected=rejected) == {"r1": found}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("rejected", "in_doubt"),
    [
        (lost("x1", "B2", -1), True),
        (lost("x1", "B2", -99) | {"event": None}, True),
        (lost("x1", "B1", -1), False),
        (lost("x1", None, -1), False),
        (lost("x1", "B2", -1) | {"vin": None}, False),
    ],
)
def test_rejected_row_might_be_the_release(
    causes: CausesOf, rejected: Any, in_doubt: bool
) -> None:
    rows = row("r1", "B1", 0), row("r2", "B2", -1)

    found = causes(ONE_CRATE, *rows, rejected={"records": [rejected]})

    assert found["r1"] == (IN_DOUBT if in_doubt else ("breach", None))


def test_one_earlier_trigger_that_is_surely_not_released_is_enough(
    causes: CausesOf,
) -> None:
    rows = row("r1", "B1", 0), row("r2", "B2", -1), row("r3", "B3", -2)

    found = causes(ONE_CRATE, *rows, rejected={"records": [lost("x1", "B2", -1)]})

    assert found["r1"] == ("breach", None)


@pytest.mark.parametrize(
    ("complete", "cause"),
    [
        ({"from": DAY}, "complete.from"),
        ({"from": LONG_AGO, "until": DAY_BEFORE}, "complete.until"),
    ],
)
def test_bound_of_the_records_that_hides_a_release_is_named(
    causes: CausesOf, complete: Any, cause: str
) -> None:
    rows = row("r1", "B1", 0), row("r2", "B2", -1)

    assert causes(ONE_CRATE, *rows, complete=complete)["r1"] == ("undetermined", cause)
