"""Fills a sentence from columns, for all rows of a run at once."""

from __future__ import annotations

from functools import reduce
from operator import add

import ibis

from engine.tables.store import Column
from engine.wording.sentences import PLACEHOLDER


def sentence(template: str, columns: dict[str, Column]) -> Column:
    """Return a text column: the template with its placeholders filled from columns.

    An empty value reads as a dash. KeyError where a placeholder has no column.
    """
    pieces = PLACEHOLDER.split(template)
    texts = [
        columns[piece].cast("string").fill_null("—")
        if place % 2
        else ibis.literal(piece)
        for place, piece in enumerate(pieces)
        if piece
    ]
    return reduce(add, texts)
