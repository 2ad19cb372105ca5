"""A change of conditions is called the same only where no record can tell."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from engine.authoring.mutation.equivalence import is_equivalent
from engine.rulebook import Period

EVENT = "event: battery.received"
SAME = [
    ("{checked_on: {over: 2026-05-01}}", "{checked_on: {at_least: 2026-05-02}}"),
    ("{occurred_on: {known: true}, present: true}", "{present: true}"),
    (f"{{{EVENT}, present: true}}", "{present: true}"),
    ("{none_of: [{weight: {under: 3}}]}", "{weight: {at_least: 3}}"),
    ("{weight: {over: 1, at_least: 2}}", "{weight: {at_least: 2}}"),
    ("{any_of: [{condition: new}, {condition: [new, waste]}]}",
     "{condition: [new, waste]}"),
    ("{actor.roles: recycler, present: true}", "{present: true}"),
    ("{any_of: [{actor.holds: [permit]}, {actor.holds: [licence]}]}",
     "{actor.holds_any: [permit, licence]}"),
    ("{none_of: [{vin: {format: vin}}]}", "{none_of: [{any_of: [{vin: {format: vin}}]}]}"),
]  # fmt: skip
OTHER = [
    ("{condition: {known: true, is: new}}", "{condition: new}"),
    ("{weight: {at_least: 2}}", "{weight: {over: 2}}"),
    ("{condition: {not: new}}", "{condition: waste}"),
    ("{actor.holds: [permit]}", "{counterparty.holds: [permit]}"),
    ("{actor.roles: [recycler, maker], present: true}", "{actor.roles: maker}"),
    ("{document: {path: vin}}", "{document: {not: {path: vin}}}"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_same_where_every_record_gets_the_same_answer(pack, one, other) -> None:
    rules = [pack(where=f"where: {text}").rules[0] for text in (one, other)]

    assert is_equivalent(*rules)
    assert is_equivalent(*reversed(rules))


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_another_where_a_record_can_tell(pack, one, other) -> None:
    rules = [pack(where=f"where: {text}").rules[0] for text in (one, other)]

    assert not is_equivalent(*rules)


def test_another_where_days_or_events_differ(pack) -> None:
    rule = pack().rules[0]

    assert not is_equivalent(rule, replace(rule, effective=Period(date(2026, 4, 2))))
    assert not is_equivalent(rule, replace(rule, when=None))


def test_a_role_that_the_conditions_ask_for_again_may_go(pack) -> None:
    rule = pack(where="where: {actor.roles: recycler}").rules[0]

    assert is_equivalent(rule, replace(rule, who=None))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("where: {condition: waste}\nmust: {hold: {condition: waste, present: true}}",
         "where: {condition: waste}\nmust: {hold: {present: true}}"),
        ("must: {be_followed_by: {event: battery.sold, where: {event: battery.sold}}}",
         "must: {be_followed_by: {event: battery.sold}}"),
    ],
)  # fmt: skip
def test_a_demand_is_asked_only_of_what_opens_a_duty(pack, one, other) -> None:
    rules = [pack(where="", must=text).rules[0] for text in (one, other)]

    assert is_equivalent(*rules)


def test_too_many_kinds_of_record_are_left_undecided(pack) -> None:
    codes = ", ".join(f"d{number}" for number in range(300))
    where = f"where: {{document: [{codes}], vin: [{codes}]}}"
    rule = pack(where=where).rules[0]

    assert not is_equivalent(rule, rule)
