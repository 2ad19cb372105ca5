"""The first record of an operator, area and year stands for all of them."""

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

COVERED = rule(must={"be_covered_by": {"register": "outlets", "level": "prefecture"}})
OUTLET = {
    "outlet_id": "O", "operator_id": "P", "region": "4201",
    "opened_on": date(2020, 1, 1),
}  # fmt: skip


Words = Callable[..., dict[str, str]]


def outlets(**given: Any) -> dict[str, list[Any]]:
    """Write a register of one outlet; `given` says what differs."""
    return {"outlets": [OUTLET | given]}


def test_one_duty_per_area_and_year_and_one_of_its_own_without_an_area(
    words: Words,
) -> None:
    rows = (
        record("r1", region="420106"), record("r2", region="4201"),
        record("r3", region="4301"), record("r4", region="42"),
        record("r5", region="4201", occurred_on=date(2023, 12, 31)),
    )  # fmt: skip

    assert words(COVERED, *rows, registers=outlets()) == {
        "r1": "covered", "r3": "uncovered", "r4": "region_unknown", "r5": "covered",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("outlet", "word"),
    [
        ({"region": "42"}, "perhaps_covered"),
        ({"opened_on": None}, "perhaps_covered"),
        ({"opened_on": date(2024, 2, 1)}, "uncovered"),
        ({"closed_on": date(2024, 1, 31)}, "covered"),
        ({"closed_on": date(2024, 1, 30)}, "uncovered"),
        ({"operator_id": None}, "uncovered"),
    ],
)
def test_outlet_covers_by_its_region_and_days(
    words: Words, outlet: Any, word: str
) -> None:
    row = record("r1", region="4201")

    assert words(COVERED, row, registers=outlets(**outlet)) == {"r1": word}


def test_doubtful_record_opens_a_duty_of_its_own(words: Words) -> None:
    cooled = rule(must=COVERED["must"], where={"cooled": True})
    rows = record("r1", region="4201"), record("r2", region="4201", cooled=True)

    found = words(cooled, *rows, registers=outlets())

    assert found == {"r1": "doubtful", "r2": "covered"}


def test_without_a_register_of_outlets_nothing_is_known(endings: EndingsOf) -> None:
    found = endings(COVERED, record("r1", region="4201"), registers={})

    assert found == {"r1": ("perhaps_covered", None)}


REJECTED, BREACH = ("undetermined", "rejected"), ("breach", None)
UNSURE = ("undetermined", "outlets")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("accepted", "rejected", "cause"),
    [
        ([], OUTLET, REJECTED),
        ([], {"operator_id": "P", "region": "99"}, REJECTED),
        ([], {"operator_id": "P", "opened_on": date(2025, 1, 1)}, REJECTED),
        ([], {"operator_id": "Q", "region": "4201"}, BREACH),
        ([], {"operator_id": None, "region": "4201"}, BREACH),
        ([OUTLET], OUTLET, ("compliant", None)),
    ],
)
def test_rejected_row_might_be_the_outlet_that_is_not_found(
    causes: CausesOf, accepted: Any, rejected: Any, cause: Any
) -> None:
    found = causes(
        COVERED, record("r1", region="4201"), registers={"outlets": accepted},
        rejected={"outlets": [rejected]},
    )  # fmt: skip

    assert found == {"r1": cause}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("column", "outlet", "cause"),
    [
        ("closed_on", {}, UNSURE),
        ("closed_on", {"opened_on": date(2024, 2, 1)}, BREACH),
        ("opened_on", {"opened_on": None}, UNSURE),
        ("region", {"region": None}, UNSURE),
        ("operator_id", {"operator_id": None}, UNSURE),
        ("operator_id", {"operator_id": None, "region": "4301"}, BREACH),
        ("run_by", {}, ("compliant", None)),
    ],
)
def test_column_that_no_file_of_outlets_has_leaves_open_what_it_would_say(
    causes: CausesOf, column: str, outlet: Any, cause: Any
) -> None:
    found = causes(
        COVERED, record("r1", region="4201"), registers=outlets(**outlet),
        absent={"outlets": [column]},
    )  # fmt: skip

    assert found == {"r1": cause}


def test_operator_in_doubt_names_the_rejected_row(causes: CausesOf) -> None:
    demand = COVERED["must"]["be_covered_by"] | {"operator": "outlet.operator_id"}

    found = causes(
        rule(must={"be_covered_by": demand}), record("r1", region="4201"),
        registers=outlets(run_by="P"), rejected={"outlets": [OUTLET | {"run_by": "P"}]},
    )  # fmt: skip

    assert found == {"r1": REJECTED}
