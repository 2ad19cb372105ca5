"""Conditions lose each part, turn each part round, and move each bound."""

from __future__ import annotations

import pytest

from engine.rulebook import Text


@pytest.mark.parametrize(
    ("where", "changes"),
    [
        ("{condition: {known: true, is: [new, waste]}}",
         ["[the condition is filled in] removed", "[the condition is filled in] inverted",
          "[the condition is “New” or “Waste”] removed",
          "[the condition is “New” or “Waste”] inverted",
          "“New” dropped", "“Waste” dropped"]),
        ("{weight: {at_least: 2.5}}",
         ["[the weight is at least 2.5] removed", "[the weight is at least 2.5] inverted",
          "[the weight is at least 2.5] made [the weight is over 2.5]",
          "[the weight is at least 2.5] made [the weight is at least 2.4]",
          "[the weight is at least 2.5] made [the weight is at least 2.6]"]),
        ("{checked_on: {under: {path: occurred_on}}}",
         ["[the checked on is before the day it happened] removed",
          "[the checked on is before the day it happened] inverted",
          "[the checked on is before the day it happened] made "
          "[the checked on is on or before the day it happened]"]),
        ("{actor.holds: [permit, licence]}",
         ["[the actor holds “Permit” and “Licence”, valid on that day] removed",
          "[the actor holds “Permit” and “Licence”, valid on that day] inverted",
          "“Permit” dropped", "“Licence” dropped",
          "[the actor holds “Permit” and “Licence”, valid on that day] made "
          "[the actor holds at least one of “Permit” or “Licence”, valid on that day]",
          "[the actor holds “Permit” and “Licence”, valid on that day] made "
          "[the counterparty holds “Permit” and “Licence”, valid on that day]"]),
        ("{any_of: [{present: true}, {counterparty.roles: maker, condition: new}]}",
         ["[at least one of these is so: (1) “Present” is “yes”; "
          "(2) the counterparty is a maker and the condition is “New”] removed",
          "[at least one of these is so: (1) “Present” is “yes”; "
          "(2) the counterparty is a maker and the condition is “New”] inverted",
          "[“Present” is “yes”] removed", "[“Present” is “yes”] inverted",
          "[the counterparty is a maker and the condition is “New”] removed",
          "[the counterparty is a maker and the condition is “New”] inverted",
          "[the counterparty is a maker] removed",
          "[the counterparty is a maker] inverted",
          "“Maker” swapped for “Recycler”",
          "[the counterparty is a maker] made [the actor is a maker]",
          "[the condition is “New”] removed", "[the condition is “New”] inverted",
          "“New” swapped for “Waste”"]),
    ],
)  # fmt: skip
def test_each_part_is_changed(described, where: str, changes: list[str]) -> None:
    assert described("where", where=f"where: {where}") == changes


def test_the_only_condition_of_a_demand_is_turned_round_but_not_removed(
    described,
) -> None:
    changes = described("must", must="must: {hold: {battery_code: {format: gbt34014}}}")

    assert changes == [
        "“must” made “must not”",
        "[the battery code has the form of “Battery code”] inverted",
        "“Battery code” swapped for “Vehicle identification number”",
    ]


def test_the_missing_example_says_what_follows(mutants) -> None:
    found = mutants(must="must_not: {hold: {condition: new}}")

    needed = {
        m.missing_example for m in found if m.description.en.endswith("“New”] inverted")
    }
    assert needed == {
        Text(
            "只由「状态为“新”」决定的例子，结论应为 compliant",
            "an example in which [the condition is “New”] alone decides, expecting compliant",
        )
    }
