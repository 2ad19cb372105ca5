"""What the rules say, held against the words of the articles they cite."""

from __future__ import annotations

from collections.abc import Iterator

from engine.authoring.adoption.edits import set_value
from engine.authoring.adoption.items import Adoption, Item
from engine.authoring.adoption.quantities import (
    Quantity,
    amounts_of,
    days_of,
    of_rule,
    of_words,
    states,
)
from engine.rulebook import Rule, Text
from engine.wording.rules.phrases import day


def numbers(adoption: Adoption) -> Iterator[Item]:
    for rule, words in adoption.cited():
        for quantity in of_rule(rule):
            yield _number(rule, quantity, words)


def _number(rule: Rule, quantity: Quantity, words: str) -> Item:
    """Hold a rule's number against its article; settled only where it stands alone."""
    article, said = rule.source.article, quantity.words
    is_stated, stated = states(words, quantity), of_words(words)
    others = [q for q in stated if q.unit == quantity.unit] or list(stated)
    others = [q for q in others if q.value != quantity.value or q.unit != quantity.unit]
    zh = "、".join(q.words.zh for q in others) or "没有数字"
    en = ", ".join(q.words.en for q in others) or "no number"
    if is_stated and not others:
        text = Text(f"{rule.id}：{said.zh}，第 {article} 条载明",
                    f"{rule.id}: {said.en}, as article {article} states")  # fmt: skip
    elif is_stated:
        text = Text(
            f"{rule.id}：{said.zh}，第 {article} 条载明，但该条另载：{zh}",
            f"{rule.id}: {said.en}, which article {article} states, but it states "
            f"also: {en}",
        )
    else:
        text = Text(
            f"{rule.id}：{said.zh}，第 {article} 条未载；该条载：{zh}",
            f"{rule.id}: {said.en}, which article {article} does not state; it states: "
            f"{en}",
        )
    return Item(text, is_open=not is_stated or bool(others))


def confidences(adoption: Adoption) -> Iterator[Item]:
    book = adoption.rulebook
    for rule, _ in adoption.cited():
        if rule.source.confidence == "A":
            continue
        edit = set_value(book, rule.file, ("source", "confidence"), "A")
        yield Item(Text(
            f"{rule.id}：可信度 {rule.source.confidence}；条文支持本规则的，改为 A",
            f"{rule.id}: confidence {rule.source.confidence}; A once the text bears "
            "the rule out",
        ), (edit,))  # fmt: skip
    for at, article in enumerate(adoption.instrument.articles):
        seen = adoption.text.words(article.article) is not None
        if article.coverage != "text-not-seen" or not seen:
            continue
        path = ("articles", at, "coverage")
        edit = set_value(book, adoption.instrument.file, path, "manual")
        yield Item(Text(
            f"第 {article.article} 条：记为未见条文，现已取得；改定核查方式、说明和检查提问",
            f"Article {article.article}: marked as not seen, and seen now; settle its "
            "coverage, why and question",
        ), (edit,))  # fmt: skip


def days(adoption: Adoption) -> Iterator[Item]:
    everything = "\n".join((adoption.text.opening,
                            *(p.words for p in adoption.text.passages)))  # fmt: skip
    stated = days_of(everything)
    known = {
        "published": adoption.instrument.published,
        "in_force": adoption.instrument.in_force,
        "repealed": adoption.instrument.repealed,
    }
    zh = "、".join(day(on).zh for on in stated) or "没有日期"
    en = ", ".join(day(on).en for on in stated) or "no day"
    for key, on in known.items():
        if on is not None and on not in stated:
            yield Item(Text(
                f"{adoption.instrument.file}：{key} 为 {on}，条文未载；条文载：{zh}",
                f"{adoption.instrument.file}: {key} is {on}, which the text does not "
                f"state; it states: {en}",
            ))  # fmt: skip
    for rule, _ in adoption.cited():
        if adoption.instrument.in_force not in (None, rule.effective.start):
            yield Item(Text(
                f"{rule.id}：自 {rule.effective.start} 起适用，"
                f"法规自 {adoption.instrument.in_force} 起施行",
                f"{rule.id}: applies from {rule.effective.start}, the instrument is in "
                f"force from {adoption.instrument.in_force}",
            ))  # fmt: skip


def amounts(adoption: Adoption) -> Iterator[Item]:
    open_ones = [s.id for s in adoption.instrument.sanctions if s.amounts is None]
    unsettled = ", ".join(open_ones)
    for passage in adoption.text.passages:
        if found := amounts_of(passage.words):
            yield Item(Text(
                f"第 {passage.number} 条载：{'、'.join(found)}"
                + (f"；金额未定的处罚：{unsettled}" if unsettled else ""),
                f"Article {passage.number} states: {', '.join(found)}"
                + (f"; sanctions without an amount: {unsettled}" if unsettled else ""),
            ), is_open=bool(open_ones))  # fmt: skip
