"""Rules of another trade load, lint and run unchanged: the engine knows no battery law."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from engine.authoring.examples import run_examples
from engine.evaluation.calendar import load_calendar
from engine.rulebook import lint_rulebook, load_rulebook
from engine.runs import CheckRequest, check
from engine.wording.citations import article_name

LIBRARY = Path(__file__).parents[1] / "packs" / "library"


def test_nothing_is_lacking_in_a_foreign_pack() -> None:
    assert lint_rulebook(load_rulebook(LIBRARY / "rules"), article_name) == ()


def test_examples_of_a_foreign_pack_give_what_they_expect() -> None:
    book = load_rulebook(LIBRARY / "rules")

    results = run_examples(book, book.rules, load_calendar())

    assert len(results) == 19
    assert [result for result in results if not result.agrees] == []


@pytest.fixture(scope="module")
def findings(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, str]]:
    out = tmp_path_factory.mktemp("library")
    check(
        CheckRequest(LIBRARY / "dataset", out, rules=LIBRARY / "rules", every_duty=True)
    )
    text = (out / "findings.csv").read_text("utf-8-sig")
    return list(csv.DictReader(text.splitlines()))


def test_every_duty_of_a_foreign_dataset_is_judged(
    findings: list[dict[str, str]],
) -> None:
    verdicts = {(f["rule_id"], f["record_id"]): f["verdict"] for f in findings}

    assert verdicts == {
        ("loans/one-reader-at-a-time", "a1"): "compliant",
        ("loans/one-reader-at-a-time", "a3"): "breach",
        ("loans/one-reader-at-a-time", "a4"): "compliant",
        ("loans/rare-with-deposit", "a3"): "compliant",
        ("loans/rare-with-deposit", "a4"): "undetermined",
        ("loans/returned-in-time", "a1"): "breach",
        ("loans/returned-in-time", "a3"): "compliant",
        ("loans/returned-in-time", "a4"): "pending",
    }


def test_finding_of_a_foreign_rule_speaks_the_words_of_its_vocabulary(
    findings: list[dict[str, str]],
) -> None:
    (late,) = [f for f in findings if f["verdict"] == "breach" and f["days"]]

    assert (late["owed_by"], late["due_on"], late["days"]) == ("N1", "2025-03-31", "2")
    assert "借出" in late["reason_zh"]
    assert "ook lent" in late["reason_en"]
