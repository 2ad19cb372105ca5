"""The conformance cases, where they are at hand: every duty, every column."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from engine.runs import CheckRequest, check

BESIDE = Path(__file__).parents[2].parent / "shared" / "cases"
CASES = Path(os.environ.get("PACKLAW_CASES", BESIDE))
COLUMNS = ("verdict", "due_on", "done_on", "days", "witness_id", "owed_by")


@pytest.mark.skipif(not CASES.exists(), reason="the conformance cases are not here")
def test_every_duty_of_the_conformance_cases_is_as_expected(tmp_path: Path) -> None:
    expected = duties(CASES / "expected.jsonl", "rule")

    run = check(
        CheckRequest(
            CASES / "dataset",
            tmp_path,
            rules=CASES / "rules",
            as_of=date(2026, 10, 15),
            formats=["jsonl"],
            every_duty=True,
        )
    )

    assert run.failures == ()
    assert duties(tmp_path / "findings.jsonl", "rule_id") == expected


def duties(file: Path, rule: str) -> dict[tuple[str, str], tuple[Any, ...]]:
    rows = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    found = {
        (row[rule], row["record_id"]): tuple(row[column] for column in COLUMNS)
        for row in rows
    }
    assert len(found) == len(rows)
    return found
