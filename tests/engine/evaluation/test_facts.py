"""Facts answer each question of the rules once for every record."""

from __future__ import annotations

from datetime import date

from tests.engine.agreement.pieces import life, record, rule, with_facts

DEMAND = {"event": "crate.moved", "within": "1 month"}


def test_each_distinct_test_and_window_is_answered_once() -> None:
    where = {"grade": "a", "kg": {"over": 1}}
    must = {"be_reported": {"within": "1 month"}}
    rules = [rule(n, where=where, must=must) for n in range(2)]

    tables, predicates = with_facts(rules, life(record("r1", grade="a", kg="1")))

    assert (len(predicates.tests), len(predicates.windows)) == (2, 1)
    found = tables.connection.execute("SELECT t0, t1, due0 FROM facts").fetchall()
    assert found == [(2, 0, date(2024, 2, 29))]


def test_absent_predecessor_would_show_inside_the_window_only() -> None:
    inside = life(record("r1")) | {"complete": {"from": date(2023, 12, 31)}}
    outside = life(record("r1")) | {"complete": {"from": date(2024, 1, 1)}}

    tables, _ = with_facts([rule(must={"be_preceded_by": DEMAND})], inside, outside)

    found = tables.connection.execute(
        "SELECT shown0 FROM facts ORDER BY record_key"
    ).fetchall()
    assert found == [(2,), (0,)]


def test_window_of_a_predecessor_never_rolls_over() -> None:
    demands = ("be_preceded_by", "be_followed_by")
    rules = [rule(n, "rolling", must={d: DEMAND}) for n, d in enumerate(demands)]

    _, predicates = with_facts(rules, life(record("r1")))

    assert [rolls for _, rolls in predicates.windows] == [False, True]
