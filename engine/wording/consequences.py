"""Words what follows from a breach: where sanctions stand, what an officer answers."""

from __future__ import annotations

import re

from engine.errors import Text
from engine.rulebook import OfficerQuestion, Rulebook, Sanction
from engine.rulebook.titles import chinese_numeral
from engine.wording.citations import citation
from engine.wording.terms import CONFIDENCES

FOR_THE_OFFICER = Text(
    "处罚之前须由办案人员回答", "For the officer, before any penalty"
)

# What a source may say besides sentences: an article or two, with items or a paragraph.
_PLACE = r"(\d+)(?:, items? (\d+)(?: and (\d+))?|, (last paragraph))?"
_PLACES = re.compile(rf"articles? {_PLACE}(?:,? and {_PLACE})?")
_NAMED = re.compile(r"\barticles? (\d+)", re.IGNORECASE)


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


def sanction_source(sanction: Sanction) -> Text:
    """Return where a sanction was found.

    A bare article, which rule files name in English alone, is named in Chinese, too.
    """
    source = sanction.source
    if source.zh != source.en or not (found := _PLACES.fullmatch(source.en)):
        return source
    first, second = found.groups()[:4], found.groups()[4:]
    places = [_place_in_chinese(*first)]
    if second[0]:
        places.append(_place_in_chinese(*second))
    return Text("、".join(places), source.en)


def _place_in_chinese(
    article: str, item: str | None, other: str | None, last: str | None
) -> str:
    items = [f"第（{chinese_numeral(int(one))}）项" for one in (item, other) if one]
    paragraph = "最后一款" if last else ""
    return f"第{chinese_numeral(int(article))}条{paragraph}{'、'.join(items)}"


def sanction_place(rulebook: Rulebook, sanction: Sanction) -> Text:
    """Cite the article that provides for a sanction; its number is unknown if not named.

    A sanction's `source` names it in English, as `article 1100`, or with its document as
    `Order 715, article 19`; only an article that the instrument lists counts.
    """
    instrument = rulebook.instruments[sanction.id.partition("/")[0]]
    named = _NAMED.search(sanction.source.en)
    found = [
        listed.article
        for listed in instrument.articles
        if named and _is_named(listed.article, named[1], sanction.source.en)
    ]
    return citation(found[0] if len(found) == 1 else "unknown", instrument)


def _is_named(article: str, number: str, source: str) -> bool:
    *documents, own = article.split("-")
    return own == number and all(document in source for document in documents)
