"""The tables of batteries, enterprises and flows follow from moves, stays and gaps."""

from __future__ import annotations

from typing import Any

import pytest

from engine.rulebook import Custody
from tests.engine.custody.notation import ask, books, on


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("made 1 P\n found 3 P", ("held", "P", on(1), None)),
        ("made 1 P\n passed 3 P Q", ("on_the_way", "P", on(3), "Q")),
        ("made 1 P\n sold 3 P", ("released", "P", on(3), None)),
        ("made 1 P\n sold 3 P Q", ("released", "P", on(3), "Q")),
        ("got 1 P\n burnt 3 P\n sold 4 P Q", ("ended", "P", on(3), None)),
        ("got 1 P\n burnt 3 P\n found 4 Q", ("held", "Q", on(4), None)),
        ("painted 1 P", ("unknown", None, None, None)),
    ],
)
def test_battery_is_where_its_last_stay_leaves_it(
    told: str, expected: tuple[Any, ...]
) -> None:
    query = "SELECT state, last_holder_id, since, to_id FROM whereabouts"

    assert ask(books(told), query) == [expected]


def test_battery_that_is_only_registered_is_listed() -> None:
    tables = books("made 1 P", batteries=[{"battery_code": "B2"}])

    found = ask(tables, "SELECT battery_code, state, records FROM whereabouts")
    assert sorted(found) == [("B1", "held", 1), ("B2", "unknown", 0)]


def test_vocabulary_of_two_kinds_of_moves_serves() -> None:
    few = Custody(receives=("got",), hands_on=("passed",))

    tables = books("passed 1 P Q\n got 2 Q\n burnt 3 Q", custody=few)
    assert ask(tables, "SELECT state, last_holder_id FROM whereabouts") == [
        ("held", "Q")
    ]


def test_dataset_without_records_has_an_empty_view() -> None:
    tables = books("")

    for table in ("whereabouts", "enterprises", "flows", "gaps"):
        assert ask(tables, f"FROM {table}") == []


def test_party_is_named_when_a_battery_was_only_sent_to_it() -> None:
    tables = books("passed 1 P Q", entities=[{"entity_id": "Q", "name": "乙"}])

    query = "SELECT entity_id, name, received, not_arrived FROM enterprises"
    assert ask(tables, f"{query} ORDER BY 1") == [("P", None, 0, 0), ("Q", "乙", 0, 1)]


def test_utilized_batteries_are_counted_once_each() -> None:
    tables = books("got 1 P\n cut 2 P\n burnt 3 P\n burnt 4 P")

    assert ask(tables, "SELECT utilized, ended FROM enterprises") == [(1, 1)]


def test_flow_is_between_parties_or_provinces_and_knows_what_it_does_not_know() -> None:
    told = "made 1 P - 42\n found 2 P - 4201\n sold 3 P - 43\n found 5 Q - 4"

    found = ask(books(told), "FROM flows ORDER BY ALL")
    assert found == [("42", "43", 1), ("43", None, 1)]
