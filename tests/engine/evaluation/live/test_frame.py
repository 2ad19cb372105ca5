"""What the branches of a rule share: event, period, role-and-where, numbered attributes."""

from __future__ import annotations

from datetime import date
from typing import Any

from engine.evaluation.live.branch_builder import Attributes, BranchBuilder
from engine.evaluation.predicates import PredicateIndex
from tests.engine.agreement.judges import rulebook_of
from tests.engine.agreement.pieces import rule

REPORTED = {"be_reported": {"within": "2 days"}}


def framed(**given: Any) -> BranchBuilder:
    predicates = PredicateIndex(rulebook_of([rule(must=REPORTED, **given)]).rules)
    return BranchBuilder(predicates.rules[0], 0, predicates, Attributes())


def test_event_has_a_number_and_a_set_of_events_an_attribute() -> None:
    attributes = Attributes()

    assert attributes.test(("a",)) == ({"event": 1},)
    assert attributes.test(("b",)) == ({"event": 2},)
    assert attributes.test(("b", "a")) == attributes.test(("a", "b")) == ({"s1": 1},)
    assert attributes.test(None) == ({"is_record": 1},)


def test_column_is_numbered_whatever_it_is_called() -> None:
    attributes = Attributes()

    assert attributes.is_filled("battery_code") == {"has_c0": 1}
    assert attributes.is_filled("day.of'it", filled=False) == {"has_c1": 0}
    assert attributes.column("battery_code") == "c0"


def test_period_begins_with_its_first_day_and_ends_before_until() -> None:
    start, until = date(2024, 2, 1), date(2024, 3, 1)

    builder = framed(effective={"from": start, "until": until})

    assert {"$gte": {"day": start.toordinal()}} in builder.base
    assert {"$lt": {"day": until.toordinal()}} in builder.base


def test_role_and_where_are_surely_possibly_or_doubtfully_true() -> None:
    builder = framed(who="shop", where={"grade": "a"})

    assert builder.sure == ({"t0": 2}, {"t1": 2})
    assert builder.possible == ({"$gte": {"t0": 1}}, {"$gte": {"t1": 1}})
    (doubtful,) = builder.doubtful
    assert {"$or": [{"t0": 1}, {"t1": 1}]} in doubtful.patterns[0].tests
