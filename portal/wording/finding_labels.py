"""The texts around verdicts, forces and sources, for the templates of the pages."""

from __future__ import annotations

from engine.errors import Language
from engine.rulebook import Instrument
from engine.wording import citations, consequences, places, terms
from portal.wording.language import current_language


def article_in(article: str, instrument: Instrument, language: Language) -> str:
    """Name the place in an instrument in one language."""
    return citations.article_name(article, instrument).in_language(language)


def article_name(article: str, instrument: Instrument) -> str:
    """Name the place in an instrument in the language of the page."""
    return article_in(article, instrument, current_language())


# What every template may use, by name.
LABELS = {
    "VERDICTS": terms.VERDICTS,
    "VERDICT_MEANINGS": terms.VERDICT_MEANINGS,
    "FORCES": terms.FORCE_HEADINGS,
    "FORCE_MEANINGS": terms.FORCE_MEANINGS,
    "SEVERITIES": terms.SEVERITIES,
    "CONFIDENCES": terms.CONFIDENCES,
    "COVERAGES": terms.COVERAGES,
    "FIVE": terms.FIVE,
    "FINDING": terms.FINDING,
    "WITNESS": terms.WITNESS,
    "EMPTY": terms.EMPTY,
    "NOT_KEPT": terms.NOT_KEPT,
    "OF_THE_YEAR": terms.OF_THE_YEAR,
    "OUR_SUMMARY": terms.OUR_SUMMARY,
    "OWED_BY": terms.OWED_BY,
    "UNKNOWN": terms.UNKNOWN,
    "FOR_THE_OFFICER": consequences.FOR_THE_OFFICER,
    "SOURCE_ROW": places.SOURCE_ROW,
    "SOURCE_FILES": places.SOURCE_FILES,
    "MAPPING": places.MAPPING,
    "place_of": places.place_of,
    "question_source": consequences.question_source,
    "article_name": article_name,
    "article_in": article_in,
}
