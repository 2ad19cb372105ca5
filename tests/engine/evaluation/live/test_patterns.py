"""The pieces of rules keep to the one shape that durable-rules evaluates rightly."""

from __future__ import annotations

from engine.evaluation.live.patterns import (
    Branch,
    Pattern,
    against,
    at_least,
    attributes_of,
    equals,
    one_of,
    under,
    within_row,
)

TRIGGER = Pattern("t", (equals("event", 1),))
WITNESS = Pattern("w", (equals("event", 2),), (against("eq", "c0", "t", "c0"),))
NO_WITNESS = Pattern("w", WITNESS.tests, WITNESS.joins, absent=True)


def test_join_ends_in_a_test_that_cannot_fail() -> None:
    written = Branch(0, "done", (TRIGGER, WITNESS)).as_json(0)

    assert written == {
        "dist": 0,
        "all": [
            {"t": {"$and": [{"event": 1}]}},
            {
                "w": {
                    "$and": [{"event": 2}, {"c0": {"t": "c0"}}, {"fact": {"t": "fact"}}]
                }
            },
        ],
    }


def test_absence_waits_for_its_marker_and_has_an_alias_of_its_own() -> None:
    written = Branch(0, "open", (TRIGGER, NO_WITNESS, NO_WITNESS), after=1).as_json(
        1000
    )

    aliases = [alias for pattern in written["all"] for alias in pattern]
    assert written["all"][0] == {"end": {"$and": [{"end": 1000}]}}
    assert aliases == ["end", "t", "no1$not", "no2$not"]


def test_one_of_a_single_test_needs_no_disjunction() -> None:
    assert one_of([equals("t0", 1)]) == ({"t0": 1},)
    assert one_of([equals("t0", 1), equals("t1", 1)]) == (
        {"$or": [{"t0": 1}, {"t1": 1}]},
    )


def test_attributes_are_those_of_the_fact_itself() -> None:
    tests = (
        *one_of([equals("t0", 1), at_least("t1", 1)]), under("day", 9),
        within_row("gt", "judged_on", "due0"), against("gte", "rank", "t", "due1"),
    )  # fmt: skip

    assert attributes_of(tests) == {"t0", "t1", "day", "judged_on", "due0", "rank"}
