"""A view of custody in words: states, gaps, enterprises and flows as short tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from engine.custody import View
    from engine.wording.custody import Words

Titled = tuple[str, Any]
_FIGURES = (
    "received", "handed_on", "utilized", "on_hand", "dwell_median", "dwell_p90",
    "dwell_longest",
)  # fmt: skip


def show_view(view: View, language: str) -> None:
    """Print what was read, and each table of the view as far as a person reads it."""
    from rich.console import Console
    from rich.text import Text

    from engine.wording.custody import WORDS

    words = WORDS[language]
    summary: Mapping[str, Any] = view.summary
    console = Console()

    def say(name: str, **given: Any) -> None:
        console.print(words[name].format(**given), highlight=False, markup=False)

    say("head", title=summary["dataset"]["title"], as_of=summary["as_of"])
    for title, table in (
        _states(summary["batteries"], words),
        _gaps(summary, words, language),
        _enterprises(view, words, language),
        _flows(view, words),
    ):
        console.print("", Text(title, "bold"), table, sep="\n")
    console.print()
    say("records", **summary["records"])
    say("coded", **summary["records"])
    for warning in summary["warnings"]:
        console.print(f"! {warning[language]}", highlight=False, markup=False)


def _states(batteries: Mapping[str, int], words: Words) -> Titled:
    from engine.custody import STATES

    rows = ((words[state], batteries[state]) for state in STATES)
    title = words["states"].format(**batteries)
    return title, _table((words["state"], words["batteries"]), rows)


def _gaps(summary: Mapping[str, Any], words: Words, language: str) -> Titled:
    from engine.custody import GAPS
    from engine.wording.custody import span_in_words

    silent_for = span_in_words(summary["silent_for"], language)
    found = ((gap, summary["gaps"][gap]) for gap in GAPS)
    rows = (
        (words[gap].format(silent_for=silent_for), counts["sure"], counts["unsure"])
        for gap, counts in found
    )
    heads = (words["gap"], words["sure"], words["unsure"])
    return words["gaps"], _table(heads, rows)


def _enterprises(view: View, words: Words, language: str) -> Titled:
    from engine.wording.custody import name_of

    enterprises: Sequence[Mapping[str, Any]] = view.enterprises
    rows = (
        (name_of(row, language), *(row[figure] for figure in _FIGURES))
        for row in enterprises
    )
    shown = {"shown": len(view.enterprises), "all": view.summary["enterprises"]}
    heads = (words["enterprise"], *(words[figure] for figure in _FIGURES))
    return words["enterprises"].format(**shown), _table(heads, rows)


def _flows(view: View, words: Words) -> Titled:
    columns = ("from_province", "to_province", "passages")
    flows: Sequence[Mapping[str, Any]] = view.flows
    rows = (
        tuple(words["empty"] if row[name] is None else row[name] for name in columns)
        for row in flows
    )
    shown = {"shown": len(view.flows), "all": view.summary["flows"]}
    heads = [words[name] for name in columns]
    return words["flows"].format(**shown), _table(heads, rows)


def _table(heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> Any:
    from rich.table import Table
    from rich.text import Text

    table = Table(show_edge=False)
    for number, head in enumerate(heads):
        table.add_column(head, justify="right" if number else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(_cell(value)) for value in row))
    return table


def _cell(value: Any) -> str:
    if value is None:
        return "-"
    return f"{value:,}" if isinstance(value, int) else str(value)
