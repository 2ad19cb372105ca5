"""Every way a duty can end has its sentence of what compliance takes."""

from __future__ import annotations

import pytest

from engine.rulebook.outcomes import outcomes
from engine.wording.counterfactuals import counterfactual, counterfactuals


@pytest.mark.parametrize("outcome", outcomes())
def test_both_languages_fill_the_same_values(outcome: str) -> None:
    text = counterfactuals()[outcome]

    assert text.zh.count("{") > 0 or "{" not in text.en
    assert text.zh.endswith("。")
    assert text.en.endswith(".")


def test_day_count_is_filled_in() -> None:
    values = {"due_on": "2026-05-31", "days": 2, "days_en": "2 calendar days"}

    text = counterfactual("late", values)

    assert text.zh == "如在2026-05-31或之前完成，即提前2日（自然日），则为合规。"
    assert "2026-05-31, 2 calendar days sooner" in text.en


def test_empty_value_reads_as_a_dash() -> None:
    text = counterfactual("uncovered", {"region": None})

    assert "region — that day" in text.en
