"""Every evaluator and the referee read rough files alike and give the same words on them.

`make proof` judges more of them.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.engine.agreement.rough import differing_of

pytestmark = pytest.mark.slow

LIVES = 40


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_judges_read_and_judge_rough_files_alike(seed: int, tmp_path: Path) -> None:
    assert differing_of(tmp_path, seed, LIVES) == []
