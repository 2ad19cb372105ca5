"""Reads instrument files: articles, how far each is checked, and sanctions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import PurePosixPath
from typing import cast

from engine.errors import Text
from engine.rulebook import instrument_keys as keys
from engine.rulebook.lexicon import fixed
from engine.rulebook.model import (
    Adopted,
    Article,
    Confidence,
    Coverage,
    Instrument,
    Sanction,
)
from engine.rulebook.page import NO_TEXT, FieldReader
from engine.rulebook.tree import Node, Tree

UNKNOWN = "unknown"
CONFIDENCE = fixed(
    "confidence", Text("可信度", "a confidence"), Text("可信度", "Confidences")
)
_EXPLAINED = ("partly", "manual", "not-checkable", "text-not-seen")
_COVERAGE = fixed(
    "coverage", Text("核查方式", "a coverage"), Text("核查方式", "Coverages")
)


def read_instrument(reader: FieldReader, root: Tree, file: str) -> Instrument:
    """Read one instrument.yaml; faults go to `reader`."""
    fields = reader.shaped(root, keys.INSTRUMENT)
    in_force = fields.maybe("in_force", lambda node: _day(reader, node))
    repealed = fields.maybe("repealed", lambda node: _day(reader, node))
    none: tuple[Sanction, ...] = ()
    sanctions = fields.read("sanctions", lambda node: _sanctions(reader, node), none)
    return Instrument(
        id=PurePosixPath(file).parent.name,
        title=fields.read("title", reader.both, NO_TEXT),
        number=fields.read("number", reader.text, ""),
        issuers=fields.read("issuers", lambda node: _wordings(reader, node), ()),
        published=fields.maybe("published", lambda node: _day(reader, node)),
        in_force=in_force,
        repealed=repealed,
        addresses=fields.read("addresses", lambda node: texts(reader, node), ()),
        vocabulary=fields.read("vocabulary", reader.text, ""),
        roll_over=fields.read("counting", lambda node: _roll_over(reader, node), False),
        articles=fields.read("articles", lambda node: _articles(reader, node), ()),
        sanctions=tuple(
            replace(sanction, in_force=in_force, repealed=repealed)
            for sanction in sanctions
        ),
        file=file,
        text=fields.maybe("text", lambda node: _adopted(reader, node)),
        aliases=fields.read("aliases", lambda node: _aliases(reader, node), {}),
        questions=fields.read("questions", lambda node: texts(reader, node), ()),
    )


def texts(reader: FieldReader, node: Node) -> tuple[str, ...]:
    """Read a list of texts, which may be empty, without repeats."""
    found = tuple(reader.text(item) for item in reader.items(node))
    reader.no_repeats(node, found)
    return found


def _wordings(reader: FieldReader, node: Node) -> tuple[Text, ...]:
    return tuple(reader.labels(item) for item in reader.items(node))


def _day(reader: FieldReader, node: Node) -> date | None:
    return reader.unless_null(node, reader.date)


def _roll_over(reader: FieldReader, node: Node) -> bool:
    return reader.shaped(node, keys.COUNTING).read("roll_over", reader.flag, False)


def _adopted(reader: FieldReader, node: Node) -> Adopted:
    fields = reader.shaped(node, keys.ADOPTED)
    return Adopted(
        fields.read("on", reader.date, date.min), fields.read("sha256", reader.text, "")
    )


def _aliases(reader: FieldReader, node: Node) -> dict[str, str]:
    return {key.text: reader.text(value) for key, value in reader.entries(node)}


def _articles(reader: FieldReader, node: Node) -> tuple[Article, ...]:
    articles = tuple(_article(reader, item) for item in reader.items(node))
    numbers = [a.article for a in articles if a.article != UNKNOWN]
    reader.no_repeats(node, numbers)
    return articles


def _article(reader: FieldReader, node: Node) -> Article:
    fields = reader.shaped(node, keys.ARTICLE)
    coverage = fields.read(
        "coverage", lambda n: reader.choice(n, _COVERAGE), "automated"
    )
    if "why" not in fields and coverage in _EXPLAINED:
        reader.fault(node, "rulebook.why-missing", coverage=coverage)
    if "question" not in fields and coverage == "manual":
        reader.fault(node, "rulebook.question-missing")
    return Article(
        article=fields.read("article", reader.text, UNKNOWN),
        heading=fields.read("heading", reader.both, NO_TEXT),
        coverage=cast(Coverage, coverage),
        why=fields.read("why", reader.labels, NO_TEXT),
        question=fields.maybe("question", reader.labels),
        rules=fields.read("rules", lambda n: texts(reader, n), ()),
        confidence=cast(
            "Confidence | None",
            fields.maybe("confidence", lambda n: reader.choice(n, CONFIDENCE)),
        ),
    )


def _sanctions(reader: FieldReader, node: Node) -> tuple[Sanction, ...]:
    sanctions = tuple(_sanction(reader, item) for item in reader.items(node))
    reader.no_repeats(node, [sanction.id for sanction in sanctions])
    return sanctions


def _sanction(reader: FieldReader, node: Node) -> Sanction:
    fields = reader.shaped(node, keys.SANCTION)
    confidence = fields.read("confidence", lambda n: reader.choice(n, CONFIDENCE), "D")
    return Sanction(
        id=fields.read("id", reader.text, ""),
        conduct=fields.read("conduct", reader.both, NO_TEXT),
        measures=fields.read("measures", lambda n: _wordings(reader, n), ()),
        amounts=fields.maybe("amounts", lambda n: reader.unless_null(n, reader.labels)),
        authority=fields.maybe(
            "authority", lambda n: reader.unless_null(n, reader.labels)
        ),
        source=fields.read("source", reader.labels, NO_TEXT),
        confidence=cast(Confidence, confidence),
    )
