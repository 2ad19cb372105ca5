"""Prints the summary of a run: the gaps in its data, the result, what was found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.cli.figures import Group, Head, Row, print_figures
from engine.cli.gaps import print_gaps
from engine.cli.places import first_breaches_of, print_origin
from engine.errors import Language, Message, Text, message

if TYPE_CHECKING:
    from rich.console import Console

# The columns of the table. A rule is listed where one of the first three is not 0.
_FOUND = ("breach", "undetermined", "pending")
_COUNTS = (*_FOUND, "compliant", "no_duty")

Counts = Mapping[str, Any]


def show_summary(
    summary: Counts, titles: Mapping[str, Text], language: Language, folder: Path
) -> None:
    """Print the gaps, the result, a table of the rules with findings, and what was read.

    `summary` is the content of the summary.json in `folder`; `titles` has the title of
    each rule in it, by id.
    """
    from rich.console import Console

    from engine.runs.notices import rejected_by_table, result_of
    from engine.wording.labels import party_name

    console = Console()
    show = partial(_show, console, language)
    print_gaps(console, summary, language)
    if parties := summary.get("entities"):
        named = [party_name(party["entity_id"], party) for party in parties]
        show(message("cli.only-of", parties=named))
    show(result_of(summary), "bold")
    console.print()
    if groups := _groups(summary["rules"], titles, language):
        print_figures(console, _heads(language), groups)
    if unlisted := _unlisted(summary["rules"]):
        show(unlisted)
    if origin := summary["dataset"].get("origin"):
        print_origin(console, origin, first_breaches_of(folder, titles), language)
    show(message("cli.records", **summary["records"]))
    if rejected := rejected_by_table(summary):
        show(rejected)
    for warning in summary["warnings"]:
        console.print(f"! {warning[language]}", highlight=False, markup=False)
    if "since" in summary:
        show(_since(summary["since"]))
    if "agreement" in summary:
        show(message("cli.agreement", **summary["agreement"]))


def _show(console: Console, language: Language, line: Message, style: str = "") -> None:
    text = line.in_language(language)
    console.print(text, style=style, highlight=False, markup=False)


def _heads(language: Language) -> list[Head]:
    from engine.wording.terms import VERDICTS

    return [
        Head(VERDICTS[name].in_language(language), is_for_wide=name not in _FOUND)
        for name in _COUNTS
    ]


def _groups(
    rules: Sequence[Counts], titles: Mapping[str, Text], language: Language
) -> list[Group]:
    """Group the rules with findings by force, the gravest first; forces are not added."""
    from engine.wording.terms import FORCE_HEADINGS

    groups = []
    for force, heading in FORCE_HEADINGS.items():
        of_force = [rule for rule in rules if rule["force"] == force]
        found = sorted(filter(_is_listed, of_force), key=_gravest_first)
        if found:
            rows = [
                Row(
                    titles[rule["rule_id"]].in_language(language),
                    rule["rule_id"],
                    [rule[name] for name in _COUNTS],
                    is_bold=rule["breach"] > 0,
                )
                for rule in found
            ]
            totals = [_sum(of_force, name) for name in _COUNTS]
            groups.append(Group(heading.in_language(language), rows, totals))
    return groups


def _unlisted(rules: Sequence[Counts]) -> Message | None:
    """Count the rules under which nothing was found; None where there is no such rule."""
    others = [rule for rule in rules if not _is_listed(rule)]
    met = sum(1 for rule in others if rule["compliant"])
    if not others:
        return None
    return message("cli.rules-not-listed", met=met, idle=len(others) - met)


def _since(since: Counts) -> Message:
    if why := since["why_whole"]:
        why = Text(why["zh"], why["en"])
        return message("cli.since-not-followed", folder=since["folder"], why=why)
    return message("cli.since", **since)


def _is_listed(rule: Counts) -> bool:
    return any(rule[name] for name in _FOUND)


def _gravest_first(rule: Counts) -> tuple[int, ...]:
    return tuple(-rule[name] for name in _FOUND)


def _sum(rules: Sequence[Counts], name: str) -> int:
    return sum(rule[name] for rule in rules)
