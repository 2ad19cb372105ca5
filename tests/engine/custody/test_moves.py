"""Moves are in the order in which the parties could have passed the battery on."""

from __future__ import annotations

from engine.custody.day_order import create_ranks
from tests.engine.custody.notation import ask, books, records


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


def test_chain_of_one_day_is_followed_through_any_number_of_hands() -> None:
    told = "made 1 A\n got 2 D\n passed 2 C D\n got 2 C\n passed 2 B C\n got 2 B"

    assert order(f"{told}\n passed 2 A B") == "r1 r7 r6 r5 r4 r3 r2"


def test_day_begins_where_the_battery_was_the_evening_before() -> None:
    there_and_back = "passed 2 A B\n passed 2 B A\n got 2 A\n got 2 B"

    assert order(f"made 1 A\n {there_and_back}") == "r1 r2 r5 r3 r4"
    assert order(f"made 1 B\n {there_and_back}") == "r1 r3 r4 r2 r5"


def test_swap_station_has_the_battery_at_night_that_it_had_in_the_morning() -> None:
    swapped = "found 2 S\n sold 2 S"

    assert order(f"made 1 S\n {swapped}") == "r1 r3 r2"
    assert order(f"sold 1 S\n {swapped}") == "r1 r2 r3"
    assert order(swapped) == "r1 r2"


def test_vehicle_is_left_before_its_battery_is_taken_from_it() -> None:
    assert order("made 1 A\n found 2 B\n sold 2 A") == "r1 r3 r2"
    assert order("found 2 B\n sold 2 A") == "r2 r1"


def test_battery_is_worked_on_before_it_leaves() -> None:
    assert order("made 1 A\n passed 2 A B\n got 2 B\n kept 2 A") == "r1 r4 r2 r3"


def test_receipt_follows_a_hand_over_that_names_nobody() -> None:
    assert order("made 1 A\n passed 2 A -\n got 2 C\n kept 2 D") == "r1 r2 r3 r4"


def test_more_moves_on_a_day_than_one_battery_makes_stand_by_kind_and_record() -> None:
    crowd = "\n".join("sold 2 A\n found 2 A" for _ in range(26))
    found = [f"r{number}" for number in range(2, 53, 2)]

    assert order(f"{crowd}\n made 1 A").split()[: len(found) + 1] == [
        "r53", *sorted(found)
    ]  # fmt: skip


def test_ranks_do_not_depend_on_how_many_moves_are_read_at_a_time() -> None:
    tables = books(
        [
            row | {"battery_code": f"B{n}", "record_id": f"{n}-{row['record_id']}"}
            for n in range(9)
            for row in records("made 1 A\n got 2 B\n passed 2 A B")
        ]
    )
    query = "SELECT record_id, rank FROM ranks ORDER BY ALL"
    whole = ask(tables, query)

    create_ranks(tables, tables.table("moves"), moves_in_memory=4)

    assert ask(tables, query) == whole
    assert [rank for _, rank in whole] == [1, 0] * 9


def test_record_of_no_move_or_no_battery_is_no_move() -> None:
    assert order("made 1 P\n painted 2 P") == "r1"
