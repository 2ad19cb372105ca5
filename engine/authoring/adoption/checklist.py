"""Lists what a person has to settle after an adoption, each with its exact edits."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.authoring.adoption.comparisons import amounts, confidences, days, numbers
from engine.authoring.adoption.edits import add_article
from engine.authoring.adoption.items import UNKNOWN, Adoption, Item, Section
from engine.authoring.adoption.numbering import unknown_numbers
from engine.errors import message
from engine.rulebook import Instrument, Passage, Rule, Text

_SHOWN = 24  # characters of an article by which a reader recognises it
_NO_RULE = Text("没有规则", "no rule")


def checklist(adoption: Adoption) -> tuple[Section, ...]:
    """Return every section, also those without an item."""
    return (
        Section(
            Text("条文与引用它的规则", "Articles and the rules that cite them"),
            tuple(_articles(adoption)),
        ),
        Section(
            Text("漏贴的条款", "Articles that may be missing from the paste"),
            tuple(_gaps(adoption)),
        ),
        Section(
            Text(
                "instrument.yaml 未列的条款",
                "Articles that instrument.yaml does not list",
            ),
            tuple(_unlisted(adoption)),
        ),
        Section(
            Text("条文中没有的条号", "Numbers that the text does not have"),
            tuple(_absent(adoption)),
        ),
        Section(
            Text("条号未知的条目和规则", "Entries and rules whose number is unknown"),
            tuple(unknown_numbers(adoption)),
        ),
        Section(
            Text("期限、比例和数值", "Time limits, shares and numbers"),
            tuple(numbers(adoption)),
        ),
        Section(
            Text("可信度和核查方式", "Confidence and coverage"),
            tuple(confidences(adoption)),
        ),
        Section(Text("日期", "Days"), tuple(days(adoption))),
        Section(Text("金额", "Amounts"), tuple(amounts(adoption))),
    )


def _articles(adoption: Adoption) -> Iterator[Item]:
    """Yield every article of the text with the rules that cite it."""
    cited: dict[str, list[Rule]] = {}
    for rule, _ in adoption.cited():
        passage = adoption.text.passage(rule.source.article)
        assert passage is not None
        cited.setdefault(passage.number, []).append(rule)
    for passage in adoption.text.passages:
        rules = cited.get(passage.number, [])
        names = ", ".join(f"{r.id} ({r.source.confidence})" for r in rules)
        found = message(
            "authoring.adoption.cited-by",
            article=adoption.name(passage.number),
            start=_start(passage),
            rules=names or _NO_RULE,
        )
        yield Item(found, is_open=False)


def _gaps(adoption: Adoption) -> Iterator[Item]:
    """Yield every place where the numbers of the articles skip one."""
    for before, after in adoption.text.gaps:
        found = message(
            "authoring.adoption.gap",
            before=adoption.name(before),
            after=adoption.name_within(after),
        )
        yield Item(found)


def _unlisted(adoption: Adoption) -> Iterator[Item]:
    """Yield every article that instrument.yaml lacks, with an entry to fill in."""
    listed = {a.article.partition("(")[0] for a in adoption.instrument.articles}
    for passage in adoption.text.passages:
        if passage.number in listed:
            continue
        skeleton = (
            f'  - article: "{passage.number}"',
            '    heading: {zh: 【内容】, en: "[What it is about]"}',
            "    coverage: manual",
            '    why: {zh: 【为何如此】, en: "[Why so]"}',
            '    question: {zh: 【检查提问】, en: "[What the inspector asks]"}',
            "    rules: []",
        )
        edit = add_article(
            adoption.rulebook, adoption.instrument.file,
            _place_for(adoption.instrument, passage), skeleton,
        )  # fmt: skip
        found = message(
            "authoring.adoption.article",
            article=adoption.name(passage.number),
            start=_start(passage),
        )
        yield Item(found, (edit,))


def _place_for(instrument: Instrument, passage: Passage) -> int:
    """Return the index in the list of articles that keeps the numbers in order."""
    for at, article in enumerate(instrument.articles):
        number = re.match(r"\d+", article.article)
        if number is None or int(number[0]) > int(passage.number.partition("-")[0]):
            return at
    return len(instrument.articles)


def _absent(adoption: Adoption) -> Iterator[Item]:
    """Yield every number in instrument.yaml or a rule that the text does not have."""
    for article in adoption.instrument.articles:
        number = article.article
        if number != UNKNOWN and adoption.text.words(number) is None:
            yield Item(
                message(
                    "authoring.adoption.entry-not-in-text",
                    file=adoption.instrument.file,
                    article=adoption.name_within(number),
                    heading=article.heading,
                )
            )
    for rule in adoption.rules:
        number = rule.source.article
        if number != UNKNOWN and adoption.text.words(number) is None:
            yield Item(
                message(
                    "authoring.adoption.citation-not-in-text",
                    file=rule.file,
                    article=adoption.name_within(number),
                )
            )


def _start(passage: Passage) -> str:
    words = " ".join(passage.words.split())
    return words[:_SHOWN] + ("…" if len(words) > _SHOWN else "")
