"""The words of a view of custody in the reader's language, as the view words them."""

from __future__ import annotations

from typing import Any

from engine.wording import custody as words
from portal.language import spoken
from portal.parquet import Row


def within(name: str, **values: object) -> str:
    """Say what the view says, in the middle of a line."""
    return words.WORDS[spoken()][name].format(**values)


def told(name: str, **values: object) -> str:
    """Say what the view says, at the beginning of a line."""
    text = within(name, **values)
    return text[:1].upper() + text[1:]


def figure_told(figure: str) -> str:
    """Name a figure of an enterprise."""
    return told("ended_there" if figure == "ended" else figure)


def gap_told(gap: str, summary: Row) -> str:
    """Name a kind of gap; a silence is one of so many years."""
    return told(gap, silent_for=_silence(summary))


def gap_meaning(gap: str, summary: Row) -> str:
    """Say what a kind of gap means, and when the records cannot tell it."""
    return told(f"of_{gap}", silent_for=_silence(summary))


def party_name(party: Row) -> str:
    """Name a party as the reader's language has it; its id where no name is known."""
    return words.name_of(party, spoken())


def _silence(summary: Row) -> str:
    return words.span_in_words(summary["silent_for"], spoken())


WORDS: dict[str, Any] = {
    "told": told,
    "within": within,
    "figure_told": figure_told,
    "gap_told": gap_told,
    "gap_meaning": gap_meaning,
    "party_name": party_name,
}
