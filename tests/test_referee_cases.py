"""The referee meets the conformance cases and every example of the rulebook."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.referee import (
    faults_of_examples,
    judge,
    read_folder,
    read_rules,
    read_working_days,
)
from tests.referee.formats import is_gbt34014, is_uscc, is_vin

ROOT = Path(__file__).parents[1]
CASES = ROOT.parent / "shared" / "cases"


def test_formats_check_length_alphabet_and_check_character() -> None:
    assert is_vin("1M8GDM9AXKP042788") is True
    assert is_vin("1M8GDM9A1KP042788") is False
    assert is_uscc("91350100M000100Y43") is True
    assert is_uscc("91350100M000100Y44") is False
    assert is_gbt34014("006PB590J0MFSWD7E0000001") is True
    assert is_gbt34014("006PB590J0MFSWO7E0000001") is False
    assert is_gbt34014("006PB590J0MFSWD7ERP") is None


def test_examples_of_the_rulebook_give_what_they_expect() -> None:
    rules, instruments, vocabularies = read_rules(ROOT / "rules")
    table = read_working_days(ROOT / "rules" / "calendar" / "cn-holidays.yaml")

    faults = []
    for rule in rules:
        instrument = instruments[rule["source"]["instrument"]]
        words = vocabularies[instrument["vocabulary"]]
        faults += faults_of_examples(rule, table, words, instrument)

    assert faults == []


@pytest.mark.slow
@pytest.mark.skipif(not CASES.exists(), reason="the conformance cases are not here")
@pytest.mark.parametrize(
    ("folder", "lines"),
    [
        ("dataset", "expected.jsonl"),
        ("rough", "rough-expected.jsonl"),
        ("short", "short-expected.jsonl"),
    ],
)
def test_conformance_cases_are_met_line_by_line(folder: str, lines: str) -> None:
    rules, instruments, vocabularies = read_rules(CASES / "rules")
    table = read_working_days(ROOT / "rules" / "calendar" / "cn-holidays.yaml")

    duties = judge(
        rules,
        read_folder(CASES / folder, vocabularies["cases"]),
        date(2026, 10, 15),
        table,
        vocabulary=vocabularies["cases"],
        instruments=instruments,
    )

    wanted = (CASES / lines).read_text("utf-8").splitlines()
    assert in_order(duties) == in_order([json.loads(line) for line in wanted])


@pytest.mark.skipif(not CASES.exists(), reason="the conformance cases are not here")
def test_examples_of_the_conformance_cases_give_what_they_expect() -> None:
    rules, instruments, vocabularies = read_rules(CASES / "rules")
    table = read_working_days(ROOT / "rules" / "calendar" / "cn-holidays.yaml")

    words, instrument = vocabularies["cases"], instruments["cases"]
    faults = [faults_of_examples(rule, table, words, instrument) for rule in rules]

    assert faults == [[]] * len(rules)


def in_order(duties: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(duties, key=lambda duty: (duty["rule"], duty["record_id"]))
