"""A demand on what comes before or after ends by its nearest witness."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.engine.agreement.pieces import record, rule
from tests.engine.evaluation.live.endings import Ending, ending, endings

DAY = date(2024, 6, 15)
MOVED = {"event": "crate.moved", "where": {"grade": "a"}}
FOLLOWED = rule(must={"be_followed_by": MOVED | {"within": "10 days"}})
SOME_DAY = rule(must={"be_followed_by": MOVED})
PRECEDED = rule(must={"be_preceded_by": MOVED | {"within": "10 days"}})
NOT_AFTER = rule(must_not={"be_followed_by": MOVED | {"within": "10 days"}})


def moved(
    name: str, days: int, grade: str | None = "a", **given: Any
) -> dict[str, Any]:
    day = DAY + timedelta(days=days)
    return record(name, event="crate.moved", occurred_on=day, grade=grade, **given)


def sealed(name: str = "r1", **given: Any) -> dict[str, Any]:
    return record(name, occurred_on=DAY, **given)


@pytest.mark.parametrize(
    ("witnesses", "found"),
    [
        ([moved("r3", 4), moved("r2", 4), moved("r9", 2)], ("in_time", "r9")),
        ([moved("r3", 4), moved("r2", 4)], ("in_time", "r2")),
        ([moved("r2", 11), moved("r3", 12)], ("late", "r2")),
        ([moved("r2", 10, None), moved("r3", 11)], ("unsure", None)),
        ([moved("r2", 2, None), moved("r3", 3)], ("in_time", "r3")),
        ([moved("r2", -1), moved("r3", 1, "b")], ("missing", None)),
        ([moved("r2", 1, battery_code="B2")], ("missing", None)),
    ],
)
def test_follower_ends_a_duty(witnesses: list[Any], found: Ending) -> None:
    assert ending(FOLLOWED, sealed(), *witnesses) == found


def test_duty_is_pending_until_its_last_day_has_passed() -> None:
    last = DAY + timedelta(days=10)

    assert ending(FOLLOWED, sealed(), as_of=last)[0] == "pending"
    assert ending(FOLLOWED, sealed(), as_of=last + timedelta(days=1))[0] == "missing"


@pytest.mark.parametrize(
    ("witnesses", "found"),
    [
        ([moved("r2", 90)], ("done", "r2")),
        ([moved("r2", 1, None)], ("unsure", None)),
        ([], ("open", None)),
    ],
)
def test_follower_without_deadline_is_waited_for(
    witnesses: list[Any], found: Ending
) -> None:
    assert ending(SOME_DAY, sealed(), *witnesses) == found


@pytest.mark.parametrize("one", [FOLLOWED, PRECEDED, NOT_AFTER])
def test_trigger_with_an_empty_shared_column_is_unmatched(one: dict[str, Any]) -> None:
    row = sealed(battery_code=None)

    assert ending(one, row, moved("r2", 0, battery_code=None)) == ("unmatched", None)


@pytest.mark.parametrize(
    ("witnesses", "found"),
    [
        ([moved("r3", -1), moved("r2", -1), moved("r9", -5)], ("preceded", "r2")),
        ([moved("r2", -10)], ("preceded", "r2")),
        ([moved("r2", -11), moved("r3", -12)], ("too_early", "r2")),
        ([moved("r2", -10, None), moved("r3", -11)], ("unsure", None)),
        ([moved("r2", 1)], ("unpreceded", None)),
    ],
)
def test_predecessor_ends_a_duty(witnesses: list[Any], found: Ending) -> None:
    assert ending(PRECEDED, sealed(), *witnesses) == found


def test_absent_predecessor_that_the_data_could_not_show_is_no_breach() -> None:
    late = {"complete": {"from": DAY}}

    assert ending(PRECEDED, sealed(), **late) == ("not_shown", None)


@pytest.mark.parametrize(
    ("witnesses", "found"),
    [
        ([moved("r2", 3), moved("r3", 1)], ("violated_after", "r3")),
        ([moved("r2", 0)], ("violated_same_day", None)),
        ([moved("r2", 10, None)], ("violated_unsure", None)),
        ([moved("r2", 11), moved("r3", -1)], ("clear", None)),
    ],
)
def test_offender_ends_a_duty(witnesses: list[Any], found: Ending) -> None:
    assert ending(NOT_AFTER, sealed(), *witnesses) == found


def test_record_is_never_its_own_witness() -> None:
    demand = {"event": "crate.sealed", "within": "10 days"}

    found = endings(rule(must={"be_followed_by": demand}), sealed(), sealed("r2"))

    assert found == {"r1": ("in_time", "r2"), "r2": ("in_time", "r1")}


def test_unknown_role_leaves_the_duty_itself_in_doubt() -> None:
    by_role = FOLLOWED | {"who": "shop"}

    assert ending(by_role, sealed(), moved("r2", 1)) == ("doubtful", None)
