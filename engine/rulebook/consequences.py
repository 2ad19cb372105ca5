"""What follows from a breach: sanctions, and the questions an officer answers first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from engine.errors import Text
from engine.rulebook.model import (
    Article,
    Confidence,
    Instrument,
    Rule,
    Rulebook,
    Sanction,
)


@dataclass(frozen=True)
class OfficerQuestion:
    """A question with the article it comes from, and how well that is known."""

    text: Text
    instrument: Instrument
    article: Article
    confidence: Confidence


def sanctions_of(rule: Rule, verdict: str, day: date | None) -> tuple[Sanction, ...]:
    """Return the sanctions of a breach; nothing under another verdict.

    `day`: that of the act; those of an instrument not in force on it are left out.
    """
    if verdict != "breach":
        return ()
    return tuple(s for s in rule.sanctions if day is None or s.applies_on(day))


def questions_of(
    rulebook: Rulebook, rule: Rule, verdict: str
) -> tuple[OfficerQuestion, ...]:
    """Return what the rule's instrument asks under a breach; else nothing."""
    if verdict != "breach":
        return ()
    names = rulebook.instrument_of(rule).questions
    return tuple(
        OfficerQuestion(article.question, instrument, article, article.confidence)
        for instrument, article in (_named(rulebook, name) for name in names)
        # A rulebook that loads has both (`check_questions`).
        if article.question and article.confidence
    )


def _named(rulebook: Rulebook, name: str) -> tuple[Instrument, Article]:
    folder, _, number = name.partition("/")
    instrument = rulebook.instruments[folder]
    return instrument, next(a for a in instrument.articles if a.article == number)
