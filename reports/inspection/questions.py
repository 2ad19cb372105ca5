"""Gathers what an inspector asks on the spot, where no rule checks an article whole."""

from __future__ import annotations

from engine.rulebook import Instrument
from engine.wording.citations import article_name
from reports.inspection.values import SiteQuestions
from reports.run import RunFolder
from reports.words import Said, Words


def questions_of(folder: RunFolder, words: Words) -> list[SiteQuestions]:
    """Return the questions on articles of the run's vocabulary, by instrument."""
    vocabulary = folder.run["dataset"]["vocabulary"]
    asked = [
        SiteQuestions(words(instrument.title), _articles(instrument, words))
        for _, instrument in sorted(folder.rulebook.instruments.items())
        if instrument.vocabulary == vocabulary
    ]
    return [one for one in asked if one.articles]


def _articles(instrument: Instrument, words: Words) -> list[Said]:
    return [
        Said(words(article_name(article.article, instrument)), words(article.question))
        for article in instrument.articles
        if article.question and article.coverage != "automated"
    ]
