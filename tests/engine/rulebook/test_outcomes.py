"""Every way a duty can end stands for one verdict and has a lasting number."""

from typing import get_args

from engine.rulebook import Verdict
from engine.rulebook.forms import form_keys
from engine.rulebook.outcomes import SHARED, code_of, outcomes, outcomes_of, verdicts


def test_every_verdict_is_reached_and_none_is_made_up() -> None:
    assert set(verdicts().values()) == set(get_args(Verdict))


def test_number_leads_back_to_its_outcome() -> None:
    assert [outcomes()[code_of(word)] for word in verdicts()] == list(verdicts())


def test_duties_of_a_form_end_as_any_may_or_as_its_own_do() -> None:
    own = ("holds", "fails", "unclear")

    assert set(outcomes_of(["hold"])) == {*SHARED, *own}
    assert outcomes_of(form_keys()) == outcomes()
    assert outcomes_of([]) == tuple(SHARED)


def test_doubt_is_never_a_pass_and_never_a_breach() -> None:
    doubts = (
        "perhaps_",
        "violated_same",
        "violated_unsure",
        "beyond_",
        "unsure",
        "unclear",
        "doubtful",
    )

    said = {verdicts()[word] for word in verdicts() if word.startswith(doubts)}

    assert said == {"undetermined"}
