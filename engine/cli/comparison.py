"""Prints what a run found against its baseline."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.cli.figures import Group, Head, Row, print_figures
from engine.errors import Language, Text, message

_COLUMNS = {
    "new": Text("新增", "new"),
    "changed": Text("结论变化", "changed"),
    "breach": Text("其中违规", "of these breach"),
    "open": Text("仍存在", "still open"),
    "fixed": Text("已消除", "fixed"),
    "gone": Text("不再出现", "gone"),
}
_NOTHING = Text("无差异", "nothing to compare")


def risen_of(summary: Mapping[str, Any]) -> dict[str, dict[str, int]]:
    """Return, for each rule checked, the counts by verdict of what is new."""
    none = {"breach": 0, "undetermined": 0}
    risen = {rule["rule_id"]: rule["risen"] for rule in summary["baseline"]["rules"]}
    return {
        rule["rule_id"]: none | risen.get(rule["rule_id"], {})
        for rule in summary["rules"]
    }


def show_comparison(
    summary: Mapping[str, Any], titles: Mapping[str, Text], language: Language
) -> None:
    """Print the counts by rule of what is new, changed, open, fixed and gone.

    `summary` is the content of summary.json, with `baseline`; `titles` has the title
    of each rule in it, by id.
    """
    from rich.console import Console

    console, compared = Console(), summary["baseline"]
    heading = message(
        "cli.baseline", title=compared["title"], as_of=compared["as_of"]
    ).in_language(language)
    if groups := _groups(summary, titles, language):
        console.print(heading, style="bold", highlight=False, markup=False)
        heads = [Head(text.in_language(language)) for text in _COLUMNS.values()]
        print_figures(console, heads, groups)
    else:
        nothing = _NOTHING.in_language(language)
        console.print(heading, nothing, highlight=False, markup=False)
    for warning in compared["warnings"]:
        console.print(f"! {warning[language]}", highlight=False, markup=False)


def _groups(
    summary: Mapping[str, Any], titles: Mapping[str, Text], language: Language
) -> list[Group]:
    """Group the rules compared by force; the figures of two forces are not added."""
    from engine.wording.terms import FORCE_HEADINGS

    force_of = {rule["rule_id"]: rule["force"] for rule in summary["rules"]}
    groups = []
    for force, heading in FORCE_HEADINGS.items():
        rows = [
            _row(rule, titles, language)
            for rule in summary["baseline"]["rules"]
            if force_of[rule["rule_id"]] == force
        ]
        if rows:
            totals = [
                sum(each) for each in zip(*(r.figures for r in rows), strict=True)
            ]
            groups.append(Group(heading.in_language(language), rows, totals))
    return groups


def _row(
    rule: Mapping[str, Any], titles: Mapping[str, Text], language: Language
) -> Row:
    counts = {**rule, "breach": rule["risen"].get("breach", 0)}
    return Row(
        titles[rule["rule_id"]].in_language(language),
        rule["rule_id"],
        [counts[column] for column in _COLUMNS],
        is_bold=counts["breach"] > 0,
    )
