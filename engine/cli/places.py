"""Prints where the rows of a dataset came from, and where the first breaches stand there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import Language, Message, Text, message

if TYPE_CHECKING:
    from rich.console import Console

    from engine.dataset.origin import OriginSummary

# So many breaches are shown with the places of their records.
_SHOWN = 3
_INDENT = "  "


def brought_in_by(origin: OriginSummary) -> Message | None:
    """Name the mapping and the files that a dataset came from; None where it says none."""
    from engine.dataset.origin_words import mapping_words, source_words

    mapping = mapping_words(origin)
    if mapping is None:
        return None
    files = source_words(origin, with_hashes=False)
    return message("cli.brought-in", mapping=mapping, files=files)


def first_breaches_of(
    folder: Path, titles: Mapping[str, Text]
) -> list[tuple[Message, Message]]:
    """Word the gravest breaches in the folder of a run, and the place of each record.

    None where no breach has such a record.
    """
    from engine.runs.first_breaches import first_breaches

    return [
        (
            message("cli.breach", rule=titles[one.rule_id], reason=one.reason),
            message("cli.source", place=one.place),
        )
        for one in first_breaches(folder, _SHOWN)
    ]


def print_origin(
    console: Console,
    origin: OriginSummary,
    breaches: Sequence[tuple[Message, Message]],
    language: Language,
) -> None:
    """Print the first breaches with their places, and the mapping with its sources."""
    if breaches:
        console.print(message("cli.first-breaches").in_language(language), markup=False)
    for breach, place in breaches:
        _print_indented(console, breach.in_language(language), 1)
        _print_indented(console, place.in_language(language), 2)
    if breaches:
        console.print()
    if brought_in := brought_in_by(origin):
        _print_indented(console, brought_in.in_language(language), 0)


def _print_indented(console: Console, text: str, depth: int) -> None:
    from rich.text import Text as Line

    indent = _INDENT * depth
    for line in Line(text).wrap(console, console.width - len(indent)):
        line.rstrip()
        console.print(Line.assemble(indent, line))
