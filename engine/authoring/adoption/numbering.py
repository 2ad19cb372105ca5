"""Entries and rules whose number is unknown: where they may stand in the text."""

from __future__ import annotations

from collections.abc import Iterator

from engine.authoring.adoption.candidates import Candidate, candidates
from engine.authoring.adoption.edits import Edit, line_at, set_value
from engine.authoring.adoption.items import UNKNOWN, Adoption, Item
from engine.rulebook import Article, Rule, Text


def unknown_numbers(adoption: Adoption) -> Iterator[Item]:
    for at, article in enumerate(adoption.instrument.articles):
        if article.article != UNKNOWN:
            continue
        rules = [rule for rule in adoption.rules if rule.id in article.rules]
        sought = "。".join(
            f"{text.zh}。{text.en}"
            for text in (article.heading, *(rule.title for rule in rules))
        )
        found = candidates(sought, adoption.text)
        yield _placed(adoption, at, article, rules, found)
        if found:
            yield from _afterwards(adoption, at, rules, found[0].passage.number)


def _placed(
    adoption: Adoption,
    at: int,
    article: Article,
    rules: list[Rule],
    found: tuple[Candidate, ...],
) -> Item:
    """One entry without a number: where it may stand, and the edits if it does."""
    names = "".join(f", {rule.id}" for rule in rules)
    names_zh = names.replace(", ", "、")
    heading = article.heading
    if not found:
        return Item(Text(
            f"“{heading.zh}”{names_zh}：条文中没有相同的词语",
            f"“{heading.en}”{names}: no article shares a word with it",
        ))  # fmt: skip
    near = [f"{c.passage.number}（{'、'.join(c.shared)}）" for c in found]
    near_en = [f"{c.passage.number} ({', '.join(c.shared)})" for c in found]
    number = found[0].passage.number
    return Item(
        Text(
            f"“{heading.zh}”{names_zh}：可能的条款：{'、'.join(near)}；"
            f"请对照条文，若为第 {number} 条：",
            f"“{heading.en}”{names}: perhaps article {' or '.join(near_en)}, by shared "
            f"words; read it, and if it is {number}:",
        ),
        tuple(_numbering(adoption, at, rules, number)),
    )


def _numbering(
    adoption: Adoption, at: int, rules: list[Rule], number: str
) -> Iterator[Edit]:
    """The edits that give an entry and its rules a number, or join them to its entry."""
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


def _afterwards(
    adoption: Adoption, at: int, rules: list[Rule], number: str
) -> Iterator[Item]:
    """What is left to do by hand: an entry that was joined, an id with the number."""
    file = adoption.instrument.file
    if any(article.article == number for article in adoption.instrument.articles):
        line = line_at(adoption.rulebook, file, ("articles", at))
        yield Item(Text(
            f"  并入第 {number} 条的，其规则列于该条，并删去 {file} 第 {line} 行起的本条目",
            f"  where it is joined to article {number}: list its rules there and delete "
            f"this entry from {file}, line {line} on",
        ), is_open=False)  # fmt: skip
    for rule in rules:
        name = rule.id.partition("/")[2]
        new = f"{adoption.instrument.id}/{number}-{name}"
        yield Item(Text(
            f"  编号也要带条号的：文件名、id 和条目中的 {rule.id} 改为 {new}，"
            f"并在 {file} 的 aliases 中写入 {rule.id}: {new}",
            f"  for an id with the number: in file name, id and entry write {new} for "
            f"{rule.id}, and under aliases in {file} add {rule.id}: {new}",
        ), is_open=False)  # fmt: skip
