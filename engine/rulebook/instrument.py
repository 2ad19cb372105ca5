"""Instrument files: a law's articles, how far each is checked, and its sanctions."""

from __future__ import annotations

from datetime import date
from pathlib import PurePosixPath
from typing import cast

from engine.rulebook import instrument_keys as keys
from engine.rulebook.lexicon import fixed
from engine.rulebook.model import (
    Adopted,
    Article,
    Confidence,
    Coverage,
    Instrument,
    Sanction,
    Text,
)
from engine.rulebook.page import NO_TEXT, Page
from engine.rulebook.tree import Node, Tree

UNKNOWN = "unknown"
CONFIDENCE = fixed("confidence", "a confidence", "Confidences")
_EXPLAINED = ("partly", "manual", "not-checkable", "text-not-seen")
_COVERAGE = fixed("coverage", "a coverage", "Coverages")


def read_instrument(page: Page, root: Tree, file: str) -> Instrument:
    """Read one instrument.yaml; faults are noted on the page."""
    given = page.shaped(root, keys.INSTRUMENT)
    return Instrument(
        id=PurePosixPath(file).parent.name,
        title=given.read("title", page.both, NO_TEXT),
        number=given.read("number", page.text, ""),
        issuers=given.read("issuers", lambda node: _wordings(page, node), ()),
        published=given.maybe("published", lambda node: _day(page, node)),
        in_force=given.maybe("in_force", lambda node: _day(page, node)),
        repealed=given.maybe("repealed", lambda node: _day(page, node)),
        addresses=given.read("addresses", lambda node: texts(page, node), ()),
        vocabulary=given.read("vocabulary", page.text, ""),
        roll_over=given.read("counting", lambda node: _roll_over(page, node), False),
        articles=given.read("articles", lambda node: _articles(page, node), ()),
        sanctions=given.read("sanctions", lambda node: _sanctions(page, node), ()),
        file=file,
        text=given.maybe("text", lambda node: _adopted(page, node)),
        aliases=given.read("aliases", lambda node: _aliases(page, node), {}),
    )


def texts(page: Page, node: Node) -> tuple[str, ...]:
    """A list of texts, which may be empty, none of them twice."""
    found = tuple(page.text(item) for item in page.items(node))
    page.no_repeats(node, found)
    return found


def _wordings(page: Page, node: Node) -> tuple[Text, ...]:
    return tuple(page.wording(item) for item in page.items(node))


def _day(page: Page, node: Node) -> date | None:
    return page.unless_null(node, page.date)


def _roll_over(page: Page, node: Node) -> bool:
    return page.shaped(node, keys.COUNTING).read("roll_over", page.flag, False)


def _adopted(page: Page, node: Node) -> Adopted:
    given = page.shaped(node, keys.ADOPTED)
    return Adopted(
        given.read("on", page.date, date.min), given.read("sha256", page.text, "")
    )


def _aliases(page: Page, node: Node) -> dict[str, str]:
    return {key.text: page.text(value) for key, value in page.entries(node)}


def _articles(page: Page, node: Node) -> tuple[Article, ...]:
    articles = tuple(_article(page, item) for item in page.items(node))
    numbers = [a.article for a in articles if a.article != UNKNOWN]
    page.no_repeats(node, numbers)
    return articles


def _article(page: Page, node: Node) -> Article:
    given = page.shaped(node, keys.ARTICLE)
    coverage = given.read("coverage", lambda n: page.choice(n, _COVERAGE), "automated")
    if "why" not in given and coverage in _EXPLAINED:
        page.fault(node, f"why is missing.  Say why the article is {coverage}.")
    if "question" not in given and coverage == "manual":
        page.fault(node, "question is missing.  Give the inspector's question.")
    return Article(
        article=given.read("article", page.text, UNKNOWN),
        heading=given.read("heading", page.both, NO_TEXT),
        coverage=cast(Coverage, coverage),
        why=given.read("why", page.wording, NO_TEXT),
        question=given.maybe("question", page.wording),
        rules=given.read("rules", lambda n: texts(page, n), ()),
    )


def _sanctions(page: Page, node: Node) -> tuple[Sanction, ...]:
    sanctions = tuple(_sanction(page, item) for item in page.items(node))
    page.no_repeats(node, [sanction.id for sanction in sanctions])
    return sanctions


def _sanction(page: Page, node: Node) -> Sanction:
    given = page.shaped(node, keys.SANCTION)
    confidence = given.read("confidence", lambda n: page.choice(n, CONFIDENCE), "D")
    return Sanction(
        id=given.read("id", page.text, ""),
        conduct=given.read("conduct", page.both, NO_TEXT),
        measures=given.read("measures", lambda n: _wordings(page, n), ()),
        amounts=given.maybe("amounts", lambda n: page.unless_null(n, page.text)),
        authority=given.maybe("authority", lambda n: page.unless_null(n, page.text)),
        source=given.read("source", page.text, ""),
        confidence=cast(Confidence, confidence),
    )
