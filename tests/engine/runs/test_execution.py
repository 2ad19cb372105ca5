"""A check writes a complete run: findings, counts and the rules it was made with."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import duckdb
import pytest

from engine.errors import EvaluationError, UsageError
from engine.rulebook import load_rulebook_from
from engine.runs import CheckRequest, Run, check, raise_failures

LIBRARY = Path(__file__).parents[2] / "packs" / "library"
DATASET, RULES = LIBRARY / "dataset", LIBRARY / "rules"


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return check(CheckRequest(DATASET, tmp_path_factory.mktemp("run"), rules=RULES))


def test_run_holds_what_is_not_compliant(run: Run) -> None:
    file = run.folder / "findings.parquet"

    found = duckdb.execute(
        f"SELECT DISTINCT verdict FROM '{file}' ORDER BY 1"
    ).fetchall()

    assert found == [("breach",), ("pending",), ("undetermined",)]


def test_as_of_is_the_day_until_which_the_data_are_complete(run: Run) -> None:
    assert run.summary["as_of"] == date(2025, 6, 30)


def test_counts_of_a_rule_add_up_to_the_records_of_its_events(run: Run) -> None:
    words = ("compliant", "breach", "pending", "undetermined", "no_duty")
    counts = {
        rule["rule_id"]: [rule[w] for w in words] for rule in run.summary["rules"]
    }

    assert counts == {
        "loans/one-reader-at-a-time": [2, 1, 0, 0, 0],
        "loans/rare-with-deposit": [1, 0, 0, 1, 1],
        "loans/returned-in-time": [1, 1, 1, 0, 0],
    }


def test_run_carries_the_rules_it_was_made_with(run: Run) -> None:
    written = json.loads((run.folder / "run.json").read_text("utf-8"))

    book = load_rulebook_from(written["rulebook"]["files"])

    assert book.fingerprint == written["rulebook"]["fingerprint"]


def test_findings_are_the_same_when_the_check_is_repeated(
    run: Run, tmp_path: Path
) -> None:
    again = check(CheckRequest(DATASET, tmp_path, rules=RULES))

    assert again.summary["findings"] == run.summary["findings"]


def test_only_the_requested_company_and_rule_are_listed(tmp_path: Path) -> None:
    rule_id = "loans/returned-in-time"

    asked = check(
        CheckRequest(
            DATASET, tmp_path, rules=RULES, entities=["N1"], rule_ids=[rule_id]
        )
    )

    assert asked.summary["findings"]["rows"] == 2
    assert [rule["rule_id"] for rule in asked.summary["rules"]] == [rule_id]


def test_unknown_format_or_rule_or_no_format_is_refused_before_anything_is_written(
    tmp_path: Path,
) -> None:
    with pytest.raises(UsageError, match="No format docx"):
        check(CheckRequest(DATASET, tmp_path / "run", rules=RULES, formats=["docx"]))
    with pytest.raises(UsageError, match="No format is named"):
        check(CheckRequest(DATASET, tmp_path / "run", rules=RULES, formats=[]))
    with pytest.raises(UsageError, match="No rule loans/gone"):
        check(
            CheckRequest(
                DATASET, tmp_path / "run", rules=RULES, rule_ids=["loans/gone"]
            )
        )
    assert not (tmp_path / "run").exists()


def test_failures_are_raised_after_the_run_is_written(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match="signal 9; records a1"):
        raise_failures(Run(tmp_path, {}, ("signal 9; records a1",)))
