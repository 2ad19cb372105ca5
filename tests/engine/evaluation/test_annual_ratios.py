"""Yearly shares are summed exactly and judged when the year is over."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.engine.agreement.pieces import agreed, life, record, rule

PARTS = {
    part: {"sum": "kg", "where": {"grade": grade}}
    for part, grade in (("numerator", "a"), ("denominator", "b"))
}
SHARE = rule(must={"reach": {"measure": PARTS, "per": "year", "at_least": "98 %"}})


def year_of(actor: str, above: str | None, below: str | None) -> list[dict[str, Any]]:
    whole = {"actor_id": actor}
    return [
        record(f"{actor}1", **whole, grade="a", kg=above),
        record(f"{actor}2", **whole, grade="b", kg=below),
    ]


def test_share_is_compared_exactly() -> None:
    rows = [
        *year_of("P", "0.98", "1"),
        *year_of("Q", "0.979999999999", "1"),
        *year_of("X", None, "1"),
        *year_of("Y", "1", "0"),
    ]

    found = agreed(SHARE, life(*rows))

    assert {name: said[0] for name, said in found.items()} == {
        "P/2024": "compliant", "Q/2024": "breach",
        "X/2024": "undetermined", "Y/2024": "undetermined",
    }  # fmt: skip


def test_share_is_pending_until_the_last_day_of_its_year() -> None:
    early = life(*year_of("P", None, "1")) | {"as_of": date(2024, 12, 30)}

    assert agreed(SHARE, early)["P/2024"][0] == "pending"


def test_share_is_undetermined_when_its_year_began_before_the_data() -> None:
    late = life(*year_of("P", "1", "1")) | {"complete": {"from": date(2024, 1, 2)}}

    assert agreed(SHARE, late)["P/2024"][0] == "undetermined"
