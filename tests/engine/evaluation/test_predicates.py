"""What rules ask of a record is numbered once, however many rules ask it."""

from __future__ import annotations

from typing import Any

from engine.evaluation.forms import sweep_part
from engine.evaluation.predicates import (
    PredicateIndex,
    events_of,
    leaves_of,
    opening,
)
from engine.rulebook import Rule
from tests.engine.agreement.judges import rulebook_of
from tests.engine.agreement.pieces import rule

FOLLOWED = {"be_followed_by": {"event": "crate.moved", "within": "2 days"}}
PRECEDED = {"be_preceded_by": {"event": "crate.moved", "within": "2 days"}}
SHARE = {
    "measure": {
        "numerator": {"sum": "kg", "where": {"battery.mass_kg": {"over": 1}}},
        "denominator": {"sum": "kg"},
    },
    "per": "year",
    "at_least": 1,
}


def loaded(*given: dict[str, Any]) -> list[Rule]:
    book = rulebook_of([rule(n, **one) for n, one in enumerate(given)])
    return list(book.rules)


def asked(*given: dict[str, Any]) -> PredicateIndex:
    return PredicateIndex(loaded(*given))


def test_role_and_where_are_asked_together_and_anyone_asks_for_no_role() -> None:
    where = {"grade": "a"}
    by_role, by_anyone = loaded(
        {"who": "shop", "where": where, "must": FOLLOWED},
        {"where": where, "must": FOLLOWED},
    )

    assert [part.path for part in opening(by_role).parts] == ["actor.roles", "grade"]
    assert [part.path for part in opening(by_anyone).parts] == ["grade"]


def test_same_test_of_two_rules_has_one_number() -> None:
    predicates = asked(
        {"where": {"grade": "a"}, "must": FOLLOWED},
        {"where": {"kg": {"over": 1}, "grade": "a"}, "must": FOLLOWED},
    )

    numbers = [predicates.numbers(opening(rule)) for rule in predicates.rules]
    assert len(predicates.tests) == 2
    assert set(numbers[0]) < set(numbers[1])


def test_rule_without_deadline_has_no_window() -> None:
    predicates = asked({"must": {"be_reported": {}}}, {"must": FOLLOWED})

    assert [predicates.window(rule) for rule in predicates.rules] == [None, 0]


def test_days_are_counted_back_for_a_predecessor_alone() -> None:
    predicates = asked({"must": FOLLOWED}, {"must": PRECEDED})

    assert len(predicates.windows) == 1
    assert len(predicates.starts) == 1


def test_paths_are_those_into_registers_from_tests_owners_and_sums() -> None:
    inside = {"any_of": [{"counterparty.region": {"path": "battery.chemistry"}}]}
    predicates = asked(
        {"where": inside, "owed_by": "vehicle.maker_id", "must": PRECEDED},
        {"must": {"reach": SHARE}},
    )

    assert predicates.requirements.paths == {
        "counterparty.region", "battery.chemistry", "vehicle.maker_id",
        "battery.produced_on", "battery.mass_kg",
    }  # fmt: skip


def test_leaves_of_a_group_are_its_single_tests() -> None:
    inside = {"none_of": [{"grade": "a", "kg": {"over": 1}}, {"note": "a"}]}
    (part,) = loaded({"where": inside, "must": FOLLOWED})[0].where.parts

    assert [leaf.path for leaf in leaves_of(part)] == ["grade", "kg", "note"]


def test_events_are_those_of_trigger_and_witness_and_none_for_any() -> None:
    alone = {"be_alone": {"same": ["battery"], "until": "crate.lost"}}
    rules = loaded(
        {"must": FOLLOWED}, {"must": alone}, {"when": "any_event", "must": FOLLOWED}
    )

    assert [events_of(rule) for rule in rules] == [
        {"crate.sealed", "crate.moved"}, {"crate.sealed", "crate.lost"}, None,
    ]  # fmt: skip


def test_rule_on_the_record_itself_needs_no_other_record() -> None:
    rules = loaded({"must": {"be_reported": {}}}, {"must": FOLLOWED})

    kinds = [sweep_part(rule.demand.form).KIND for rule in rules]
    assert kinds == ["record", "matching"]
