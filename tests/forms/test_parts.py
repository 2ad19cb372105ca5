"""Each form of demand has all its parts, and words each of its outcomes."""

from __future__ import annotations

import pytest

from engine.rulebook.forms import demand_part, form_keys, part_of
from engine.rulebook.outcomes import SHARED, outcomes
from engine.wording.counterfactuals import SHARED_COUNTERFACTUALS, counterfactuals
from engine.wording.sentences import SHARED_SENTENCES, placeholders, sentences

PARTS = (
    "demand", "examples", "wording", "facts", "dependencies", "live", "sweep",
    "mutations",
)  # fmt: skip


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("key", form_keys())
def test_form_has_the_part(key: str, part: str) -> None:
    assert part_of(key, part).__doc__


@pytest.mark.parametrize("key", form_keys())
def test_value_of_the_form_knows_its_key(key: str) -> None:
    names = {
        demand_part(key).MUST.name,
        getattr(demand_part(key).MUST_NOT, "name", key),
    }

    assert names == {key}


def test_every_outcome_has_its_sentences() -> None:
    assert tuple(sentences()) == tuple(counterfactuals()) == outcomes()
    assert SHARED_SENTENCES.keys() == SHARED_COUNTERFACTUALS.keys() == SHARED.keys()


@pytest.mark.parametrize("outcome", outcomes())
def test_both_languages_of_a_sentence_end_and_name_known_columns(outcome: str) -> None:
    text = sentences()[outcome]

    assert (text.zh[-1], text.en[-1]) == ("。", ".")
    assert {"occurred_on", "missing_zh", "bound_en"} <= placeholders()
