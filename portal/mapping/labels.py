"""Names the columns of our tables, in both languages."""

from __future__ import annotations

from engine.rulebook import Text, Vocabulary
from engine.wording.labels import Labels
from engine.wording.terms import COLUMNS, REGISTER_COLUMNS
from portal.wording.language import catalogue_of


def column_label(table: str, column: str, vocabulary: Vocabulary) -> Text:
    """Name a column of records or of a register."""
    if table == "records":
        return Labels(vocabulary, {}).label(column)
    key = f"columns.{column}"
    if key in catalogue_of("en"):
        return Text(catalogue_of("zh")[key], catalogue_of("en")[key])
    known = REGISTER_COLUMNS.get(column) or COLUMNS.get(column) or Text(column, column)
    return Text(known.zh, known.en[:1].upper() + known.en[1:])
