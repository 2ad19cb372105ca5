"""Nobody is accused, and nobody cleared, by what the referee cannot see."""

from datetime import date
from typing import Any

import pytest

from tests.referee import judge
from tests.referee.lives import AS_OF, AUTUMN_2018, VOCABULARY, ruling, verdict
from tests.test_referee import (
    ALONE_IN_VEHICLE,
    COMPLETE,
    COVERED,
    FOLLOWED,
    NOT_FOLLOWED,
    ONCE,
    PRECEDED,
    hold,
)

REPORTED = {"must": {"be_reported": {"within": "30 days"}}}
LATE = {"event": "next", "occurred_on": "2018-10-21"}
REGISTERED: dict[str, Any] = {"entities": [{"entity_id": "A"}, {"entity_id": "C"}]}


def by_rejected(rule: dict[str, Any], *records: dict[str, Any], **row: Any) -> str:
    """Judge beside one rejected row of the battery."""
    rejected = {"records": [{"battery_code": "B"} | row]}
    return verdict(rule, *records, rejected=rejected, complete=COMPLETE)


@pytest.mark.parametrize(
    ("rule", "records", "expected"),
    [
        (FOLLOWED, [{}], "undetermined"),
        (FOLLOWED, [{}, LATE], "undetermined"),
        (FOLLOWED, [{}, {"event": "next"}], "compliant"),
        (NOT_FOLLOWED, [{}], "undetermined"),
        (NOT_FOLLOWED, [{}, LATE], "breach"),
        ({"must": {"be_followed_by": {"event": "next"}}}, [{}], "undetermined"),
    ],
)
@pytest.mark.parametrize("event", ["next", None, "no-such-event"])
def test_rejected_row_might_be_the_witness_but_what_is_found_decides(
    rule: dict[str, Any],
    records: list[dict[str, Any]],
    expected: str,
    event: str | None,
) -> None:
    assert by_rejected(rule, *records, event=event) == expected


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"event": "out"}, "breach"),
        ({"event": "next", "battery_code": None}, "breach"),
        ({"event": "next", "battery_code": "C"}, "breach"),
        ({"event": "next", "occurred_on": AS_OF}, "undetermined"),
        ({"event": "next", "occurred_on": "2027-01-01"}, "breach"),
        ({"event": "next", "recorded_on": "2027-01-01"}, "breach"),
    ],
)
def test_rejected_row_leaves_no_doubt_when_it_is_of_another_kind_or_not_seen(
    row: dict[str, Any], expected: str
) -> None:
    assert by_rejected(FOLLOWED, {}, **row) == expected


def test_rejected_row_leaves_no_doubt_when_a_seen_row_corrects_it() -> None:
    row = {"record_id": "x", "event": "next"}
    direct = {"record_id": "y", "event": "out", "corrects": "x"}
    further = {"record_id": "z", "event": "out", "corrects": "y"}
    unseen = {"recorded_on": "2027-01-01"}

    assert by_rejected(FOLLOWED, {}, direct, **row) == "breach"
    assert by_rejected(FOLLOWED, {}, direct | unseen, **row) == "undetermined"
    assert by_rejected(FOLLOWED, {}, direct | unseen, further, **row) == "breach"


def test_absent_predecessor_might_be_the_rejected_row() -> None:
    assert by_rejected(PRECEDED, {}, event="first") == "undetermined"
    assert by_rejected(PRECEDED, {}, event="next") == "breach"


@pytest.mark.parametrize("rule", [REPORTED, FOLLOWED, NOT_FOLLOWED, COVERED, hold()])
def test_rejected_correction_of_the_judged_record_decides_against_all(
    rule: dict[str, Any],
) -> None:
    trigger = {"reported_on": "2018-09-21", "region": "42"}
    outlets = [
        {"outlet_id": "O", "operator_id": "A", "region": "42", "opened_on": date.min}
    ]

    def judged(corrects: str) -> str:
        rejected = {"records": [{"corrects": corrects, "event": "out"}]}
        return verdict(
            rule, trigger, {"event": "next"}, rejected=rejected, outlets=outlets
        )

    assert judged("r1") == "undetermined"
    assert judged("r2") == ("undetermined" if rule == NOT_FOLLOWED else "compliant")


