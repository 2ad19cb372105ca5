"""A stay lasts from the first record of having the battery to the last of giving it away."""

from __future__ import annotations

from typing import Any

from tests.engine.custody.notation import ask, books


def stays(told: str) -> list[tuple[Any, ...]]:
    query = "SELECT actor_id, outcome, days FROM stays ORDER BY stay"
    return ask(books(told), query)


def test_days_run_from_coming_in_to_the_last_giving() -> None:
    told = "made 1 P\n found 2 P\n sold 5 P\n sold 9 P"

    assert stays(told) == [("P", "handed_on", 8)]


def test_days_are_unknown_without_a_record_of_arrival() -> None:
    assert stays("sold 5 P\n sold 9 P") == [("P", "handed_on", None)]


def test_days_are_unknown_when_it_was_found_elsewhere() -> None:
    told = "got 5 P\n got 9 Q"

    assert stays(told) == [("P", "found_elsewhere", None), ("Q", "on_hand", 22)]


def test_end_counts_and_not_what_is_sold_after_it() -> None:
    assert stays("got 5 P\n burnt 9 P\n sold 20 P") == [("P", "ended", 4)]


def test_coming_back_is_another_stay() -> None:
    told = "found 1 P\n sold 2 P\n found 5 P"

    assert stays(told) == [("P", "handed_on", 1), ("P", "on_hand", 26)]
