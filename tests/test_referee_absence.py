"""Where records end or a column is in no file, the referee says that it cannot know."""

from datetime import date
from typing import Any

import pytest

from tests.referee.lives import AS_OF, verdict
from tests.test_referee import (
    ALONE_IN_VEHICLE,
    COVERED,
    FOLLOWED,
    NOT_FOLLOWED,
    ONCE,
    hold,
)
from tests.test_referee_doubt import LATE, REGISTERED, REPORTED


@pytest.mark.parametrize(
    ("rule", "records", "complete", "expected"),
    [
        (FOLLOWED, [{}, LATE], {"until": "2018-10-20"}, "undetermined"),
        (FOLLOWED, [{}, LATE], {"until": "2018-10-21"}, "breach"),
        (NOT_FOLLOWED, [{}], {"until": "2018-09-20"}, "undetermined"),
        (NOT_FOLLOWED, [{}], {"until": "2018-09-21"}, "compliant"),
        (NOT_FOLLOWED, [{}], {"until": AS_OF}, "compliant"),
        (ONCE, [{}], {"until": "2018-09-19"}, "undetermined"),
        (ONCE, [{}], {"until": "2018-09-20"}, "compliant"),
        (ONCE, [{}, {"record_id": "r0"}], {"until": "2018-09-19"}, "breach"),
    ],
)
def test_records_that_end_early_show_no_absence(
    rule: dict[str, Any],
    records: list[dict[str, Any]],
    complete: dict[str, Any],
    expected: str,
) -> None:
    assert verdict(rule, *records, complete=complete) == expected


@pytest.mark.parametrize(
    ("complete", "expected"),
    [
        ({}, "undetermined"),
        ({"from": "2018-09-01"}, "breach"),
        ({"from": "2018-09-02"}, "undetermined"),
        ({"from": "2018-09-01", "until": "2018-09-20"}, "breach"),
        ({"from": "2018-09-01", "until": "2018-09-19"}, "undetermined"),
    ],
)
def test_release_is_missing_only_between_the_days_of_complete_records(
    complete: dict[str, str], expected: str
) -> None:
    earlier = {"vin": "V", "battery_code": "C", "occurred_on": "2018-09-01"}

    found = verdict(ALONE_IN_VEHICLE, {"vin": "V"}, earlier, complete=complete)

    assert found == expected


def test_no_report_is_missing_or_early_where_no_file_has_its_column() -> None:
    absent = {"records": ["reported_on"]}

    assert verdict(REPORTED, {}, absent=absent) == "undetermined"
    assert (
        verdict(REPORTED, {}, absent=absent, as_of=date(2018, 9, 20)) == "undetermined"
    )


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        ({"grade": {"known": False}}, "undetermined"),
        ({"corrects": {"known": False}}, "compliant"),
        ({"way": {"known": False}}, "compliant"),
        ({"actor.name": {"known": True}}, "undetermined"),
        ({"counterparty.name": {"known": False}}, "undetermined"),
        ({"vehicle.maker_id": {"known": False}}, "compliant"),
    ],
)
def test_whether_a_value_is_known_is_unknown_where_no_file_has_its_column(
    conditions: dict[str, Any], expected: str
) -> None:
    rule = {"must": {"hold": conditions}}
    absent = {"records": ["grade", "corrects", "counterparty_id"], "entities": ["name"]}

    assert verdict(rule, {}, absent=absent, **REGISTERED) == expected


def test_no_end_is_open_where_no_file_has_its_column() -> None:
    rule = hold(actor__holds=["eia"])
    row = {"entity_id": "A", "kind": "eia", "valid_from": "2018-01-01"}
    later = row | {"valid_from": "2018-09-21"}
    absent = {"credentials": ["valid_until"]}

    def judged(row: dict[str, Any], **given: Any) -> str:
        return verdict(rule, {}, credentials=[row], **REGISTERED, **given)

    assert judged(row) == "compliant"
    assert judged(row, absent=absent) == "undetermined"
    assert judged(later, absent=absent) == "breach"
    assert judged(row | {"kind": None}) == "undetermined"


def test_witness_is_unsure_where_no_file_has_its_same_column() -> None:
    demand = {"event": "next", "same": {"actor": "counterparty"}, "within": "30 days"}
    rule = {"must": {"be_followed_by": demand}}
    absent = {"records": ["counterparty_id"]}

    assert verdict(rule, {}, {"event": "next"}) == "breach"
    assert verdict(rule, {}, {"event": "next"}, absent=absent) == "undetermined"
    assert verdict(rule, {}, LATE, absent=absent) == "breach"


def test_outlet_is_whose_and_run_by_whom_nobody_says() -> None:
    outlet = {"outlet_id": "O", "operator_id": "A", "run_by": "A", "region": "42"}
    outlet |= {"opened_on": "2018-01-01"}
    here = {"region": "42", "counterparty_id": "C"}

    def judged(rule: dict[str, Any], column: str) -> str:
        absent = {"outlets": [column]}
        return verdict(rule, here, outlets=[outlet], absent=absent, **REGISTERED)

    assert judged(COVERED, "operator_id") == "undetermined"
    assert judged(COVERED, "closed_on") == "undetermined"
    assert judged(COVERED, "run_by") == "compliant"
    assert judged(hold(outlet__operator_id="A"), "run_by") == "undetermined"
    assert judged(hold(counterparty__runs_outlet_for="m"), "run_by") == "undetermined"
