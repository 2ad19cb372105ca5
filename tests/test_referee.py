"""The referee judges short lives as the specification says."""

from datetime import date
from typing import Any

import pytest

from tests.referee import judge
from tests.referee.lives import AS_OF, AUTUMN_2018, VOCABULARY, ruling, verdict


def hold(**conditions: Any) -> dict[str, Any]:
    return {"must": {"hold": {k.replace("__", "."): v for k, v in conditions.items()}}}


REPORTED = {"must": {"be_reported": {"within": "15 working days"}}}
FOLLOWED = {"must": {"be_followed_by": {"event": "next", "within": "30 days"}}}
NOT_FOLLOWED = {"must_not": {"be_followed_by": {"event": "next"}}}
PRECEDED = {"must": {"be_preceded_by": {"event": "first", "within": "30 days"}}}
ALONE_IN_VEHICLE = {"must": {"be_alone": {"same": ["vin"], "until": "out"}}}
ONCE = {"must": {"be_alone": {"same": ["battery"]}}}
COMPLETE = {"from": "2018-08-01"}
COVERED = {"must": {"be_covered_by": {"register": "outlets", "level": "province"}}}


def test_due_day_counts_make_up_days_and_skips_holidays() -> None:
    found = ruling(REPORTED, {"reported_on": "2018-10-18"})

    assert found is not None
    assert (found["verdict"], found["due_on"], found["days"]) == (
        "breach",
        "2018-10-17",
        1,
    )


def test_undetermined_when_due_day_is_beyond_calendar() -> None:
    record = {"occurred_on": "2018-12-31", "reported_on": "2018-12-31"}

    assert verdict(REPORTED, record) == "undetermined"


@pytest.mark.parametrize(
    ("start", "within", "due_on"),
    [
        ("2018-01-31", "1 month", "2018-02-28"),
        ("2016-02-29", "2 years", "2018-02-28"),
        ("2018-08-31", "30 days", "2018-09-30"),
        ("2018-09-01", "1 month", "2018-10-01"),
    ],
)
def test_due_day_of_days_months_and_years(start: str, within: str, due_on: str) -> None:
    rule = {"must": {"be_reported": {"within": within}}}

    found = ruling(rule, {"occurred_on": start})

    assert found is not None
    assert found["due_on"] == due_on


def test_due_day_rolls_over_to_next_working_day_where_instrument_says_so() -> None:
    rule = {"must": {"be_reported": {"within": "1 month"}}}

    found = ruling(rule, {"occurred_on": "2018-09-01"}, roll_over=True)

    assert found is not None
    assert found["due_on"] == "2018-10-08"


def test_what_is_missing_is_pending_until_the_due_day_and_no_breach_by_short_records() -> (
    None
):
    rule = {"must": {"be_reported": {"within": "30 days"}}}

    assert verdict(rule, {}, as_of=date(2018, 10, 20)) == "pending"
    assert verdict(rule, {}, as_of=date(2018, 10, 21)) == "breach"
    assert verdict(rule, {}, complete={"until": "2018-10-20"}) == "undetermined"
    assert verdict(rule, {}, complete={"until": "2018-10-21"}) == "breach"


def test_no_duty_for_what_a_correction_hides_through_an_unseen_one() -> None:
    rows = [
        {},
        {"corrects": "r1", "recorded_on": "2019-02-01"},
        {"corrects": "r2"},
    ]

    assert verdict(REPORTED, *rows, as_of=date(2019, 1, 1)) == "no_duty"
    assert verdict(REPORTED, *rows[:2], as_of=date(2019, 1, 1)) == "breach"


