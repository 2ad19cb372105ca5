"""Compares the numbers, days and amounts of the rules with the articles they cite."""

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
from engine.errors import message
from engine.rulebook import Rule, Text
from engine.wording.rules.phrases import day

_NO_NUMBER = Text("没有数字", "no number")
_NO_DAY = Text("没有日期", "no day")


def numbers(adoption: Adoption) -> Iterator[Item]:
    """Yield each number of a rule, compared with those its article states."""
    for rule, words in adoption.cited():
        for quantity in of_rule(rule):
            article = adoption.name_within(rule.source.article)
            yield _number(rule, quantity, words, article)


def _number(rule: Rule, quantity: Quantity, words: str, article: Text) -> Item:
    """Compare a number with its article; settled where the article has no other."""
    is_stated, stated = states(words, quantity), of_words(words)
    others = [q for q in stated if q.unit == quantity.unit] or list(stated)
    others = [q for q in others if q.value != quantity.value or q.unit != quantity.unit]
    code = "authoring.adoption.number-not-stated"
    if is_stated:
        code = "authoring.adoption.number-stated-among-others"
    if is_stated and not others:
        code = "authoring.adoption.number-stated"
    found = message(
        code,
        rule=rule.id,
        number=quantity.label,
        article=article,
        others=tuple(q.label for q in others) or _NO_NUMBER,
    )
    return Item(found, is_open=not is_stated or bool(others))


def confidences(adoption: Adoption) -> Iterator[Item]:
    """Yield the marks that may change now that the text has been seen."""
    book = adoption.rulebook
    for rule, _ in adoption.cited():
        if rule.source.confidence == "A":
            continue
        edit = set_value(book, rule.file, ("source", "confidence"), "A")
        found = message(
            "authoring.adoption.confidence-may-rise",
            rule=rule.id,
            confidence=rule.source.confidence,
        )
        yield Item(found, (edit,))
    for at, article in enumerate(adoption.instrument.articles):
        seen = adoption.text.words(article.article) is not None
        if article.coverage != "text-not-seen" or not seen:
            continue
        path = ("articles", at, "coverage")
        edit = set_value(book, adoption.instrument.file, path, "manual")
        name = adoption.name(article.article)
        found = message("authoring.adoption.text-seen-now", article=name)
        yield Item(found, (edit,))


def days(adoption: Adoption) -> Iterator[Item]:
    """Yield the days of the instrument and its rules that the text does not bear out."""
    instrument = adoption.instrument
    passages = (passage.words for passage in adoption.text.passages)
    stated = days_of("\n".join((adoption.text.opening, *passages)))
    known = {
        "published": instrument.published,
        "in_force": instrument.in_force,
        "repealed": instrument.repealed,
    }
    for key, on in known.items():
        if on is not None and on not in stated:
            yield Item(
                message(
                    "authoring.adoption.day-not-stated",
                    file=instrument.file,
                    key=key,
                    day=on,
                    stated=tuple(day(each) for each in stated) or _NO_DAY,
                )
            )
    for rule, _ in adoption.cited():
        if instrument.in_force not in (None, rule.effective.start):
            yield Item(
                message(
                    "authoring.adoption.other-first-day",
                    rule=rule.id,
                    day=rule.effective.start,
                    in_force=instrument.in_force,
                )
            )


def amounts(adoption: Adoption) -> Iterator[Item]:
    """Yield the articles that state sums of money, with the sanctions without one."""
    sanctions = adoption.instrument.sanctions
    unsettled = tuple(s.id for s in sanctions if s.amounts is None)
    for passage in adoption.text.passages:
        if found := amounts_of(passage.words):
            code = "authoring.adoption.amounts"
            if unsettled:
                code = "authoring.adoption.amounts-for-sanctions"
            name = adoption.name(passage.number)
            line = message(code, article=name, amounts=found, sanctions=unsettled)
            yield Item(line, is_open=bool(unsettled))
