"""Sentences name what could not be read, what is not there and what comes later."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.engine.agreement.pieces import duties, life, record, rule

REPORTED = {"be_reported": {"within": "30 days"}}
PERMIT = {"entity_id": "P", "kind": "permit", "valid_from": date(2024, 1, 1)}
REGISTERED = {"entities": [{"entity_id": "P"}], "credentials": []}


def reason_of(one: dict[str, Any], lived: dict[str, Any]) -> tuple[str, str]:
    (duty,) = duties([one], lived)
    return duty["reason_zh"], duty["reason_en"]


@pytest.mark.parametrize(
    "given",
    [
        {"must": {"hold": {"actor.holds": ["permit"]}}},
        {"must": REPORTED, "where": {"actor.holds": ["permit"]}},
    ],
)
def test_register_whose_row_could_not_be_read_is_named(given: dict[str, Any]) -> None:
    one = life(record("r1"), **REGISTERED) | {"rejected": {"credentials": [PERMIT]}}

    zh, en = reason_of(rule(**given), one)

    assert zh == (
        "词crate.sealed发生于2024-01-31；"
        "资质表（credentials）中未能读取的行可能正是所要查找的，无法判定。"
    )
    assert en.endswith(
        "; a row of credentials that could not be read may be what is looked for, so it "
        "cannot be said."
    )


def test_column_that_no_file_has_is_said_to_be_in_none() -> None:
    where = {"grade": "a"}
    one = life(record("r1")) | {"absent": {"records": ["grade"]}}

    zh, en = reason_of(rule(must=REPORTED, where=where), one)

    assert "“栏grade（数据中无此列）”未知" in zh
    assert '"column grade (no file has this column)" is unknown' in en


def test_records_that_end_before_the_last_day_are_said_to_with_both_days() -> None:
    followed = {"be_followed_by": {"event": "crate.lost", "within": "30 days"}}
    one = life(record("r1")) | {"complete": {"until": date(2024, 2, 9)}}

    zh, en = reason_of(rule(must=followed), one)

    assert zh.endswith(
        "；记录止于2024-02-09，不晚于最后一日2024-03-01，不足以判定此后的情况。"
    )
    assert en.endswith(
        "; the records end on 2024-02-09, not after the last day in time, 2024-03-01, and "
        "cannot show what came after."
    )


def test_report_after_the_day_judged_for_is_said_with_its_day() -> None:
    one = life(record("r1", reported_on=date(2025, 1, 5)))

    zh, en = reason_of(rule(must=REPORTED), one)

    assert zh.endswith("记录另载报送日2025-01-05，晚于评估日，本次不计。")
    assert en.endswith(
        " The record also has a report on 2025-01-05, which is after the day judged for "
        "and does not count."
    )


def test_later_report_is_left_unsaid_where_the_rule_reads_no_report() -> None:
    one = life(record("r1", grade="b", reported_on=date(2025, 1, 5)))

    zh, _ = reason_of(rule(must={"hold": {"grade": "a"}}), one)

    assert "2025-01-05" not in zh
