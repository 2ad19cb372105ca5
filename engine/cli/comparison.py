"""What a run found against its baseline, as a table a person can read out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_COLUMNS = ("new", "changed", "breach", "open", "fixed", "gone")
_WORDS = {
    "zh": {
        "title": "与基线相比（{title}，评估日 {as_of}）", "rule": "规则", "new": "新增",
        "changed": "结论变化", "breach": "其中违规", "open": "仍存在",
        "fixed": "已消除", "gone": "不再出现", "same": "无差异",
    },
    "en": {
        "title": "against the baseline ({title}, as of {as_of})", "rule": "rule",
        "new": "new", "changed": "changed", "breach": "of these breach",
        "open": "still open", "fixed": "fixed", "gone": "gone",
        "same": "nothing to compare",
    },
}  # fmt: skip


def risen_of(summary: Mapping[str, Any]) -> dict[str, dict[str, int]]:
    """Return, for each rule checked, the counts by verdict of what is new."""
    none = {"breach": 0, "undetermined": 0}
    risen = {rule["rule_id"]: rule["risen"] for rule in summary["baseline"]["rules"]}
    return {
        rule["rule_id"]: none | risen.get(rule["rule_id"], {})
        for rule in summary["rules"]
    }


def show_comparison(summary: Mapping[str, Any], language: str) -> None:
    """Print the counts by rule of what is new, changed, open, fixed and gone."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console, words, compared = Console(), _WORDS[language], summary["baseline"]
    title = words["title"].format(title=compared["title"], as_of=compared["as_of"])
    table = Table(title=Text(title), title_justify="left", show_edge=False)
    table.add_column(words["rule"], overflow="fold")
    for column in _COLUMNS:
        table.add_column(words[column], justify="right")
    for rule in compared["rules"]:
        counts = {**rule, "breach": rule["risen"].get("breach", 0)}
        style = "bold" if counts["breach"] else None
        cells = (f"{counts[column]:,}" for column in _COLUMNS)
        table.add_row(rule["rule_id"], *cells, style=style)
    if compared["rules"]:
        console.print(table, "")
    else:
        console.print(title, words["same"], highlight=False, markup=False)
    for warning in compared["warnings"]:
        console.print(f"! {warning[language]}", highlight=False, markup=False)
