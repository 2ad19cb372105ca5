"""Every way a duty can end stands for one verdict and has a lasting number."""

from typing import get_args

from engine.evaluation.outcomes import CODES, OUTCOMES, VERDICTS
from engine.rulebook import Verdict


def test_every_verdict_is_reached_and_none_is_made_up() -> None:
    assert set(VERDICTS.values()) == set(get_args(Verdict))


def test_number_leads_back_to_its_outcome() -> None:
    assert [OUTCOMES[CODES[word]] for word in VERDICTS] == list(VERDICTS)


def test_doubt_is_never_a_pass_and_never_a_breach() -> None:
    doubts = ("perhaps_", "offended_", "beyond_", "unsure", "unclear", "doubtful")

    said = {VERDICTS[word] for word in VERDICTS if word.startswith(doubts)}

    assert said == {"undetermined"}
