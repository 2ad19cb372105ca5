"""Demands: exactly one form under must or must_not, its words spelled out."""

from decimal import Decimal

import pytest

from engine.forms import (
    BeAlone,
    BeCoveredBy,
    BeFollowedBy,
    BePrecededBy,
    BeReported,
    Hold,
    Reach,
    Sum,
)
from engine.rulebook import ALWAYS, Condition, Demand, Span
from engine.rulebook import Test as Question

MUST = "must:\n  be_reported: {within: 30 days}"
WEIGHTS = "measure: {numerator: {sum: weight}, denominator: {sum: weight}}, per: year"
NEW = Condition((Question("condition", "is", ("new",)),))


@pytest.mark.parametrize(
    ("written", "demand"),
    [
        ("must: {be_reported: {}}", Demand(BeReported(None))),
        ("must: {hold: {condition: new}}", Demand(Hold(NEW))),
        ("must_not: {hold: {condition: new}}", Demand(Hold(NEW), negated=True)),
        (
            "must: {be_followed_by: {event: battery.sold, within: 6 months}}",
            Demand(BeFollowedBy(("battery.sold",), within=Span(6, "months"))),
        ),
        (
            "must_not: {be_followed_by: {event: [battery.sold], "
            "where: {condition: new}, "
            "same: [actor, vin]}}",
            Demand(
                BeFollowedBy(
                    ("battery.sold",),
                    NEW,
                    (("actor_id", "actor_id"), ("vin", "vin")),
                ),
                negated=True,
            ),
        ),
        (
            "must: {be_preceded_by: {event: battery.sold, "
            "same: {battery: battery, counterparty: actor}}}",
            Demand(
                BePrecededBy(
                    ("battery.sold",),
                    ALWAYS,
                    (("battery_code", "battery_code"), ("counterparty_id", "actor_id")),
                )
            ),
        ),
        ("must: {be_alone: {}}", Demand(BeAlone())),
        (
            "must: {be_alone: {same: vin, until: battery.sold}}",
            Demand(BeAlone(("vin",), ("battery.sold",))),
        ),
        (
            f'must: {{reach: {{{WEIGHTS}, at_least: "98 %", at_most: 1.5}}}}',
            Demand(
                Reach(Sum("weight"), Sum("weight"), Decimal("0.98"), Decimal("1.5"))
            ),
        ),
        (
            "must: {be_covered_by: {register: outlets, level: prefecture}}",
            Demand(BeCoveredBy("actor_id", "prefecture")),
        ),
        (
            "must: {be_covered_by: {register: outlets, operator: battery.maker_id, "
            "level: province}}",
            Demand(BeCoveredBy("battery.maker_id", "province")),
        ),
    ],
)
def test_demand_as_made(changed_rule, written: str, demand: Demand) -> None:
    assert changed_rule(MUST, written).demand == demand


FORMS = (
    "be_reported, hold, be_followed_by, be_preceded_by, be_alone, reach, be_covered_by"
)
COLUMNS = (
    "record_id, event, occurred_on, battery_code, actor_id, counterparty_id, vin, "
    "reported_on, region, corrects, recorded_on, condition, present, weight, "
    "checked_on, document"
)


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("must: {}", f"line 11\n  must: Exactly one is needed of {FORMS}."),
        ("must: {hold: {present: true}, be_alone: {}}",
         f"line 11\n  must: Exactly one is needed of {FORMS}, "
         "found hold and be_alone."),
        ("must_not: {be_alone: {}}",
         "line 11\n  must_not: be_alone is not a key of must_not.  Did you "
         "mean be_followed_by?\n  Keys: hold, be_followed_by"),
        ("must: {be_alone: {}}\nmust_not: {hold: {present: true}}",
         "line 1\n  Exactly one is needed of must, must_not, found must and must_not."),
        ("must: {be_reported: }",
         "line 11\n  must.be_reported: Nothing stands here, but a mapping of within is "
         "needed."),
        ("must: {be_reported: {within: thirty days}}",
         "line 11\n  must.be_reported.within: thirty days is not a length of time.  "
         "Write, for example, 30 days, 15 working days, 6 months or 2 years."),
        ("must: {be_preceded_by: {event: battery.sold, same: [batery]}}",
         "line 11\n  must.be_preceded_by.same[1]: batery is not a column of records.  "
         f"Did you mean battery?\n  Columns: battery, actor, counterparty, {COLUMNS}"),
        ("must: {be_preceded_by: {same: [battery]}}",
         "line 11\n  must.be_preceded_by: event is missing.  The event of the witness, "
         "or a list of events."),
        ("must: {be_followed_by: {event: battery.sold, same: {battery: weight}}}",
         "line 11\n  "
         "must.be_followed_by.same.battery: battery_code is a text and weight "
         "is a number; they cannot be compared."),
        ("must: {be_alone: {same: {battery: battery}}}",
         "line 11\n  must.be_alone.same: A list of columns is needed here, "
         "not a mapping.  Write [column, …]."),
        (f"must: {{reach: {{{WEIGHTS}}}}}",
         "line 11\n  must.reach: A bound is missing: at_least, at_most or both."),
        (f"must: {{reach: {{{WEIGHTS}, at_least: much}}}}",
         "line 11\n  must.reach.at_least: much is not a bound.  Write, for example, "
         '0.98 or "98 %".'),
        (f"must: {{reach: {{{WEIGHTS.replace('year', 'month')}, at_least: 1}}}}",
         "line 11\n  must.reach.per: month is not a period.\n  Periods: year"),
        ("must: {be_covered_by: {register: outlets, operator: vehicle.maker, "
         "level: province}}",
         "line 11\n  "
         "must.be_covered_by.operator: vehicle.maker is not a path to a party."
         "  Did you mean vehicle.maker_id?\n  Paths: actor, counterparty, actor_id, "
         "counterparty_id, battery.maker_id, vehicle.maker_id, outlet.operator_id, "
         "document"),
    ],
)  # fmt: skip
def test_fault_of_a_demand(faults_after, written: str, message: str) -> None:
    assert f"rules/order-1/report.yaml, {message}" in faults_after(MUST, written)
