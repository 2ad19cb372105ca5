"""Fills the sentences of verdicts from columns, for all rows of a run at once."""

from __future__ import annotations

from functools import reduce
from operator import add

import ibis

from engine.rulebook.outcomes import code_of
from engine.tables.store import Column, Table
from engine.wording.sentences import LATER_REPORT, PLACEHOLDER, sentences
from engine.wording.terms import Language, pick

_LANGUAGES: tuple[Language, ...] = ("zh", "en")


def reasons(rows: Table) -> dict[str, Column]:
    """Return `reason_zh` and `reason_en`: what is found in a duty, in sentences.

    `rows` has `outcome`, `later_report_on` and a column for each placeholder.
    """
    columns = {name: rows[name] for name in rows.columns}
    return {f"reason_{language}": _reason(columns, language) for language in _LANGUAGES}


def _reason(columns: dict[str, Column], language: Language) -> Column:
    outcome, later = columns["outcome"], columns["later_report_on"]
    ends = [
        (outcome == code_of(name), sentence(pick(text, language), columns))
        for name, text in sentences().items()
    ]
    addition = sentence(pick(LATER_REPORT, language), columns)
    return ibis.cases(*ends) + ibis.cases((later.notnull(), addition), else_="")


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
