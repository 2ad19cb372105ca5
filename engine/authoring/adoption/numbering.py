"""Proposes article numbers for the entries and rules whose number is unknown."""

from __future__ import annotations

from collections.abc import Iterator

from engine.authoring.adoption.candidates import Candidate, candidates
from engine.authoring.adoption.edits import Edit, line_at, set_value
from engine.authoring.adoption.items import UNKNOWN, Adoption, Item
from engine.errors import Message, message
from engine.rulebook import Article, Rule, Text


def unknown_numbers(adoption: Adoption) -> Iterator[Item]:
    """Yield each entry without a number, with candidates, edits and notes."""
    for at, article in enumerate(adoption.instrument.articles):
        if article.article != UNKNOWN:
            continue
        rules = [rule for rule in adoption.rules if rule.id in article.rules]
        sought = "。".join(
            f"{text.zh}。{text.en}"
            for text in (article.heading, *(rule.title for rule in rules))
        )
        found = candidates(sought, adoption.text)
        yield _candidates_item(adoption, at, article, rules, found)
        if found:
            yield from _notes(adoption, at, rules, found[0].passage.number)


def _candidates_item(
    adoption: Adoption,
    at: int,
    article: Article,
    rules: list[Rule],
    found: tuple[Candidate, ...],
) -> Item:
    """Return one entry with the articles it may be, and the edits for the nearest."""
    entry = _entry(article, rules)
    if not found:
        return Item(message("authoring.adoption.no-candidate", entry=entry))
    near = [_candidate(adoption, candidate) for candidate in found]
    number = found[0].passage.number
    line = message(
        "authoring.adoption.candidates",
        entry=entry,
        near=Text(
            "、".join(each.in_language("zh") for each in near),
            " or ".join(each.in_language("en") for each in near),
        ),
        article=adoption.name_within(number),
    )
    return Item(line, tuple(_numbering(adoption, at, rules, number)))


def _entry(article: Article, rules: list[Rule]) -> tuple[Text | str, ...]:
    heading = Text(f"“{article.heading.zh}”", f"“{article.heading.en}”")
    return (heading, *(rule.id for rule in rules))


def _candidate(adoption: Adoption, candidate: Candidate) -> Message:
    return message(
        "authoring.adoption.candidate",
        article=adoption.name_within(candidate.passage.number),
        shared=candidate.shared,
    )


def _numbering(
    adoption: Adoption, at: int, rules: list[Rule], number: str
) -> Iterator[Edit]:
    """Yield the edits that give an entry and its rules a number.

    Where another entry has the number, its rules are added to that entry.
    """
    book, file = adoption.rulebook, adoption.instrument.file
    listed = [article.article for article in adoption.instrument.articles]
    if number not in listed:
        yield set_value(book, file, ("articles", at, "article"), f'"{number}"')
    elif rules and not adoption.instrument.articles[listed.index(number)].rules:
        ids = ", ".join(rule.id for rule in rules)
        path = ("articles", listed.index(number), "rules")
        yield set_value(book, file, path, f"[{ids}]")
    for rule in rules:
        yield set_value(book, rule.file, ("source", "article"), f'"{number}"')


def _notes(
    adoption: Adoption, at: int, rules: list[Rule], number: str
) -> Iterator[Item]:
    """Yield what is left to do by hand: an entry to merge, ids to rename."""
    file = adoption.instrument.file
    if any(article.article == number for article in adoption.instrument.articles):
        line = line_at(adoption.rulebook, file, ("articles", at))
        note = message(
            "authoring.adoption.merge-entry",
            article=adoption.name_within(number),
            file=file,
            line=line,
        )
        yield Item(note, is_open=False, is_note=True)
    for rule in rules:
        name = rule.id.partition("/")[2]
        note = message(
            "authoring.adoption.rename-rule",
            old=rule.id,
            new=f"{adoption.instrument.id}/{number}-{name}",
            file=file,
        )
        yield Item(note, is_open=False, is_note=True)
