"""The words for verdicts, forces and sources: those of the reports, said once there."""

from __future__ import annotations

from engine.rulebook import Vocabulary
from portal.language import pick, spoken
from reports.inspection.words import (
    COLUMNS,
    CONFIDENCES,
    COVERAGES,
    FORCE_MEANINGS,
    FORCES,
    SEVERITIES,
    VERDICT_MEANINGS,
    VERDICTS,
    Language,
)
from reports.inspection.words import article_name as name_article

__all__ = ["FORCES", "LANGUAGES", "VERDICTS", "WORDS", "article_name", "column_name"]

LANGUAGES: dict[str, Language] = {"zh": "zh", "en": "en"}


def article_name(article: str) -> str:
    """Name the place in an instrument in the reader's language."""
    return article_in(article, spoken())


def article_in(article: str, language: str) -> str:
    return name_article(article, LANGUAGES[language])


def column_name(column: str, vocabulary: Vocabulary | None) -> str:
    """Name a column of the records in the reader's language."""
    fields = vocabulary.fields if vocabulary else {}
    known = COLUMNS.get(column) or fields.get(column)
    return pick(known) if known else column


WORDS = {
    "VERDICTS": VERDICTS,
    "VERDICT_MEANINGS": VERDICT_MEANINGS,
    "FORCES": FORCES,
    "FORCE_MEANINGS": FORCE_MEANINGS,
    "SEVERITIES": SEVERITIES,
    "CONFIDENCES": CONFIDENCES,
    "COVERAGES": COVERAGES,
    "COLUMNS": COLUMNS,
    "article_name": article_name,
    "article_in": article_in,
    "column_name": column_name,
}
