"""Columns and values in words: what is empty, and what no file has."""

from __future__ import annotations

from engine.rulebook import Text, load_rulebook, shipped_rules
from engine.wording.labels import Labels

WORDS = load_rulebook(shipped_rules()).vocabularies["order-73"]


def test_absent_column_is_not_called_empty() -> None:
    labels = Labels(WORDS, {}, absent=["document"])

    assert labels.labelled("document", None).value == Text(
        "（数据中无此列）", "(no file has this column)"
    )
    assert labels.labelled("region", None).value is None
    assert labels.labelled("region", "42").value == Text("42", "42")
