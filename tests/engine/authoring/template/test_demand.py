"""What rules ask for decides what a template holds."""

from __future__ import annotations

from typing import Any

from engine.authoring.template.demand import (
    Row,
    asked_by,
    example_rows,
    rules_for,
)
from engine.rulebook import Rule, Rulebook
from tests.engine.agreement.judges import rulebook_of
from tests.engine.agreement.pieces import rule

FOLLOWED = {"be_followed_by": {"event": "crate.moved"}}
REPORTED = {"be_reported": {}}


def rules(*given: dict[str, Any]) -> tuple[Rule, ...]:
    whole = [rule(n, **({"must": REPORTED} | one)) for n, one in enumerate(given)]
    return rulebook_of(whole).rules


def test_role_has_its_own_rules_and_those_for_anyone() -> None:
    found = rules({"who": "packer"}, {"who": ["shop", "packer"]}, {"who": "shop"}, {})

    assert [r.id for r in rules_for(found, "packer")] == [
        "plain/r0",
        "plain/r1",
        "plain/r3",
    ]
    assert rules_for(found, None) == found


def test_event_is_asked_for_by_what_it_opens_and_by_what_looks_for_it() -> None:
    asked = asked_by(rules({"must": FOLLOWED}, {"when": "any_event"}))

    assert asked.events == {"crate.sealed", "crate.moved"}


def test_column_has_the_rules_that_read_or_show_it_the_binding_ones_first() -> None:
    asked = asked_by(
        rules(
            {"force": "voluntary"},
            {"must": FOLLOWED, "evidence": ["reported_on"]},
            {"must": FOLLOWED, "evidence": ["vin"]},
        )
    )

    titled = asked.columns["records", "reported_on"]
    assert [r.id for r in titled] == ["plain/r1", "plain/r0"]
    assert ("records", "region") not in asked.columns


def examples(shipped: Rulebook, role: str) -> tuple[Row, ...]:
    return example_rows(shipped.rules, shipped.vocabularies["order-73"], role)


def test_examples_are_of_the_main_events_in_the_order_of_the_vocabulary(
    shipped: Rulebook,
) -> None:
    rows = examples(shipped, "utilization_enterprise")

    assert [(row["record_id"], row["event"]) for row in rows] == [
        ("R1", "battery.received"), ("R2", "battery.recycled"), ("R3", "product.released"),
    ]  # fmt: skip
    assert {row["actor_id"] for row in rows} == {"91100000DEFAULT08F"}


def test_party_and_vehicle_of_an_example_are_seen_to_be_invented(
    shipped: Rulebook,
) -> None:
    rows = examples(shipped, "elv_dismantler")

    assert {row.get("vin") for row in rows} - {None} == {"EXAMPLE0000000001"}
    assert {row.get("counterparty_id") for row in rows} - {None} == {
        "91100000EXAMPLE00X"
    }


def test_role_without_a_rule_of_its_own_has_no_example(shipped: Rulebook) -> None:
    assert examples(shipped, "owner") == ()
