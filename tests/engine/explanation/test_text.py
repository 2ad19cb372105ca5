"""The text of an explanation: five things in the order of the house, in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from engine.cli.explain import explain_command
from engine.explanation.model import Explanation
from engine.explanation.text import render

LIFE = Path(__file__).parents[3] / "fixtures/lives/corrected-after-inspection"
BATTERY = "F01PB0800006UXB5C0000001"
INBOUND_ID = "c15f9f484b65afe6"


@pytest.fixture(scope="module")
def explanation(ask: Callable[..., Explanation]) -> Explanation:
    return ask(LIFE.name, date(2026, 9, 30), battery=BATTERY)


def test_five_things_come_in_the_order_of_the_house(explanation: Explanation) -> None:
    text = render(explanation, "en")

    order = ["Article: ", "The record shows: ", "Verdict: ", "Evidence: ", "Remedy: "]
    places = [text.index(label) for label in order]
    assert places == sorted(places)


def test_chinese_holds_no_english_labels(explanation: Explanation) -> None:
    text = render(explanation, "zh")

    assert "结论：合规。" in text
    assert "Verdict" not in text


def test_due_day_stands_beside_the_record_that_opened_it(
    explanation: Explanation,
) -> None:
    text = render(explanation, "en")

    assert "→ order-73/24-7-inbound-report: due 2026-05-31 [compliant]" in text


def test_what_was_found_before_the_correction_is_told(
    explanation: Explanation,
) -> None:
    text = render(explanation, "en")

    assert "Before the correction: (without r2, record r1) breach." in text
    assert "replaced by r2, no longer counted" in text


def test_questions_for_the_officer_stand_with_their_source(
    ask: Callable[..., Explanation],
) -> None:
    breach = ask("one-day-late", date(2026, 9, 30), finding=INBOUND_ID)

    zh, en = render(breach, "zh"), render(breach, "en")

    assert "    处罚之前须由办案人员回答：违法行为是否在二年内被发现" in zh
    assert "    For the officer, before any penalty: Was the breach discovered" in en
    assert "Administrative Penalty Law" in en
    assert "; A: text of the article seen)" in en


def test_command_prints_the_explanation() -> None:
    asked = [str(LIFE), "--finding", INBOUND_ID, "--language", "en"]

    outcome = CliRunner().invoke(explain_command, asked, catch_exceptions=False)

    assert outcome.exit_code == 0
    assert "[1] compliant — A utilization enterprise reports" in outcome.output
