"""A form of demand is added by one package and one line of registration."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from engine.authoring.examples import run_examples
from engine.authoring.mutation import render, try_mutants
from engine.errors import RuleFileError
from engine.evaluation.calendar import load_calendar
from engine.explanation.source import explain
from engine.explanation.text import render as render_explanation
from engine.rulebook import (
    Rulebook,
    forms,
    lint_rulebook,
    load_rulebook,
    rule_schema,
)
from engine.rulebook.outcomes import verdicts
from engine.runs import CheckRequest, check
from engine.wording.citations import article_name
from engine.wording.rules import Reader, lay_out
from tests.forms.be_recorded.demand import BeRecorded
from tests.referee import WorkingDays, faults_of_examples, read_rules

NAME = "loans/written-down-by-july"
AS_OF = date(2025, 7, 31)


def messages_of_lint(rules: Path, old: str, new: str) -> list[str]:
    """Lint after one text of the form's rule is replaced."""
    file = rules / f"{NAME}.yaml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")
    faults = lint_rulebook(load_rulebook(rules), article_name)
    return [fault.in_language("en").split("\n  ")[1] for fault in faults]


def test_rule_of_the_form_loads(book: Rulebook) -> None:
    assert book.rule(NAME).demand.form == BeRecorded(date(2025, 6, 30))
    assert "be_recorded" in rule_schema()["$defs"]["must"]["properties"]
    assert verdicts()["recorded_late"] == "breach"


def test_fault_of_its_keys_is_worded_in_both_languages(form: None, rules: Path) -> None:
    file = rules / f"{NAME}.yaml"
    text = file.read_text("utf-8").replace("{by: 2025-06-30}", "{}")
    file.write_text(text, "utf-8")

    with pytest.raises(RuleFileError) as refused:
        load_rulebook(rules)

    assert "must.be_recorded: by is missing.  The last day." in str(refused.value)
    assert "缺少 by。应填：最后一日。" in refused.value.in_language("zh")


def test_nothing_is_lacking_in_a_whole_set_of_examples(book: Rulebook) -> None:
    assert lint_rulebook(book, article_name) == ()


@pytest.mark.parametrize(
    ("old", "new", "messages"),
    [
        ("expect: undetermined", "expect: no_duty",
         ["No example expects undetermined, which this rule can give.  Add one."]),
        ("recorded_on: 2025-06-30", "recorded_on: 2025-06-29",
         ["No example stands on the bound: recorded_on at_most 2025-06-30."]),
    ],
)  # fmt: skip
def test_lacking_example_is_reported(
    form: None, rules: Path, old: str, new: str, messages: list[str]
) -> None:
    assert messages_of_lint(rules, old, new) == messages


def test_examples_agree_by_the_engine_and_the_referee(
    book: Rulebook, rules: Path
) -> None:
    results = run_examples(book, [book.rule(NAME)], load_calendar())
    parsed, instruments, vocabularies = read_rules(rules)
    (rule,) = (rule for rule in parsed if rule["id"] == NAME)

    assert [result.agrees for result in results] == [True] * 7
    assert faults_of_examples(
        rule, WorkingDays(set(), set(), []), vocabularies["library"],
        instruments["loans"],
    ) == []  # fmt: skip


def test_both_evaluators_find_the_same_of_a_dataset(
    form: None, rules: Path, dataset: Path, tmp_path: Path
) -> None:
    out = tmp_path / "run"

    request = CheckRequest(
        dataset, out, rules=rules, as_of=AS_OF, engine="both", every_duty=True
    )
    run = check(request)

    findings = csv.DictReader(
        (out / "findings.csv").read_text("utf-8-sig").splitlines()
    )
    found = {f["record_id"]: f for f in findings if f["rule_id"] == NAME}
    assert {name: f["verdict"] for name, f in found.items()} == {
        "a1": "compliant", "a3": "breach", "a4": "undetermined",
    }  # fmt: skip
    assert found["a4"]["missing_field"] == "recorded_on"
    assert found["a3"]["reason_zh"] == (
        "借出发生于2025-03-20；填写于2025-07-01，晚于要求（不晚于2025年6月30日）。"
    )
    assert found["a3"]["reason_en"] == (
        "Book lent on 2025-03-20; recorded on 2025-07-01, later than demanded "
        "(by 2025-06-30)."
    )
    assert run.failures == ()


def test_battery_is_explained_with_what_would_have_met_it(
    form: None, rules: Path, dataset: Path
) -> None:
    explanation = explain(dataset, battery="book-1", as_of=AS_OF, rules=rules)

    (late,) = (
        d for d in explanation.duties if d.record_id == "a3" and d.rule.id == NAME
    )
    assert late.counterfactual.zh == "如填写日不晚于2025年6月30日，则为合规。"
    assert late.counterfactual.en == (
        "Recorded by 2025-06-30, it would have been compliant."
    )
    assert late.reason.en in render_explanation(explanation, "en")


def test_rule_is_read_aloud(book: Rulebook) -> None:
    rule, instrument = book.rule(NAME), book.instruments["loans"]
    reader = Reader(book.vocabularies["library"])

    paragraph = reader.paragraph(rule, instrument)

    assert paragraph.zh.startswith(
        "出借馆有“借出”记录的，填写日应当不晚于2025年6月30日。"
    )
    assert "for a lending library, it must be recorded by 2025-06-30." in paragraph.en
    assert any(
        "recorded by" in text.en for _, text in lay_out(rule, instrument, reader)
    )


def test_its_changes_are_noticed_by_its_examples(book: Rulebook) -> None:
    (trial,) = try_mutants(book, [book.rule(NAME)], load_calendar())

    changes = [m.description.en for m in trial.caught if m.key == "must.by"]
    assert changes == [
        "“2025-06-30” made “2025-06-29”",
        "“2025-06-30” made “2025-07-01”",
    ]
    assert trial.survivors == (), render([trial], "en")


def test_form_that_is_not_registered_is_refused(rules: Path) -> None:
    assert "be_recorded" not in forms.form_keys()

    with pytest.raises(RuleFileError, match="be_recorded is not a key of must"):
        load_rulebook(rules)