def test_report_after_as_of_is_empty() -> None:
    rule = {"must": {"be_reported": {}}}
    record = {"reported_on": "2018-10-02"}

    assert verdict(rule, record, as_of=date(2018, 10, 1)) == "pending"
    assert verdict(rule, record, as_of=date(2018, 10, 2)) == "compliant"


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        ({"grade": "a"}, "compliant"),
        ({"grade": {"not": ["b", "c"]}}, "compliant"),
        ({"way": "in"}, "undetermined"),
        ({"way": {"known": True, "is": "in"}}, "breach"),
        ({"any_of": [{"way": "in"}, {"grade": "a"}]}, "compliant"),
        ({"any_of": [{"way": "in"}, {"grade": "b"}]}, "undetermined"),
        ({"none_of": [{"grade": "a"}, {"way": "in"}]}, "breach"),
        ({"grade": ["a", {"path": "way"}]}, "compliant"),
        ({"grade": ["b", {"path": "way"}]}, "undetermined"),
        ({"kg": {"at_least": 0.3, "under": 1}}, "compliant"),
        ({"reported_on": {"at_least": {"path": "occurred_on"}}}, "undetermined"),
        ({"counterparty__roles": {"known": False}}, "compliant"),
        ({"battery__maker_id": "A"}, "undetermined"),
    ],
)
def test_conditions_are_three_valued(conditions: dict[str, Any], expected: str) -> None:
    assert verdict(hold(**conditions), {"grade": "a", "kg": "0.30"}) == expected


def test_credential_row_of_unregistered_party_counts_but_its_absence_does_not() -> None:
    rule = hold(actor__holds=["eia"])
    valid = {"entity_id": "A", "kind": "eia", "valid_from": "2018-09-20"}
    registered = [{"entity_id": "A"}]

    assert verdict(rule, {}, credentials=[valid]) == "compliant"
    assert verdict(rule, {}, credentials=[]) == "undetermined"
    assert verdict(rule, {}, credentials=[], entities=registered) == "breach"
    assert verdict(rule, {}, entities=registered) == "undetermined"


def test_outlet_of_counterparty_is_open_and_its_operator_has_the_role() -> None:
    rule = hold(counterparty__runs_outlet_for=["maker"])
    outlet = {"outlet_id": "O", "operator_id": "M", "opened_on": "2018-09-21"}
    registers = {"entities": [{"entity_id": "M", "roles": "maker;seller"}]}
    to_outlet = {"counterparty_id": "O"}
    later = to_outlet | {"occurred_on": "2018-09-21"}

    assert verdict(rule, to_outlet, outlets=[outlet], **registers) == "breach"
    assert verdict(rule, later, outlets=[outlet], **registers) == "compliant"
    assert verdict(rule, later, outlets=[outlet]) == "undetermined"
    assert verdict(rule, later, outlets=[], **registers) == "undetermined"
    assert verdict(rule, {"counterparty_id": "M"}, outlets=[], **registers) == "breach"


@pytest.mark.parametrize(
    ("witness", "expected"),
    [
        ({"occurred_on": "2018-10-20", "grade": "a"}, "compliant"),
        ({"occurred_on": "2018-10-20"}, "undetermined"),
        ({"occurred_on": "2018-10-21"}, "breach"),
        ({"occurred_on": "2018-10-20", "grade": "b"}, "breach"),
        ({"occurred_on": "2018-10-20", "grade": "a", "battery_code": ""}, "breach"),
    ],
)
def test_follower_is_in_time_sure_and_of_the_battery(
    witness: dict[str, Any], expected: str
) -> None:
    demand = FOLLOWED["must"]["be_followed_by"] | {"where": {"grade": "a"}}
    rule = {"must": {"be_followed_by": demand}}

    assert verdict(rule, {}, {"event": "next"} | witness) == expected


def test_offender_is_strictly_later_and_the_first_is_named() -> None:
    same_day = {"event": "next"}
    later = {"event": "next", "occurred_on": "2018-09-21"}

    found = ruling(NOT_FOLLOWED, {}, later, later, same_day)

    assert found is not None
    assert (found["verdict"], found["witness_id"]) == ("breach", "r2")
    assert verdict(NOT_FOLLOWED, {}, same_day) == "undetermined"
    assert verdict(NOT_FOLLOWED, {}) == "compliant"


def test_predecessor_counts_from_its_own_day_and_the_latest_is_named() -> None:
    early = {"event": "first", "occurred_on": "2018-08-21"}
    late = {"event": "first", "occurred_on": "2018-09-01"}

    found = ruling(PRECEDED, {}, early, late)

    assert found is not None
    assert (found["done_on"], found["witness_id"]) == ("2018-09-01", "r3")
    assert verdict(PRECEDED, {}, early) == "compliant"


