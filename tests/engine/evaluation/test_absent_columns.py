"""A column that no file has is unknown in every row, and not empty."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from engine.evaluation.absent_columns import AbsentColumns
from tests.engine.agreement.pieces import record, rule

Causes = Callable[..., dict[str, Any]]


def test_paths_are_found_in_their_tables() -> None:
    absent = AbsentColumns.of({"records": {"grade"}, "entities": ["roles"]})

    paths = ("grade", "kg", "actor.roles", "counterparty.roles", "battery.roles")
    assert [absent.has_path(path) for path in paths] == [True, False, True, True, False]


def test_without_these_columns_nothing_is_missed() -> None:
    absent = AbsentColumns.of({"records": {"corrects", "recorded_on"}})

    assert not absent.has_any("records")


@pytest.mark.slow
@pytest.mark.parametrize("filled", [True, False])
@pytest.mark.parametrize("path", ["grade", "actor.established_on"])
def test_nobody_can_tell_whether_it_is_filled(
    causes: Causes, path: str, filled: bool
) -> None:
    one = rule(must={"hold": {path: {"known": filled}}})

    found = causes(
        one, record("r1"), registers={"entities": [{"entity_id": "P"}]},
        absent={"records": ["grade"], "entities": ["established_on"]},
    )  # fmt: skip

    assert found == {"r1": ("undetermined", path)}


def test_nothing_is_filled_of_a_party_that_no_register_knows(causes: Causes) -> None:
    one = rule(must={"hold": {"actor.established_on": {"known": True}}})

    found = causes(
        one, record("r1"), registers={"entities": [{"entity_id": "Q"}]},
        absent={"entities": ["established_on"]},
    )  # fmt: skip

    assert found == {"r1": ("breach", None)}


@pytest.mark.parametrize(
    ("registers", "cause"),
    [
        ({"batteries": []}, ("undetermined", "battery.maker_id")),
        ({}, ("breach", None)),
    ],
)
def test_register_that_cannot_be_looked_up_leaves_open_what_is_filled(
    causes: Causes, registers: Any, cause: Any
) -> None:
    one = rule(must={"hold": {"battery.maker_id": {"known": True}}})

    found = causes(
        one, record("r1", battery_code=None), absent={"records": ["battery_code"]},
        registers=registers,
    )  # fmt: skip

    assert found == {"r1": cause}


@pytest.mark.parametrize("column", ["corrects", "recorded_on"])
def test_corrections_and_their_days_are_as_if_empty(
    causes: Causes, column: str
) -> None:
    one = rule(must_not={"hold": {column: {"known": True}}})

    found = causes(one, record("r1"), absent={"records": [column]})

    assert found == {"r1": ("compliant", None)}


def test_parties_without_roles_leave_open_who_owes_the_duty(causes: Causes) -> None:
    one = rule(who="shop", must={"hold": {"grade": "a"}})

    found = causes(
        one, record("r1", grade="a"), registers={"entities": [{"entity_id": "P"}]},
        absent={"entities": ["roles"]},
    )  # fmt: skip

    assert found == {"r1": ("undetermined", "actor.roles")}


@pytest.mark.parametrize("day", [date(2024, 12, 31), date(2024, 2, 1)])
def test_without_days_of_reports_none_is_missing(causes: Causes, day: date) -> None:
    one = rule(must={"be_reported": {"within": "30 days"}})

    found = causes(one, record("r1"), absent={"records": ["reported_on"]}, as_of=day)

    assert found == {"r1": ("undetermined", "reported_on")}


def test_a_cause_is_no_path() -> None:
    absent = AbsentColumns.of({"records": ["reported_on"], "entities": ["roles"]})

    causes = ("rejected.credentials", "rejected", "complete.until", "calendar")
    assert not any(absent.has_path(cause) for cause in causes)
