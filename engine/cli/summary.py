"""The summary of a run as tables a person can read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

_ROWS_SHOWN = 60
_COUNTS = ("breach", "pending", "undetermined", "compliant", "no_duty")


def show_summary(summary: Mapping[str, Any], language: str) -> None:
    """Print what was read and the counts per rule, a table for each force."""
    from rich.console import Console

    from engine.wording.terms import FORCES

    console = Console()
    for force in FORCES:
        counted = [r for r in summary["rules"] if r["force"] == force]
        rows = [r for r in counted if any(r[c] for c in _COUNTS[:4])]
        if rows:
            console.print(_table(force, rows, language), "")
    records = summary["records"]
    read = {
        "zh": "评估日 {as_of} · 记录：读入 {read:,}，拒收 {rejected:,}，"
        "重复 {repeated:,}，未见 {not_seen:,}，被更正 {corrected:,}",
        "en": "as of {as_of} · records: {read:,} read, {rejected:,} rejected, "
        "{repeated:,} repeated, {not_seen:,} not yet seen, {corrected:,} corrected",
    }[language]  # fmt: skip
    console.print(read.format(as_of=summary["as_of"], **records), highlight=False)
    for warning in summary["warnings"]:
        console.print(f"! {warning[language]}", highlight=False, markup=False)
    if "since" in summary:
        console.print(_since(summary["since"], language), highlight=False, markup=False)
    if "agreement" in summary:
        console.print(_agreement(summary["agreement"], language), highlight=False)


def _table(force: str, rows: Sequence[Mapping[str, Any]], language: str) -> Any:
    from rich.table import Table

    from engine.wording.terms import FORCES, VERDICTS, Language, pick

    side: Language = "en" if language == "en" else "zh"
    title = pick(FORCES[force], side)
    table = Table(title=title, title_justify="left", show_edge=False)
    table.add_column({"zh": "规则", "en": "rule"}[side], overflow="fold")
    for count in _COUNTS:
        table.add_column(pick(VERDICTS[count], side), justify="right")
    for row in rows[:_ROWS_SHOWN]:
        style = "bold" if row["breach"] else None
        figures = (f"{row[count]:,}" for count in _COUNTS)
        table.add_row(row["rule_id"], *figures, style=style)
    table.add_section()
    table.add_row("", *(f"{sum(row[count] for row in rows):,}" for count in _COUNTS))
    return table


def _since(since: Mapping[str, Any], language: str) -> str:
    if why := since["why_whole"]:
        words = {
            "zh": "未能沿用 {folder}，已判断全部义务：{why}",
            "en": "{folder} could not be followed, and everything was judged: {why}",
        }[language]
        return words.format(folder=since["folder"], why=why[language])
    words = {
        "zh": "沿用 {folder}：改动的记录 {changed_records:,} 条，重新判断义务 "
        "{judged_again:,} 项，沿用结论 {kept:,} 条",
        "en": "since {folder}: {changed_records:,} records changed, {judged_again:,} "
        "duties judged again, {kept:,} findings kept",
    }[language]
    return words.format(**since)


def _agreement(counts: Mapping[str, int], language: str) -> str:
    words = {
        "zh": "两种评估程序（live、sweep）共同判断 {duties:,} 项义务，{differing:,} 项不一致",
        "en": "live and sweep both judged {duties:,} duties and differ on {differing:,}",
    }[language]
    return words.format(**counts)
