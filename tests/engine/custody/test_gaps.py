"""Gaps are found in the records, and are unsure where the records cannot tell."""

from __future__ import annotations

from typing import Any

import pytest

from tests.engine.custody.notation import ask, books, on

BORN = [{"battery_code": "B1", "produced_on": on(1)}]


def gaps(told: str, **life: Any) -> list[tuple[Any, ...]]:
    query = "SELECT gap, record_id, days, is_sure FROM gaps ORDER BY ALL"
    return ask(books(told, **life), query)


def test_hand_over_is_open_when_only_another_party_received_it() -> None:
    told = "made 1 P\n passed 3 P Q\n found 5 R"

    assert gaps(told) == [("not_received", "r2", 28, True)]


def test_hand_over_is_closed_by_any_later_move_of_its_recipient() -> None:
    assert gaps("made 1 P\n passed 3 P Q\n sold 9 Q") == []


def test_hand_over_without_a_recipient_is_unsure() -> None:
    assert gaps("made 1 P\n passed 3 P") == [("not_received", "r2", 28, False)]


def test_hand_over_after_the_records_are_complete_is_unsure() -> None:
    found = gaps("made 1 P\n passed 9 P Q", complete={"until": on(5)})

    assert found == [("not_received", "r2", None, False)]


@pytest.mark.parametrize(("day", "is_sure"), [(3, True), (4, False)])
def test_hand_over_before_the_records_are_complete_is_unsure(
    day: int, is_sure: bool
) -> None:
    found = gaps("made 1 P\n passed 3 P Q", complete={"from": on(day)})

    assert found == [("not_received", "r2", 28, is_sure)]


def test_hand_over_there_and_back_without_receipt_is_unsure() -> None:
    found = gaps("made 1 A\n passed 5 A B\n passed 5 B A")

    assert found == [("not_received", "r3", 26, False)]


@pytest.mark.parametrize(
    ("before", "is_sure"),
    [("made 1 P", True), ("", False), ("made 1 P\n passed 2 P", False)],
)
def test_receipt_from_nobody_is_sure_when_the_records_cover_the_life(
    before: str, is_sure: bool
) -> None:
    found = gaps(f"{before}\n got 5 Q")

    assert [row[3] for row in found if row[0] == "from_nobody"] == [is_sure]


def test_life_begins_on_the_day_of_the_register() -> None:
    assert gaps("got 5 Q", batteries=BORN) == [("from_nobody", "r1", None, True)]


def test_sale_to_who_received_it_is_where_it_came_from() -> None:
    assert gaps("made 1 P\n sold 3 P Q\n got 5 Q") == []


def test_hand_over_of_the_same_day_or_earlier_is_where_it_came_from() -> None:
    assert gaps("made 1 P\n got 5 Q\n passed 5 P Q") == []


@pytest.mark.parametrize(("day", "is_sure"), [(9, False), (10, True)])
def test_use_on_the_day_of_the_end_is_unsure(day: int, is_sure: bool) -> None:
    found = gaps(f"got 5 P\n burnt 9 P\n painted {day} P", batteries=[])

    assert ("used_after_end", "r3", day - 9, is_sure) in found


@pytest.mark.parametrize(("days", "silences"), [(30, []), (29, [30])])
def test_battery_is_silent_once_the_span_is_over(
    days: int, silences: list[int]
) -> None:
    found = gaps("made 1 P", silent_days=days)

    assert [row[2] for row in found if row[0] == "silent"] == silences


@pytest.mark.parametrize(("day", "is_sure"), [(21, True), (22, False)])
def test_silence_is_sure_when_the_records_cover_more_than_the_span(
    day: int, is_sure: bool
) -> None:
    found = gaps("made 1 P", silent_days=10, complete={"from": on(day)})

    assert found == [("silent", None, 30, is_sure)]


def test_battery_is_not_silent_after_its_end() -> None:
    assert gaps("made 1 P\n burnt 2 P", silent_days=3) == []
