"""Every part of a rule on which a verdict rests is changed, each meaning once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.rulebook.version import rule_version


def test_everything_a_rule_says_is_changed(mutants) -> None:
    assert [f"{m.key}: {m.description.en}" for m in mutants()] == [
        "effective.from: 2026-04-01 made 2026-03-31",
        "effective.from: 2026-04-01 made 2026-04-02",
        "who: “Recycler” swapped for “Maker”",
        "who: made anyone",
        "when: “Received” swapped for “Sold”",
        "when: made any event",
        "where: [the condition is “Waste”] removed",
        "where: [the condition is “Waste”] inverted",
        "where: “Waste” swapped for “New”",
        "must.within: “30 days” made “29 days”",
        "must.within: “30 days” made “31 days”",
        "must.within: “30 days” made “30 working days”",
        "must.within: “30 days” removed",
    ]


@pytest.mark.parametrize(
    ("key", "written", "changes"),
    [
        ("effective", "effective: {from: 2026-04-01, until: 2026-09-01}",
         ["until 2026-09-01 made 2026-08-31", "until 2026-09-01 made 2026-09-02",
          "until 2026-09-01 removed"]),
        ("who", "who: [recycler, maker]",
         ["“Recycler” dropped", "“Maker” dropped", "made anyone"]),
        ("who", "who: anyone", ["anyone made “Recycler”"]),
        ("when", "when: [battery.received, battery.sold]",
         ["“Received” dropped", "“Received” swapped for “Labelled”", "“Sold” dropped",
          "“Sold” swapped for “Labelled”", "made any event"]),
        ("when", "when: any_event", ["any event made “Received”"]),
    ],
)  # fmt: skip
def test_lists_are_thinned_and_opened(
    described, key: str, written: str, changes: list[str]
) -> None:
    assert described(key, **{key: written})[-len(changes) :] == changes


def test_a_mutant_is_the_rule_under_another_name_with_another_meaning(
    pack, mutants
) -> None:
    rule, found = pack().rules[0], mutants()

    assert [m.rule.id for m in found[:2]] == ["order-1/report#1", "order-1/report#2"]
    assert all(m.rule.examples == rule.examples for m in found)
    meanings = {rule_version(replace(m.rule, id=rule.id)) for m in found}
    assert len(meanings | {rule.version}) == len(found) + 1


def test_who_owes_the_duty_is_said_to_be_seen_by_no_verdict(mutants) -> None:
    found = mutants(who="who: recycler\nowed_by: counterparty")

    unseen = [(m.description.en, m.undetectable.en) for m in found if m.undetectable]
    reason = (
        "no verdict says who owes the duty; a life with its expected owed_by shows it"
    )
    assert unseen == [
        ("“Counterparty” removed", reason),
        ("“Counterparty” swapped for “maker of the battery”", reason),
    ]


def test_both_sides_of_the_first_day_are_asked_for(mutants) -> None:
    first = mutants()[0]

    assert first.missing_example.zh == (
        "触发日为2026-04-01的例子，结论不为 no_duty；"
        "触发日为2026-03-31的例子，结论应为 no_duty"
    )
