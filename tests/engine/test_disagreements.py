"""Cases on which engine and referee once differed; the specification decided each."""

from __future__ import annotations

from datetime import date

from tests.engine.agreement.pieces import agreed, life, record, rule

MOVED = {"event": "crate.moved"}


def test_pending_when_only_the_trigger_day_lies_before_the_calendar() -> None:
    within = rule(must={"be_reported": {"within": "3 working days"}})
    last_of_2023 = record("r1", occurred_on=date(2023, 12, 31))

    found = agreed(within, life(last_of_2023) | {"as_of": date(2024, 1, 3)})

    assert found["r1"][:2] == ("pending", "2024-01-03")


def test_breach_when_first_day_in_time_is_sure_though_later_days_are_not() -> None:
    demand = {"event": "crate.moved", "within": "1 working day"}
    outside = record("r1", occurred_on=date(2026, 1, 29))
    window = {"complete": {"from": date(2025, 12, 30)}, "as_of": date(2026, 12, 31)}

    found = agreed(rule(must={"be_preceded_by": demand}), life(outside) | window)

    assert found["r1"][0] == "breach"


def test_one_duty_per_trigger_when_columns_only_cross() -> None:
    same = {"counterparty": "actor"}
    demand = {"event": "crate.moved", "same": same, "within": "3 days"}
    trigger = record("r1", actor_id="Q", counterparty_id="P")
    witness = record("r2", **MOVED, actor_id="P", counterparty_id="Q")

    found = agreed(rule(must={"be_followed_by": demand}), life(trigger, witness))

    assert found["r1"][0] == "compliant"


def test_dates_numbers_and_flags_may_be_what_two_records_share() -> None:
    same = ["checked_on", "kg", "cooled"]
    demand = {"event": "crate.moved", "same": same, "within": "3 days"}
    shared = {"checked_on": date(2024, 1, 1), "cooled": True}
    trigger, witness = (
        record("r1", **shared, kg="0.3"),
        record("r2", **shared, kg="0.30"),
    )

    found = agreed(
        rule(must={"be_followed_by": demand}), life(trigger, witness | MOVED)
    )

    assert found["r1"][0] == "compliant"
