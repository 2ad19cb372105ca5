"""A witness agrees in the `same` columns, where some file has them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.engine.agreement.pieces import record, rule
from tests.engine.forms.matches import MOVED, moved, sealed

CausesOf = Callable[..., dict[str, tuple[str, str | None]]]

UNSURE = ("undetermined", "counterparty_id")
BREACH, MET = ("breach", None), ("compliant", None)
LACKING = {"records": ["counterparty_id"]}
CROSSED = {"battery": "battery", "actor": "counterparty"}


def demand(form: str, *, must: str = "must", same: Any = CROSSED, **given: Any) -> Any:
    return rule(**{must: {form: MOVED | {"same": same} | given}})


FOLLOWED = demand("be_followed_by", within="30 days")
NOT_FOLLOWED = demand("be_followed_by", must="must_not")
PRECEDED = demand("be_preceded_by")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("one", "days", "cause"),
    [
        (FOLLOWED, 3, UNSURE), (FOLLOWED, 31, BREACH), (FOLLOWED, -1, BREACH),
        (NOT_FOLLOWED, 3, UNSURE), (NOT_FOLLOWED, -1, MET), (PRECEDED, -3, UNSURE),
    ],
)  # fmt: skip
def test_without_a_column_of_witnesses_any_may_agree_in_it(
    causes: CausesOf, one: Any, days: int, cause: Any
) -> None:
    assert causes(one, sealed(), moved("r2", days), absent=LACKING)["r1"] == cause


def test_witness_still_has_to_agree_in_the_other_columns(causes: CausesOf) -> None:
    other = moved("r2", 3, battery_code="B2")

    assert causes(FOLLOWED, sealed(), other, absent=LACKING)["r1"] == BREACH


def test_any_witness_may_agree_where_no_column_is_left(causes: CausesOf) -> None:
    one = demand("be_followed_by", same={"actor": "counterparty"}, within="30 days")
    stranger = moved("r2", 3, battery_code="B2", actor_id="Q")

    assert causes(one, sealed(), stranger, absent=LACKING)["r1"] == UNSURE
    assert causes(one, sealed(), absent=LACKING)["r1"] == BREACH


@pytest.mark.parametrize("days", [5, 40])
def test_crowd_in_which_any_may_agree_is_judged_in_parts(
    causes: CausesOf, days: int
) -> None:
    one = demand("be_followed_by", same={"actor": "counterparty"}, within="30 days")
    crowd = [
        record(f"n{n}", event="crate.moved", grade="b", actor_id=f"A{n}")
        for n in range(250)
    ]

    found = causes(one, sealed(), *crowd, moved("r2", days), absent=LACKING)

    assert found["r1"] == (UNSURE if days <= 30 else BREACH)


def test_trigger_without_the_column_cannot_be_matched(causes: CausesOf) -> None:
    one = demand("be_followed_by", same={"counterparty": "actor"}, within="30 days")

    found = causes(one, sealed(), moved("r2", 3), absent=LACKING)

    assert found["r1"] == UNSURE


def test_where_every_file_has_the_columns_an_empty_cell_is_no_witness(
    causes: CausesOf,
) -> None:
    assert causes(FOLLOWED, sealed(), moved("r2", 3))["r1"] == BREACH
