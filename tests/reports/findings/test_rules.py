"""The findings of each rule are laid out whole, under what the law asks."""

from __future__ import annotations

from collections import Counter

import pytest

from engine.errors import Language
from reports.findings import rules_with_findings
from reports.run import RunFolder, read_run_folder
from reports.words import Words
from tests.reports.samples import RUN

LATE = "traceability-2018/15-received"
REPORT = "order-73/24-7-outbound-report"
LANGUAGES: tuple[Language, ...] = ("zh", "en")


@pytest.fixture(scope="module")
def folder() -> RunFolder:
    return read_run_folder(RUN, 1000)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_finding_is_in_one_row(folder: RunFolder, language: Language) -> None:
    counted: Counter[tuple[str, str]] = Counter()
    for rule in rules_with_findings(folder, Words(language)):
        for group in rule.groups:
            counted[rule.id, group.verdict] += len(group.rows)
        assert rule.printed == rule.total

    rows = folder.query(
        "SELECT rule_id, verdict, count(*) AS n FROM read_parquet($file) "
        "WHERE verdict <> 'compliant' GROUP BY ALL"
    )
    assert counted == {(row["rule_id"], row["verdict"]): row["n"] for row in rows}


def test_late_and_missing_are_tables_of_their_own(folder: RunFolder) -> None:
    [rule] = [r for r in rules_with_findings(folder, Words("zh"), ("breach",))
              if r.id == LATE]  # fmt: skip

    names = {group.name: [c.key for c in group.columns] for group in rule.groups}
    assert set(names) == {"逾期完成", "期满未完成"}
    assert "done_on" in names["逾期完成"]
    assert "done_on" not in names["期满未完成"]


def test_the_arithmetic_of_the_first_row_is_worked_in_full(folder: RunFolder) -> None:
    for rule in rules_with_findings(folder, Words("zh")):
        for group in rule.groups:
            rows = folder.findings[rule.id]
            assert group.sentence in {row["reason_zh"] for row in rows}


def test_no_sanction_stands_under_duties_that_are_no_breach(folder: RunFolder) -> None:
    for rule in rules_with_findings(folder, Words("en"), ("undetermined", "pending")):
        assert (rule.remedy, rule.liabilities, rule.questions) == ("", [], ())
        assert all(group.remedy for group in rule.groups)


def test_liability_says_what_is_not_established(folder: RunFolder) -> None:
    [rule] = [r for r in rules_with_findings(folder, Words("en"), ("breach",))
              if r.id == REPORT]  # fmt: skip

    lines = {one.label: one.value for one in rule.liabilities[0].lines}
    assert lines["Measures"] == "Order to correct; Warning; Fine"
    assert lines["Amount"] == "amount not established"
    assert lines["Authority"] == "authority not established"
    assert "(C: official or press summary without the number" in lines["Source"]


def test_the_law_is_our_summary_where_its_text_was_not_adopted(
    folder: RunFolder,
) -> None:
    [rule] = [r for r in rules_with_findings(folder, Words("en")) if r.id == LATE]

    assert not rule.law.quoted
    assert rule.law.label.endswith("(our summary, not the words of the law)")
    assert "within 30 working days" in rule.law.words
    assert rule.law.known == "A: text of the article seen"


def test_binding_breaches_come_first(folder: RunFolder) -> None:
    rules = rules_with_findings(folder, Words("zh"))

    order = [("binding", "advisory", "voluntary").index(r.force) for r in rules]
    assert order == sorted(order)
    binding = [bool(rule.counts["breach"]) for rule in rules if rule.force == "binding"]
    assert binding == sorted(binding, reverse=True)


def test_a_run_without_evidence_says_that_values_were_not_kept(copy_of) -> None:
    copied = copy_of(RUN)
    (copied.folder / "evidence.parquet").unlink()

    rules = rules_with_findings(read_run_folder(copied.folder, 5), Words("en"))

    notes = {group.note for rule in rules for group in rule.groups}
    assert all(note for note in notes)
