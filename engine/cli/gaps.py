"""Prints, before the result, what a run could not read and what its duties lack."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.errors import Language

if TYPE_CHECKING:
    from rich.console import Console

    from engine.runs.notices import Content

_FIRST, _NEXT = "  ! ", "    "


def print_gaps(console: Console, summary: Content, language: Language) -> None:
    """Print a heading and each gap with the file or table to act on; nothing of none."""
    from rich.text import Text

    from engine.runs.notices import HEADING, gaps_of

    gaps = gaps_of(summary)
    if not gaps:
        return
    console.print(Text(HEADING.in_language(language), "bold yellow"))
    for gap in gaps:
        text = Text(gap.line.in_language(language))
        for number, line in enumerate(text.wrap(console, console.width - len(_NEXT))):
            line.rstrip()
            console.print(Text.assemble(_NEXT if number else _FIRST, line))
    console.print()
