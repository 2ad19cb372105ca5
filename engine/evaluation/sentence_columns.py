"""Fills sentences from columns, for all rows of a run at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

import ibis

from engine.tables.store import Column
from engine.wording.sentences import PLACEHOLDER


def sentence(template: str, columns: Mapping[str, Column]) -> Column:
    """Return a text column: the template with its placeholders filled from columns.

    An empty value reads as a dash. KeyError where a placeholder has no column.
    """
    return filler(columns)(template)


def filler(columns: Mapping[str, Column]) -> Callable[[str], Column]:
    """Return a function that fills templates as `sentence` does, from the same columns."""

    @cache
    def shown(name: str) -> Column:
        return columns[name].cast("string").fill_null("—")

    def filled(template: str) -> Column:
        first, *others = (
            shown(piece) if place % 2 else ibis.literal(piece)
            for place, piece in enumerate(PLACEHOLDER.split(template))
            if piece
        )
        # One operation, however many pieces: a tree of pairs takes longer to compile.
        return first.concat(*others) if others else first

    return filled
