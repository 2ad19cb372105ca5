"""A vocabulary may call its fields, events and credentials as the engine calls its own columns."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from engine.authoring.examples import run_examples
from engine.dataset import Dataset, open_dataset
from engine.evaluation.calendar import load_calendar
from engine.explanation.source import explain
from engine.explanation.text import render
from engine.rulebook import load_rulebook
from engine.runs import CheckRequest, check
from tests.referee import judge, read_folder, read_rules, read_working_days

ROOT = Path(__file__).parents[2]
FERRY = ROOT / "tests" / "packs" / "ferry"
SAID = ("verdict", "due_on", "done_on", "days", "witness_id", "owed_by")
AS_OF = date(2026, 1, 31)


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("ferry")
    done = check(
        CheckRequest(FERRY / "dataset", out, rules=FERRY / "rules", every_duty=True)
    )
    assert done.failures == ()
    return out


@pytest.fixture(scope="module")
def findings(run: Path) -> list[dict[str, str]]:
    return table_of(run / "findings.csv")


@pytest.fixture
def dataset(tmp_path: Path) -> Iterator[Dataset]:
    for file in (FERRY / "dataset").iterdir():
        text = file.read_text("utf-8").replace(
            "2025-03-11,2025-03-01", "soon,2025-03-01"
        )
        (tmp_path / file.name).write_text(text, "utf-8")
    with open_dataset(tmp_path, load_rulebook(FERRY / "rules").vocabularies) as opened:
        yield opened


def test_every_form_is_judged_as_by_the_referee(findings: list[dict[str, str]]) -> None:
    rules, instruments, vocabularies = read_rules(FERRY / "rules")
    table = read_working_days(ROOT / "rules" / "calendar" / "cn-holidays.yaml")
    expected = judge(
        rules, read_folder(FERRY / "dataset", vocabularies["ferry"]), AS_OF, table,
        vocabulary=vocabularies["ferry"], instruments=instruments,
    )  # fmt: skip

    found = {
        (f["rule_id"], f["record_id"]): [f[word] for word in SAID] for f in findings
    }

    assert found == {
        (duty["rule"], duty["record_id"]): [text(duty[word]) for word in SAID]
        for duty in expected
    }
    assert {rule for rule, _ in found} == {rule["id"] for rule in rules}
    assert {said[0] for said in found.values()} >= {
        "compliant",
        "breach",
        "undetermined",
    }


def test_examples_of_every_form_give_what_they_expect() -> None:
    book = load_rulebook(FERRY / "rules")

    results = run_examples(book, book.rules, load_calendar())

    assert len(results) > len(book.rules)
    assert [result for result in results if not result.agrees] == []


def test_missing_field_is_said_by_its_own_name(findings: list[dict[str, str]]) -> None:
    named = {f["missing_field"] for f in findings}

    assert {"x", "row", "day", "t0"} <= named
    assert not any("field." in cell for f in findings for cell in f.values())


def test_battery_is_explained_with_its_fields(run: Path) -> None:
    explanation = explain(run, battery="B1")

    assert "船期 2025-03-01" in render(explanation)
    assert "field." not in render(explanation)
    columns = {one.column for duty in explanation.duties for one in duty.record}
    assert {"day", "Day", "year", "row", "x", "t0", "situation"} <= columns


@pytest.mark.slow
@pytest.mark.parametrize("rule", ["takings", "berthed", "preceded"])
def test_finding_is_explained_by_what_it_may_depend_on(
    run: Path, findings: list[dict[str, str]], rule: str
) -> None:
    finding = next(f for f in findings if f["rule_id"] == f"crossings/{rule}")

    (duty,) = explain(run, finding=finding["finding_id"]).duties

    assert (duty.verdict, duty.reason.en) == (finding["verdict"], finding["reason_en"])


def test_reject_and_description_say_the_name_in_the_file(
    dataset: Dataset, tmp_path: Path
) -> None:
    dataset.write_rejected(tmp_path / "rejected.csv")
    shares: Any = dataset.describe()["empty_shares"]

    (row,) = table_of(tmp_path / "rejected.csv")
    assert (row["column"], row["value"]) == ("due1", "soon")
    assert set(load_rulebook(FERRY / "rules").vocabularies["ferry"].fields) <= set(
        shares["records"]
    )


def text(value: object) -> str:
    return "" if value is None else str(value)


def table_of(file: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(file.read_text("utf-8-sig").splitlines()))
