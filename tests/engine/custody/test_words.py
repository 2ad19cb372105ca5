"""What a view says is said in both languages, and names every state and gap."""

import pytest

from engine.custody import GAPS, STATES
from engine.custody.words import WORDS, span_in_words


def test_both_languages_say_the_same_things_except_units_of_time() -> None:
    units = {"day", "month", "year"}
    assert set(WORDS["zh"]) - units == set(WORDS["en"])


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_state_and_gap_has_words(language: str) -> None:
    assert {*STATES, *GAPS} <= set(WORDS[language])


@pytest.mark.parametrize(
    ("span", "zh"),
    [("90 days", "90 天"), ("1 month", "1 个月"), ("2 years", "2 年")],
)
def test_a_span_is_said_in_words(span: str, zh: str) -> None:
    assert span_in_words(span, "zh") == zh
    assert span_in_words(span, "en") == span
