"""Every row of the conformance cases is accepted, where they are present."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.dataset import open_dataset
from engine.rulebook import load_rulebook

CASES = Path(__file__).resolve().parents[4] / "shared" / "cases"


@pytest.mark.skipif(not CASES.exists(), reason="the conformance cases are elsewhere")
def test_conformance_cases_come_in() -> None:
    vocabularies = load_rulebook(CASES / "rules").vocabularies

    with open_dataset(CASES / "dataset", vocabularies) as dataset:
        assert dataset.counts["records"] == {
            "read": 4420, "accepted": 4402, "rejected": 0, "repeated": 18,
        }  # fmt: skip
        assert {warning.code for warning in dataset.warnings} == {
            "rows-repeated", "corrected-twice", "unknown-role", "unknown-credential",
            "columns-empty",
        }  # fmt: skip
