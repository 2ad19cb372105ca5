"""Rules that are grouped alike share a ruleset, as far as durable-rules bears it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from engine.evaluation.live.branch_builder import Grouping
from engine.evaluation.live.rulesets import Ruleset, compile_rulesets
from engine.evaluation.predicates import PredicateIndex
from tests.engine.agreement.judges import rulebook_of
from tests.engine.agreement.pieces import rule

REPORTED = {"be_reported": {}}


def compiled(*demands: dict[str, Any]) -> list[Ruleset]:
    rules = [rule(n, must=demand) for n, demand in enumerate(demands)]
    return compile_rulesets(PredicateIndex(rulebook_of(rules).rules))[0]


def followed(**given: Any) -> dict[str, Any]:
    return {"be_followed_by": {"event": "crate.moved", **given}}


@pytest.mark.parametrize(
    ("demand", "grouping"),
    [
        (REPORTED, Grouping("battery_code", "battery_code")),
        (followed(), Grouping("battery_code", "battery_code")),
        (followed(same=["actor", "battery"]), Grouping("battery_code", "battery_code")),
        (followed(same=["note", "actor"]), Grouping("note", "note")),
        (
            followed(same={"counterparty": "actor"}),
            Grouping("counterparty_id", "actor_id"),
        ),
        ({"be_alone": {"same": ["vin"]}}, Grouping("vin", "vin")),
    ],
)
def test_grouping_is_by_a_column_that_trigger_and_witness_share(
    demand: dict[str, Any], grouping: Grouping
) -> None:
    (ruleset,) = compiled(demand)

    assert ruleset.grouping == grouping


def test_rules_of_one_grouping_share_a_ruleset_and_others_do_not() -> None:
    rulesets = compiled(REPORTED, followed(same=["vin"]), followed())

    ids = [[rule.id for rule in ruleset.rules] for ruleset in rulesets]
    assert ids == [["plain/r0", "plain/r2"], ["plain/r1"]]


def test_definition_catches_every_fact_and_names_branches_by_their_place() -> None:
    (ruleset,) = compiled(REPORTED)

    definition = json.loads(ruleset.definition)
    assert definition.pop("any") == {"all": [{"m": {"fact": 1}}]}
    assert list(definition) == [str(n) for n in range(len(ruleset.branches))]


def test_ruleset_looks_at_the_events_of_its_rules_alone() -> None:
    (ruleset,) = compiled(REPORTED, followed())

    assert ruleset.events == {"crate.sealed", "crate.moved"}


def test_second_round_is_for_conflicts_alone() -> None:
    (alone,) = compiled({"be_alone": {"same": ["battery"]}})
    (reported,) = compiled(REPORTED)

    assert (alone.derives, reported.derives) == (True, False)
