"""Numbers are read out of rules and out of articles alike."""

from __future__ import annotations

from datetime import date

import pytest

from engine.authoring.adoption.quantities import (
    amounts_of,
    days_of,
    of_rule,
    of_words,
    states,
)
from engine.rulebook import load_rulebook, shipped_rules

BOOK = load_rulebook(shipped_rules())


def read(words: str) -> list[str]:
    return [quantity.label.en for quantity in of_words(words)]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("自接收之日起三十日内，十五个工作日内或者二年内",
         ["15 working days", "2 years", "30 days"]),
        ("within 6 months", ["6 months"]),
        ("不低于百分之九十八，杂质低于百分之一点五", ["98 %", "1.5 %"]),
        ("at least 90 % or 99.5 per cent", ["90 %", "99.5 %"]),
        ("第七条和2026年4月1日", []),
    ],
)  # fmt: skip
def test_what_an_article_states(words: str, found: list[str]) -> None:
    assert read(words) == found


@pytest.mark.parametrize(
    ("rule_id", "found"),
    [
        ("order-73/24-7-inbound-report", ["30 days"]),
        ("order-73/42-no-listing-after-penalty", ["2 years"]),
        ("conditions-2024/recovery-lithium", ["90 %"]),
        ("conditions-2024/energy-lithium-carbonate", ["2200"]),
        ("order-73/coding", []),
    ],
)
def test_what_a_rule_rests_on(rule_id: str, found: list[str]) -> None:
    assert [quantity.label.en for quantity in of_rule(BOOK.rule(rule_id))] == found


def test_a_bare_number_is_no_part_of_another() -> None:
    (bound,) = of_rule(BOOK.rule("conditions-2024/energy-lithium-carbonate"))

    assert states("低于2200千克标准煤", bound)
    assert not states("低于12200千克或者2200.5千克", bound)


def test_amounts_and_days_are_read_as_they_are_written() -> None:
    assert amounts_of("处一万元以上三万元以下或者5000元罚款") == (
        "一万元",
        "三万元",
        "5000元",
    )
    assert days_of("自2026年4月1日起；二〇二六年五月一日；2026-02-30") == (
        date(2026, 4, 1), date(2026, 5, 1),
    )  # fmt: skip
