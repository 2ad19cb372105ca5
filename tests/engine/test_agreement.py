"""Every evaluator and the referee give the same word on every duty of random lives.

20,000 cases and more, each one rule over one life; `make proof` judges a million.
"""

from __future__ import annotations

import pytest

from tests.engine.agreement.batches import Judged, judge

pytestmark = pytest.mark.slow

BATCHES = range(1, 8)
LIVES = 130


@pytest.fixture(scope="module")
def batches() -> list[Judged]:
    return [judge(number, LIVES) for number in BATCHES]


def test_judges_agree_on_every_duty_and_its_words(batches: list[Judged]) -> None:
    assert [reason for batch in batches for reason in batch.differing] == []


def test_every_outcome_verdict_boundary_and_test_came_up(batches: list[Judged]) -> None:
    tally = batches[0].tally
    for batch in batches[1:]:
        tally.merge(batch.tally)

    assert tally.never() == []
    assert tally.cases >= 20_000
