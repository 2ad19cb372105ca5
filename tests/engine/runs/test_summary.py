"""A summary accounts for every record that was read and every duty."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from engine import VERSION
from engine.runs import CheckRequest, check
from engine.runs.versions import library_versions
from tests.engine.agreement.pieces import record, rule
from tests.engine.runs.incremental.datasets import lay_dataset, lay_rules

RULES = [
    rule(0, must={"hold": {"grade": "a"}}, where={"cooled": True}),
    rule(1, must={"be_reported": {}}, when="any_event"),
]
RECORDS = [
    record("r1", grade="a", cooled=True), record("r2", grade="b", cooled=True),
    record("r3", grade="b", cooled=True, corrects="r2"), record("r4", cooled=False),
    record("r5", event="crate.moved"), record("r5", event="crate.moved"),
    record("r6", occurred_on=date(2027, 1, 1)), record("r7", event="crate.eaten"),
]  # fmt: skip


@pytest.fixture(params=["live", "sweep"])
def summary(request: pytest.FixtureRequest, tmp_path: Path) -> Any:
    rules = lay_rules(tmp_path / "rules", RULES)
    dataset = lay_dataset(tmp_path / "dataset", {"records": RECORDS})
    run = check(
        CheckRequest(dataset, tmp_path / "out", rules=rules, engine=request.param)
    )
    return run.summary


def test_every_record_is_accounted_for(summary: Any) -> None:
    assert summary["records"] == {
        "read": 8, "accepted": 6, "rejected": 1, "repeated": 1,
        "not_seen": 1, "corrected": 1,
    }  # fmt: skip


def test_every_seen_record_of_a_rule_is_a_duty_or_none(summary: Any) -> None:
    words = ("compliant", "breach", "pending", "undetermined", "no_duty")
    counts = {r["rule_id"]: tuple(r[word] for word in words) for r in summary["rules"]}

    assert counts == {"plain/r0": (1, 1, 0, 0, 1), "plain/r1": (0, 0, 4, 0, 0)}


def test_versions_name_the_software_and_its_libraries(summary: Any) -> None:
    assert summary["versions"] == library_versions()
    assert summary["versions"]["packlaw"] == VERSION
    assert "duckdb" in summary["versions"]
