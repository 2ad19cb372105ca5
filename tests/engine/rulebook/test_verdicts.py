"""The verdicts a rule can give follow from its form and from what may be empty."""

import pytest

from engine.rulebook import reachable_verdicts

HEAD = "who: recycler\nwhen: battery.received\nwhere: {condition: waste}\n"
MUST = "must:\n  be_reported: {within: 30 days}"
SOLD = "event: battery.sold"
WEIGHTS = "measure: {numerator: {sum: weight}, denominator: {sum: weight}}, per: year"


def verdicts(changed_rule, who: str, where: str, demand: str) -> set[str]:
    where = f"where: {where}\n" if where else ""
    written = f"who: {who}\nwhen: battery.received\n{where}{demand}"
    rule = changed_rule(HEAD + MUST, written)
    return set(reachable_verdicts(rule)) - {"no_duty"}


@pytest.mark.parametrize(
    ("where", "demand", "expected"),
    [
        ("", "must: {be_reported: {within: 1 day}}", "compliant breach pending"),
        ("", "must: {be_reported: {}}", "compliant pending"),
        ("{condition: new}", "must: {be_reported: {}}",
         "compliant pending undetermined"),
        ("{condition: {known: true, is: new}}", "must: {be_reported: {}}",
         "compliant pending"),
        ("{any_of: [{condition: {known: false}}, {condition: new}]}",
         "must: {be_reported: {}}", "compliant pending"),
        ("{none_of: [{condition: new}]}", "must: {be_reported: {}}",
         "compliant pending undetermined"),
        ("", f"must: {{be_followed_by: {{{SOLD}, within: 1 day}}}}",
         "compliant breach pending undetermined"),
        ("{battery_code: {known: true}}", f"must: {{be_followed_by: {{{SOLD}}}}}",
         "compliant pending"),
        ("", f"must: {{be_followed_by: {{{SOLD}, same: [actor]}}}}",
         "compliant pending"),
        ("", f"must: {{be_followed_by: {{{SOLD}, same: [actor], "
         "where: {present: true}}}", "compliant pending undetermined"),
        ("", f"must_not: {{be_followed_by: {{{SOLD}, same: [actor]}}}}",
         "compliant breach undetermined"),
        ("", f"must: {{be_preceded_by: {{{SOLD}, same: [actor]}}}}",
         "compliant breach undetermined"),
        ("{battery_code: {known: true}}", "must: {be_alone: {}}", "compliant breach"),
        ("", "must: {be_alone: {}}", "compliant breach undetermined"),
        ("{vin: {known: true}}", "must: {be_alone: {same: [vin]}}",
         "compliant breach undetermined"),
        ("", f"must: {{reach: {{{WEIGHTS}, at_least: 1}}}}",
         "compliant breach pending undetermined"),
        ("", "must: {be_covered_by: {register: outlets, level: province}}",
         "compliant breach undetermined"),
        ("", "must: {hold: {present: true}}", "compliant breach undetermined"),
        ("{present: {known: true}}", "must: {hold: {present: true}}",
         "compliant breach"),
        ("", "must: {hold: {present: {known: true}}}", "compliant breach"),
        ("{reported_on: {known: true}}",
         "must: {hold: {reported_on: {at_least: {path: occurred_on}}}}",
         "compliant breach"),
        ("", "must: {hold: {occurred_on: {at_least: {path: checked_on}}}}",
         "compliant breach undetermined"),
        ("{vin: {known: true}}", "must: {hold: {vin: {format: gbt34014}}}",
         "compliant breach undetermined"),
        ("{vin: {known: true}}", "must: {hold: {vin: {format: vin}}}",
         "compliant breach"),
        ("", "must: {hold: {actor.holds: permit}}", "compliant breach undetermined"),
        ("", "must_not: {hold: {event: battery.received}}", "breach"),
        ("", "must: {hold: {event: {not: battery.sold}}}", "compliant"),
    ],
)  # fmt: skip
def test_verdicts_of_anyone(changed_rule, where, demand, expected) -> None:
    assert verdicts(changed_rule, "anyone", where, demand) == set(expected.split())


def test_a_role_can_always_be_unknown(changed_rule) -> None:
    found = verdicts(changed_rule, "maker", "", "must: {be_reported: {}}")

    assert found == {"compliant", "pending", "undetermined"}


def test_no_duty_can_always_be(changed_rule) -> None:
    assert "no_duty" in reachable_verdicts(changed_rule("", ""))
