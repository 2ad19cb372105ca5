"""The words for verdicts, forces and sources in the reader's language."""

from __future__ import annotations

from engine.wording import terms as words
from engine.wording.terms import Language
from portal.language import spoken

LANGUAGES: dict[str, Language] = {"zh": "zh", "en": "en"}


def article_in(article: str, language: str) -> str:
    """Name the place in an instrument in one language."""
    return words.pick(words.article_name(article), LANGUAGES[language])


def article_name(article: str) -> str:
    """Name the place in an instrument in the reader's language."""
    return article_in(article, spoken())


WORDS = {
    "VERDICTS": words.VERDICTS,
    "VERDICT_MEANINGS": words.VERDICT_MEANINGS,
    "FORCES": words.FORCE_HEADINGS,
    "FORCE_MEANINGS": words.FORCE_MEANINGS,
    "SEVERITIES": words.SEVERITIES,
    "CONFIDENCES": words.CONFIDENCES,
    "COVERAGES": words.COVERAGES,
    "FIVE": words.FIVE,
    "FINDING": words.FINDING,
    "WITNESS": words.WITNESS,
    "EMPTY": words.EMPTY,
    "NOT_KEPT": words.NOT_KEPT,
    "OF_THE_YEAR": words.OF_THE_YEAR,
    "OUR_SUMMARY": words.OUR_SUMMARY,
    "OWED_BY": words.OWED_BY,
    "UNKNOWN": words.UNKNOWN,
    "article_name": article_name,
    "article_in": article_in,
}
