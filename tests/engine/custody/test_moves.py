"""Moves stand in the order in which hands could have passed the battery."""

from __future__ import annotations

from tests.engine.custody.words import ask, books


def order(told: str) -> str:
    rows = ask(books(told), "SELECT record_id FROM moves ORDER BY number")
    return " ".join(record_id for (record_id,) in rows)


def test_moves_follow_their_days_whatever_the_order_of_rows() -> None:
    assert order("got 3 Q\n made 1 P\n passed 2 P Q") == "r2 r3 r1"


def test_hand_over_precedes_its_receipt_on_the_same_day() -> None:
    assert order("got 2 Q\n passed 2 P Q") == "r2 r1"


def test_receipt_precedes_the_giving_on_of_the_same_day() -> None:
    assert order("passed 2 Q R\n got 2 Q") == "r2 r1"


def test_chain_of_one_day_is_put_from_hand_to_hand() -> None:
    assert order("got 2 R\n passed 2 Q R\n got 2 Q\n passed 2 P Q") == "r4 r3 r2 r1"


def test_record_of_no_move_or_no_battery_is_no_move() -> None:
    assert order("made 1 P\n painted 2 P") == "r1"
