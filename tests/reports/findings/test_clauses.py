"""Sentences of like findings: only clauses that differ stand in their rows."""

from __future__ import annotations

from reports.findings.clauses import differing_clauses


def test_clauses_that_differ_in_shown_values_alone_are_said_once() -> None:
    sentences = [f"装车发生于{day}；未见登记。" for day in ("2026-07-14", "2026-07-15")]

    shown = [["2026-07-14"], ["2026-07-15"]]
    assert differing_clauses(sentences, shown, "zh") == ["", ""]


def test_the_clause_that_differs_stands_in_its_row() -> None:
    sentences = [
        "Made on D1; character 15 is O; bad.",
        "Made on D1; character 3 is I; bad.",
    ]

    found = differing_clauses(sentences, [[], []], "en")

    assert found == ["character 15 is O", "character 3 is I"]


def test_sentences_of_other_lengths_differ_as_a_whole() -> None:
    sentences = ["甲；乙。", "甲；乙；丙。"]

    assert differing_clauses(sentences, [[], []], "zh") == sentences


def test_one_sentence_differs_from_none() -> None:
    assert differing_clauses(["甲；乙。"], [[]], "zh") == [""]
