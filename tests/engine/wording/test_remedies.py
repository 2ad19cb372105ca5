"""A finding says what to do: by its verdict, never a penalty's remedy for what is no breach."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from engine.rulebook import load_rulebook, shipped_rules
from engine.wording.labels import Labels
from engine.wording.remedies import remedy_words

BOOK = load_rulebook(shipped_rules())
LABELS = Labels(BOOK.vocabularies["order-73"], {})
REPORT = BOOK.rule("order-73/24-7-inbound-report")
RATIO = BOOK.rule("conditions-2024/recovery-nickel")


def finding(verdict: str, **given: Any) -> dict[str, Any]:
    return {"verdict": verdict, "due_on": None, "missing_field": None} | given


def test_breach_takes_the_remedy_of_its_rule() -> None:
    assert remedy_words(finding("breach"), REPORT, LABELS) == REPORT.remedy


def test_pending_duty_says_what_to_do_by_when() -> None:
    pending = finding("pending", due_on=date(2026, 5, 31))

    text = remedy_words(pending, REPORT, LABELS)

    assert text.zh == (
        "尚在期限内，请在2026-05-31或之前完成并记入数据：应当自次日起三十日内报送。"
    )
    assert text.en == (
        "Not due yet. To be done and recorded on or before 2026-05-31: it must be reported "
        "within 30 days (counted from the day after)."
    )


def test_pending_year_says_what_the_ratio_must_be_at_its_end() -> None:
    text = remedy_words(finding("pending"), RATIO, LABELS)

    assert text.zh.startswith("年度尚未终了，全年合计须符合：")
    assert text.zh.endswith("应当不低于98 %。")


@pytest.mark.parametrize(
    ("missing", "zh", "en"),
    [
        ("battery_condition", "在记录表（records）中补齐“电池状态”后重新核查。",
         'Fill in "Battery condition" in the table records, and check again.'),
        ("actor.roles", "在企业表（entities）中补齐“主体的角色”后重新核查。",
         'Fill in "roles of the actor" in the table entities, and check again.'),
        ("actor.holds", "在资质表（credentials）中补齐“主体的资质”后重新核查。",
         'Fill in "actor\'s credentials" in the table credentials, and check again.'),
        ("battery.produced_on", "在电池表（batteries）中补齐“电池的生产日”后重新核查。",
         'Fill in "day of production of the battery" in the table batteries, and check again.'),
    ],
)  # fmt: skip
def test_undetermined_duty_says_what_to_fill_in_and_where(
    missing: str, zh: str, en: str
) -> None:
    text = remedy_words(finding("undetermined", missing_field=missing), REPORT, LABELS)

    assert (text.zh, text.en) == (zh, en)


def test_column_that_no_file_has_is_to_be_added() -> None:
    labels = Labels(BOOK.vocabularies["order-73"], {}, ["battery_condition"])
    lacking = finding("undetermined", missing_field="battery_condition")

    text = remedy_words(lacking, REPORT, labels)

    assert text.zh == (
        "在记录表（records）中增加列 battery_condition（电池状态），填写后重新核查。"
    )
    assert text.en == (
        'Add the column battery_condition ("Battery condition") to the table records, '
        "fill it in, and check again."
    )


@pytest.mark.parametrize(
    ("missing", "part"),
    [("rejected", "rejected.csv"), ("complete.until", "dataset.yaml")],
)
def test_what_could_not_be_read_or_came_later_is_put_right_in_the_data(
    missing: str, part: str
) -> None:
    text = remedy_words(finding("undetermined", missing_field=missing), REPORT, LABELS)

    assert part in text.zh
    assert part in text.en


def test_duty_that_is_met_needs_nothing() -> None:
    assert remedy_words(finding("compliant"), REPORT, LABELS).zh == "无须整改。"
