"""The files of a run agree on the findings and record what they were made from."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from engine.runs import CheckRequest, Run, check
from tests.engine.agreement.pieces import record, rule
from tests.engine.runs.incremental.datasets import lay_dataset, lay_rules

RULES = [
    rule(0, must={"hold": {"grade": "a"}}),
    rule(1, must={"be_reported": {}}, when="crate.lost"),
]
RECORDS = [
    record("r1", grade="a"), record("r2", grade="b"),
    record("r3", grade="b", actor_id="Q"),
    record("r4", corrects="r2", grade="a", recorded_on=date(2027, 1, 1)),
    record("r5", corrects="r3", grade="b", actor_id="Q"),
    record("r6", occurred_on="some day"),
]  # fmt: skip


@pytest.fixture
def run(tmp_path: Path) -> Any:
    rules = lay_rules(tmp_path / "rules", RULES)
    dataset = lay_dataset(tmp_path / "dataset", {"records": RECORDS})

    def make(**asked: Any) -> Run:
        return check(CheckRequest(dataset, tmp_path / "out", rules=rules, **asked))

    return make


def rows(run: Run, name: str) -> list[str]:
    table = duckdb.sql(f"SELECT record_id FROM '{run.folder / name}' ORDER BY 1")
    return [record_id for (record_id,) in table.fetchall()]


def test_run_json_records_dataset_day_engine_and_options(
    run: Any, tmp_path: Path
) -> None:
    made = run(engine="sweep", entities=["P"])

    told = json.loads((made.folder / "run.json").read_text("utf-8"))

    assert told["dataset"]["path"] == str(tmp_path / "dataset")
    assert told["dataset"]["complete"] == {"from": "2020-01-01", "until": "2026-12-31"}
    assert (told["engine"], told["as_of"]) == ("sweep", "2026-12-31")
    assert told["options"]["entities"] == ["P"]
    assert told["findings"] == made.summary["findings"]


def test_findings_follow_the_options_and_evidence_the_findings(
    run: Any,
) -> None:
    made = run(formats=["parquet", "csv"])

    for name in ("findings.parquet", "findings.csv", "evidence.parquet"):
        assert rows(made, name) == ["r2", "r5"]
    assert made.summary["findings"]["rows"] == 2
    assert rows(run(every_duty=True), "findings.parquet") == ["r1", "r2", "r5"]
    assert rows(run(entities=["Q"]), "findings.parquet") == ["r5"]


@pytest.mark.parametrize("engine", ["live", "sweep"])
def test_rule_without_any_duty_is_listed_where_every_duty_is(
    run: Any, engine: str
) -> None:
    made = run(every_duty=True, entities=["Q"], formats=["sarif"], engine=engine)

    results = json.loads((made.folder / "findings.sarif").read_text("utf-8"))
    kinds = {r["ruleId"]: r["kind"] for r in results["runs"][0]["results"]}

    assert kinds == {"plain/r0": "fail", "plain/r1": "notApplicable"}


def test_rejected_rows_and_a_comparison_lie_beside_the_findings(
    run: Any, tmp_path: Path
) -> None:
    made = run()
    (tmp_path / "out").rename(tmp_path / "earlier")
    assert "r6" not in rows(made.__class__(tmp_path / "earlier", {}), "findings.csv")

    compared = run(baseline=tmp_path / "earlier")

    assert "some day" in (compared.folder / "rejected.csv").read_text("utf-8")
    states = duckdb.sql(f"SELECT DISTINCT state FROM '{compared.folder}/baseline.csv'")
    assert states.fetchall() == [("open",)]
