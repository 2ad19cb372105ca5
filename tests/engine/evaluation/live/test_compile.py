"""Every form of the language compiles to branches with outcomes that have a verdict."""

from __future__ import annotations

from typing import Any

import pytest

from engine.evaluation.live.branch_builder import Attributes
from engine.evaluation.live.compile import compile_rule
from engine.evaluation.live.patterns import Branch
from engine.evaluation.predicates import PredicateIndex
from engine.rulebook.outcomes import verdicts
from tests.engine.agreement.judges import rulebook_of
from tests.engine.agreement.pieces import rule

SUM = {"sum": "kg"}
FORMS: dict[str, Any] = {
    "reported": {"must": {"be_reported": {}}},
    "held": {"must": {"hold": {"grade": "a"}}},
    "followed": {"must": {"be_followed_by": {"event": "crate.moved"}}},
    "preceded": {"must": {"be_preceded_by": {"event": "crate.moved"}}},
    "not_followed": {"must_not": {"be_followed_by": {"event": "crate.moved"}}},
    "alone": {"must": {"be_alone": {"same": ["vin"], "until": "crate.lost"}}},
    "covered": {"must": {"be_covered_by": {"register": "outlets", "level": "province"}}},
    "reach": {
        "must": {
            "reach": {
                "measure": {"numerator": SUM, "denominator": SUM},
                "per": "year", "at_least": 1,
            }
        }
    },
}  # fmt: skip


def branches(form: str, **given: Any) -> list[Branch]:
    predicates = PredicateIndex(rulebook_of([rule(**FORMS[form], **given)]).rules)
    return compile_rule(predicates.rules[0], 7, predicates, Attributes())


@pytest.mark.parametrize("form", FORMS)
def test_every_branch_ends_in_a_known_word_of_its_rule(form: str) -> None:
    compiled = branches(form)

    assert {branch.rule for branch in compiled} == {7}
    assert {branch.outcome for branch in compiled} - {"conflict"} <= set(verdicts())


@pytest.mark.parametrize("form", FORMS)
def test_doubt_about_role_or_where_is_a_branch_but_for_sums(form: str) -> None:
    doubted = [branch.outcome for branch in branches(form, where={"grade": "a"})]

    assert ("doubtful" in doubted) is (form != "reach")
    assert "doubtful" not in [branch.outcome for branch in branches(form)]


@pytest.mark.parametrize("form", FORMS)
def test_branch_that_rests_on_an_absence_waits_for_the_end(form: str) -> None:
    for branch in branches(form):
        rests = any(pattern.absent for pattern in branch.patterns)
        assert (branch.after is not None) or not rests
