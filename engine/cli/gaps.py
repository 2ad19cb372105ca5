"""Prints, before the result, what a run could not read and what its duties lack."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.errors import Language

if TYPE_CHECKING:
    from rich.console import Console

    from engine.runs.notices import Content

_POINT, _CAUSE = "  ! ", "    - "


def print_gaps(console: Console, summary: Content, language: Language) -> None:
    """Print a heading and each gap with the file to act on; nothing of none.

    The first causes that leave duties undetermined stand below their sum.
    """
    from rich.text import Text

    from engine.runs.notices import HEADING, gaps_of

    gaps = gaps_of(summary)
    if not gaps:
        return
    console.print(Text(HEADING.in_language(language), "bold yellow"))
    for gap in gaps:
        _print_point(console, _POINT, gap.line.in_language(language))
        for line in gap.lines_of_causes("summary.json"):
            _print_point(console, _CAUSE, line.in_language(language))
    console.print()


def _print_point(console: Console, head: str, words: str) -> None:
    """Print words behind a head, their further lines set in."""
    from rich.text import Text

    first = True
    for line in Text(words).wrap(console, console.width - len(head)):
        line.rstrip()
        console.print(Text.assemble(head if first else " " * len(head), line))
        first = False