def test_rejected_correction_of_a_record_of_the_year_or_a_further_one() -> None:
    parts = {part: {"sum": "kg"} for part in ("numerator", "denominator")}
    rule = {"id": "x/y", "source": {"instrument": "x"}, "effective": {}}
    rule |= {"who": "anyone", "when": "act"}
    rule |= {"must": {"reach": {"measure": parts, "per": "year", "at_least": 1}}}
    record = {"event": "act", "actor_id": "A", "occurred_on": "2018-09-20", "kg": "1"}

    def judged(as_of: date = AS_OF, until: date = AS_OF, **row: Any) -> str:
        dataset = {
            "records": [record | {"record_id": "r1"}, record | {"record_id": "r2"}],
            "complete": {"from": "2018-01-01", "until": until},
            "rejected": {"records": [row]},
        }
        (duty,) = judge([rule], dataset, as_of, AUTUMN_2018, vocabulary=VOCABULARY)
        return str(duty["verdict"])

    year: dict[str, Any] = {"event": "act", "actor_id": "A"}
    assert judged() == "compliant"
    assert judged(until=date(2018, 12, 30)) == "undetermined"
    assert judged(corrects="r2") == "undetermined"
    assert judged(as_of=date(2018, 12, 30), corrects="r2") == "pending"
    assert judged(**year) == "undetermined"
    assert judged(**year, occurred_on="2018-01-01") == "undetermined"
    assert judged(**year, occurred_on="2017-12-31") == "compliant"
    assert judged(**year | {"event": "out"}) == "compliant"
    assert judged(**year | {"actor_id": None}) == "compliant"


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"kind": "eia"}, "undetermined"),
        ({"kind": None}, "undetermined"),
        ({"kind": "other"}, "breach"),
        ({"kind": "eia", "entity_id": None}, "breach"),
    ],
)
def test_rejected_credential_might_be_the_one_that_is_missing(
    row: dict[str, Any], expected: str
) -> None:
    rejected = {"credentials": [{"entity_id": "A"} | row]}
    rule = hold(actor__holds=["eia"])
    own = [{"entity_id": "A", "kind": "eia", "valid_from": "2018-01-01"}]

    assert (
        verdict(rule, {}, rejected=rejected, credentials=[], **REGISTERED) == expected
    )
    assert (
        verdict(rule, {}, rejected=rejected, credentials=own, **REGISTERED)
        == "compliant"
    )


def test_rejected_outlet_might_be_the_one_that_is_missing_or_a_second() -> None:
    here = {"region": "42", "counterparty_id": "C"}
    mine: dict[str, Any] = {"outlets": [{"operator_id": "A", "region": "11"}]}
    other: dict[str, Any] = {"outlets": [{"operator_id": "C"}]}
    runs = hold(counterparty__runs_outlet_for=["maker"])
    run_by: dict[str, Any] = {"outlets": [{"run_by": "C"}]}
    operator = hold(outlet__operator_id="M")
    one = [{"outlet_id": "A", "operator_id": "M"}]
    second: dict[str, Any] = {"outlets": [{"run_by": "A"}]}

    assert verdict(COVERED, here, outlets=[], rejected=mine) == "undetermined"
    assert verdict(COVERED, here, outlets=[], rejected=other) == "breach"
    assert (
        verdict(runs, here, outlets=[], rejected=run_by, **REGISTERED) == "undetermined"
    )
    assert verdict(runs, here, outlets=[], rejected=mine, **REGISTERED) == "breach"
    assert verdict(operator, here, outlets=one, rejected=second) == "undetermined"
    assert verdict(operator, here, outlets=one, rejected=other) == "compliant"


@pytest.mark.parametrize(
    ("rule", "others", "row", "expected"),
    [
        (ALONE_IN_VEHICLE, [], {"battery_code": "C"}, "undetermined"),
        (ALONE_IN_VEHICLE, [], {"battery_code": None}, "undetermined"),
        (ALONE_IN_VEHICLE, [], {"battery_code": "B"}, "compliant"),
        (
            ALONE_IN_VEHICLE,
            ["C"],
            {"event": "out", "battery_code": "C"},
            "undetermined",
        ),
        (ALONE_IN_VEHICLE, ["C"], {"event": "out", "battery_code": "D"}, "breach"),
        (ALONE_IN_VEHICLE, ["C", "D"], {"event": "out", "battery_code": "C"}, "breach"),
        (ONCE, [], {"battery_code": "B"}, "undetermined"),
        (ONCE, [], {"battery_code": "C"}, "compliant"),
        (ONCE, ["B"], {"battery_code": "B", "event": None}, "breach"),
    ],
)
def test_rejected_row_might_be_the_earlier_one_or_its_release(
    rule: dict[str, Any], others: list[str], row: dict[str, Any], expected: str
) -> None:
    earlier = [{"battery_code": code, "occurred_on": "2018-09-01"} for code in others]
    records = [record | {"vin": "V"} for record in [{}, *earlier]]

    assert by_rejected(rule, *records, **{"event": "act", "vin": "V"} | row) == expected


def test_one_who_is_owed_by_a_doubtful_outlet_is_not_named() -> None:
    rule = {"owed_by": "outlet.operator_id", "must": {"hold": {"event": "act"}}}
    one = [{"outlet_id": "A", "operator_id": "M"}]
    rejected = {"outlets": [{"outlet_id": "A"}]}

    found = ruling(rule, {}, outlets=one)
    doubted = ruling(rule, {}, outlets=one, rejected=rejected)

    assert found is not None
    assert doubted is not None
    assert (found["owed_by"], doubted["owed_by"]) == ("M", None)
