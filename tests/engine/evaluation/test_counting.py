"""Sentences say how days were counted where the calendar decides it."""

from __future__ import annotations

from datetime import date

import pytest

from tests.engine.agreement.pieces import duties, life, record, rule


def test_day_one_of_working_days_is_worked_and_what_does_not_count_is_listed() -> None:
    must = {"be_reported": {"within": "4 working days"}}

    (duty,) = duties([rule(must=must)], life(record("r1")))

    assert duty["reason_zh"].startswith(
        "词crate.sealed发生于2024-01-31；第一日为2024-02-02，期限4个工作日，最后一日为2024-02-06"
        "（不计休息日（2024-02-01）、周末（2024-02-04）；调休上班的2024-02-03计入）；"
    )
    assert (
        "; day one is 2024-02-02; 4 working days, the last day is 2024-02-06 (not counted: "
        "days off, 2024-02-01; weekends, 2024-02-04; counted, as worked in exchange: "
        "2024-02-03); "
    ) in duty["reason_en"]


@pytest.mark.parametrize("within", ["2 days", "2 years"])
def test_day_one_of_other_spans_is_the_next_day_whatever_it_is(within: str) -> None:
    (duty,) = duties(
        [rule(must={"be_reported": {"within": within}})], life(record("r1"))
    )

    assert "；第一日为2024-02-01，期限2" in duty["reason_zh"]
    assert "不计" not in duty["reason_zh"]


def test_last_day_that_rolled_over_is_said_with_the_day_it_had_been() -> None:
    rolling = rule(instrument="rolling", must={"be_reported": {"within": "1 days"}})

    (duty,) = duties([rolling], life(record("r1")))

    assert "，最后一日为2024-02-02（由非工作日2024-02-01顺延）；" in duty["reason_zh"]
    assert duty["due_on"] == date(2024, 2, 2)
