"""Words what follows from a breach: the questions that an officer answers first."""

from __future__ import annotations

from engine.errors import Text
from engine.rulebook import OfficerQuestion
from engine.wording.citations import citation
from engine.wording.terms import CONFIDENCES

FOR_THE_OFFICER = Text(
    "处罚之前须由办案人员回答", "For the officer, before any penalty"
)


def question_source(asked: OfficerQuestion) -> Text:
    """Name the article a question comes from, and how well that is known."""
    place = citation(asked.article.article, asked.instrument)
    known = CONFIDENCES[asked.confidence]
    return Text(
        f"（{place.zh}；{asked.confidence}：{known.zh}）",
        f"({place.en}; {asked.confidence}: {known.en})",
    )


def question_words(asked: OfficerQuestion) -> Text:
    """Word a question with its source behind it."""
    source = question_source(asked)
    return Text(f"{asked.text.zh}{source.zh}", f"{asked.text.en} {source.en}")
