"""The texts of a view of custody in the language of the page."""

from __future__ import annotations

from typing import Any

from engine.errors import fill
from engine.wording import custody as wording
from portal.storage.parquet import Row
from portal.wording.language import current_language


def label_within(name: str, **values: object) -> str:
    """Return a text of the view, to stand in the middle of a line."""
    return fill(wording.WORDS[current_language()][name], values)


def label(name: str, **values: object) -> str:
    """Return a text of the view, to stand at the beginning of a line."""
    text = label_within(name, **values)
    return text[:1].upper() + text[1:]


def figure_label(figure: str) -> str:
    """Name a figure of an enterprise."""
    return label("ended_there" if figure == "ended" else figure)


def gap_label(gap: str, summary: Row) -> str:
    """Name a kind of gap; `summary` is custody.json, with the length of a silence."""
    return label(gap, silent_for=_silent_for(summary))


def gap_meaning(gap: str, summary: Row) -> str:
    """Explain a kind of gap, and when the records are not enough to be sure of one."""
    return label(f"of_{gap}", silent_for=_silent_for(summary))


def party_name(party: Row) -> str:
    """Return the name of a party (`name`, `name_en`), or its `entity_id` without one."""
    return wording.name_of(party, current_language())


def _silent_for(summary: Row) -> str:
    return wording.span_in_words(summary["silent_for"], current_language())


# What the templates of the view use, by name.
LABELS: dict[str, Any] = {
    "label": label,
    "label_within": label_within,
    "figure_label": figure_label,
    "gap_label": gap_label,
    "gap_meaning": gap_meaning,
    "party_name": party_name,
}
