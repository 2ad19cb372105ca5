"""The texts of a view exist in both languages, for every state and gap."""

import pytest

from engine.custody import GAPS, STATES
from engine.wording.custody import WORDS, name_of, span_in_words


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


@pytest.mark.parametrize(
    ("party", "zh", "en"),
    [
        ({"entity_id": "7", "name": "甲", "name_en": "A"}, "甲", "A"),
        ({"entity_id": "7", "name": "甲", "name_en": None}, "甲", "甲"),
        ({"entity_id": "7", "name": None, "name_en": None}, "7", "7"),
        ({"entity_id": None, "name": None, "name_en": None}, "不明", "not known"),
    ],
)
def test_a_party_is_named_as_well_as_it_can_be(
    party: dict[str, str | None], zh: str, en: str
) -> None:
    assert name_of(party, "zh") == zh
    assert name_of(party, "en") == en