@pytest.mark.parametrize(
    ("complete", "expected"),
    [
        ({"from": "2018-08-21"}, "breach"),
        ({"from": "2018-08-22"}, "undetermined"),
        ({}, "undetermined"),
        ({"from": "2018-01-01", "until": "2018-09-19"}, "undetermined"),
        ({"from": "2018-01-01", "until": "2018-09-20"}, "breach"),
    ],
)
def test_absent_predecessor_is_breach_only_where_it_would_show(
    complete: dict[str, str], expected: str
) -> None:
    assert verdict(PRECEDED, {}, complete=complete) == expected


def test_absent_predecessor_would_show_where_battery_was_made_inside_window() -> None:
    rule = {"must": {"be_preceded_by": {"event": "first"}}}
    made = [{"battery_code": "B", "produced_on": "2018-08-01"}]

    assert (
        verdict(rule, {}, complete={"from": "2018-08-01"}, batteries=made) == "breach"
    )
    assert verdict(rule, {}, complete={"from": "2018-08-01"}) == "undetermined"


@pytest.mark.parametrize(
    ("others", "expected"),
    [
        ([{"battery_code": "C", "occurred_on": "2018-09-01"}], "breach"),
        ([{"battery_code": "B", "occurred_on": "2018-09-01"}], "compliant"),
        ([{"battery_code": "", "occurred_on": "2018-09-01"}], "undetermined"),
        ([{"battery_code": "C"}], "undetermined"),
        ([{"battery_code": "C"}, {"battery_code": "C", "event": "out"}], "compliant"),
    ],
)
def test_vehicle_holds_one_battery(others: list[dict[str, Any]], expected: str) -> None:
    records = [{"vin": "V"} | record for record in [{}, *others]]

    assert verdict(ALONE_IN_VEHICLE, *records, complete=COMPLETE) == expected


def test_code_occurs_once_and_on_one_day_the_greater_id_is_in_breach() -> None:
    assert verdict(ONCE, {}, {"record_id": "r0"}) == "breach"
    assert verdict(ONCE, {}, {"record_id": "r2"}) == "compliant"


@pytest.mark.parametrize(
    ("kg_out", "as_of", "expected"),
    [
        ("0.98", AS_OF, "compliant"),
        ("0.979999999999", AS_OF, "breach"),
        ("", AS_OF, "undetermined"),
        ("0.98", date(2018, 12, 30), "pending"),
    ],
)
def test_share_is_exact_and_judged_when_the_year_is_over(
    kg_out: str, as_of: date, expected: str
) -> None:
    parts = {
        part: {"sum": "kg", "where": {"way": way}}
        for part, way in (("numerator", "out"), ("denominator", "in"))
    }
    demand = {"measure": parts, "per": "year", "at_least": "98 %"}
    records = [
        {"record_id": f"r{n}", "event": "act", "actor_id": "A"}
        | {"occurred_on": "2018-09-20", "way": way, "kg": kg}
        for n, (way, kg) in enumerate([("in", "1"), ("out", kg_out)])
    ]
    rule = {"id": "x/y", "source": {"instrument": "x"}, "effective": {}}
    rule |= {"who": "anyone", "when": "act", "must": {"reach": demand}}
    dataset = {"records": records, "complete": {"from": "2018-01-01"}}

    (duty,) = judge([rule], dataset, as_of, AUTUMN_2018, vocabulary=VOCABULARY)

    assert (duty["record_id"], duty["verdict"]) == ("A/2018", expected)


@pytest.mark.parametrize(
    ("outlet", "expected"),
    [
        ({"region": "420100", "opened_on": "2018-09-20"}, "compliant"),
        ({"region": "420100", "opened_on": "2018-09-21"}, "breach"),
        ({"region": "420100"}, "undetermined"),
        ({"region": "", "opened_on": "2018-09-20"}, "undetermined"),
        ({"region": "430100"}, "breach"),
    ],
)
def test_province_is_covered_by_an_open_outlet(
    outlet: dict[str, Any], expected: str
) -> None:
    outlets = [{"outlet_id": "O", "operator_id": "A"} | outlet]

    assert verdict(COVERED, {"region": "4201"}, outlets=outlets) == expected


def test_one_duty_for_each_province_and_year() -> None:
    days = ["2018-09-21", "2018-09-20", "2017-09-20"]
    rows = [{"region": "42", "occurred_on": day} for day in days]

    assert verdict(COVERED, *rows, outlets=[]) == "no_duty"
    assert verdict(COVERED, rows[0], rows[2], outlets=[]) == "breach"
