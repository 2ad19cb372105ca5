"""Prints a view of custody: states, gaps, enterprises and flows as short tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from engine.cli.figures import Group, Head, Row, print_figures
from engine.errors import fill

if TYPE_CHECKING:
    from engine.custody import View
    from engine.errors import Language
    from engine.wording.custody import Words

_FIGURES = (
    "received", "handed_on", "utilized", "on_hand", "dwell_median", "dwell_p90",
    "dwell_longest",
)  # fmt: skip

# The columns of figures of one table, and its rows under its title.
_Table = tuple[list[Head], Group]


def show_view(view: View, language: Language) -> None:
    """Print each table of a view, the long ones cut, and the counts of records."""
    from rich.console import Console

    from engine.wording.custody import WORDS

    words, console = WORDS[language], Console()
    summary: Mapping[str, Any] = view.summary

    def show(name: str, **values: Any) -> None:
        console.print(fill(words[name], values), highlight=False, markup=False)

    show("head", title=summary["dataset"]["title"], as_of=summary["as_of"])
    console.print()
    for heads, group in (
        _states(summary["batteries"], words),
        _gaps(summary, words, language),
        _enterprises(view, words, language),
        _flows(view, words),
    ):
        print_figures(console, heads, [group])
    show("records", **summary["records"])
    show("coded", **summary["records"])
    for warning in summary["warnings"]:
        console.print(f"! {warning[language]}", highlight=False, markup=False)


def _states(batteries: Mapping[str, int], words: Words) -> _Table:
    from engine.custody import STATES

    rows = [Row(words[state], "", [batteries[state]]) for state in STATES]
    return [Head(words["batteries"])], Group(fill(words["states"], batteries), rows)


def _gaps(summary: Mapping[str, Any], words: Words, language: Language) -> _Table:
    from engine.custody import GAPS
    from engine.wording.custody import span_in_words

    silent_for = span_in_words(summary["silent_for"], language)
    rows = []
    for gap in GAPS:
        counts = summary["gaps"][gap]
        name = words[gap].format(silent_for=silent_for)
        rows.append(Row(name, "", [counts["sure"], counts["unsure"]]))
    heads = [Head(words["sure"]), Head(words["unsure"])]
    return heads, Group(words["gaps"], rows)


def _enterprises(view: View, words: Words, language: Language) -> _Table:
    from engine.wording.custody import name_of

    enterprises: Sequence[Mapping[str, Any]] = view.enterprises
    rows = [
        Row(
            name_of(enterprise, language),
            enterprise["entity_id"],
            [enterprise[figure] for figure in _FIGURES],
        )
        for enterprise in enterprises
    ]
    title = words["enterprises"].format(
        shown=len(rows), all=view.summary["enterprises"]
    )
    return [Head(words[figure]) for figure in _FIGURES], Group(title, rows)


def _flows(view: View, words: Words) -> _Table:
    def place(province: str | None) -> str:
        return words["empty"] if province is None else province

    flows: Sequence[Mapping[str, Any]] = view.flows
    rows = [
        Row(
            f"{place(f['from_province'])} → {place(f['to_province'])}",
            "",
            [f["passages"]],
        )
        for f in flows
    ]
    title = words["flows"].format(shown=len(rows), all=view.summary["flows"])
    return [Head(words["passages"])], Group(title, rows)
