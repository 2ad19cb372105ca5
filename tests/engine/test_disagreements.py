"""Cases on which judges once differed; the specification decided each."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.engine.agreement.cases import FOLDER, read
from tests.engine.agreement.judges import by_both


@pytest.mark.slow
@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.yaml")), ids=lambda f: f.stem)
def test_judges_agree_on_a_kept_case(file: Path) -> None:
    case, duties = read(file)

    found, labels = by_both(case.rules, case.lives, case.trade)

    assert case.expected == duties
    assert {name: one.duties for name, one in found.items()} == {
        "live": duties,
        "sweep": duties,
    }
    assert labels == []
