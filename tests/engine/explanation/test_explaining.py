"""Explanations of the curated lives."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date

import pytest

from engine.errors import UsageError
from engine.explanation.model import Explanation

Ask = Callable[..., Explanation]
INBOUND = "order-73/24-7-inbound-report"
CORRECTED = "corrected-after-inspection"
BATTERY = "F01PB0800006UXB5C0000001"
BEFORE, AFTER = date(2026, 6, 30), date(2026, 9, 30)


def id_of(rule: str, *parts: str) -> str:
    return hashlib.sha256("\n".join([rule, *parts]).encode()).hexdigest()[:16]


RECEIVED = id_of(INBOUND, "r1", "battery.received", BATTERY, "913607029000000813")


def test_days_are_counted_in_words_for_one_finding(ask: Ask) -> None:
    (duty,) = ask("one-day-late", AFTER, finding=RECEIVED).duties

    assert (duty.verdict, duty.days) == ("breach", 1)
    assert "1 calendar day late" in duty.reason.en
    assert duty.counterfactual.en.startswith("Done on or before")
    assert duty.basis.en.endswith("our summary, not the words of the law")


def test_officer_is_asked_under_a_breach(ask: Ask) -> None:
    (duty,) = ask("one-day-late", AFTER, finding=RECEIVED).duties

    asked = [question.article.heading.en for question in duty.questions]
    assert asked == [
        "Where there is no penalty",
        "Limitation",
        "The law of the day, or the lighter later law",
    ]


def test_officer_is_asked_nothing_where_nothing_is_breached(ask: Ask) -> None:
    (duty,) = ask(CORRECTED, AFTER, finding=RECEIVED).duties

    assert (duty.verdict, duty.questions) == ("compliant", ())


def test_earlier_verdict_is_told_where_a_correction_replaced_a_row(ask: Ask) -> None:
    explanation = ask(CORRECTED, AFTER, finding=RECEIVED)

    (duty,) = explanation.duties
    (earlier,) = duty.earlier
    assert (duty.verdict, duty.record_id) == ("compliant", "r2")
    assert (earlier.verdict, earlier.record_id) == ("breach", "r1")
    assert earlier.correction_id == "r2"
    assert [entry.state for entry in explanation.entries] == ["replaced", "seen"]


def test_correction_not_yet_written_changes_nothing(ask: Ask) -> None:
    explanation = ask(CORRECTED, BEFORE, finding=RECEIVED)

    (duty,) = explanation.duties
    assert (duty.verdict, duty.earlier) == ("breach", ())
    assert [entry.state for entry in explanation.entries] == ["seen", "not_seen"]


def test_duty_stands_under_the_record_that_opened_it(ask: Ask) -> None:
    explanation = ask(CORRECTED, AFTER, battery=BATTERY)

    opened = [duty.finding_id for entry in explanation.entries for duty in entry.duties]
    assert len(opened) == 2
    assert set(opened) == {duty.finding_id for duty in explanation.duties}


def test_yearly_duty_shows_its_two_sums(ask: Ask) -> None:
    group = id_of("conditions-2024/recovery-nickel", "9143020290000009XB/2025")

    explanation = ask("year-end-recovery-just-short", date(2025, 12, 31), finding=group)

    (duty,) = explanation.duties
    assert duty.verdict == "breach"
    shown = [shown.column for shown in duty.record]
    assert shown == ["record_id", "actor_id", "numerator", "denominator"]
    assert all(shown.value is None for shown in duty.evidence)
    assert explanation.entries == ()


def test_unknown_battery_is_answered_with_the_nearest_code(ask: Ask) -> None:
    with pytest.raises(UsageError, match=f"Nearest: .*{BATTERY}"):
        ask(CORRECTED, AFTER, battery=BATTERY[:-3])


def test_unknown_finding_says_where_ids_are_found(ask: Ask) -> None:
    with pytest.raises(UsageError, match="The column finding_id"):
        ask("one-day-late", AFTER, finding="0123456789abcdef")
