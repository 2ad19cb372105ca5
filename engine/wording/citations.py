"""Cites places in instruments as courts write them: 第二十四条第（七）项, Article 24(7).

An article is written in rule files as `24`, `24-1` (第二十四条之一), `24.2` (its second
paragraph, 款), `24(7)` (its seventh item, 项) or `24.2(7)(1)` (with a sub-item, 目). An
instrument of several documents has their numbers joined by `；`: there `715-9` is
article 9 of 国务院令第715号, and `2026-20` alone a document 2026年第20号 as a whole.
"""

from __future__ import annotations

import re

from engine.rulebook import Instrument, Text
from engine.rulebook.titles import chinese_numeral

UNKNOWN = Text("条号未知", "Article number unknown")
_PLACE = re.compile(
    r"(?P<article>\d+)(?:-(?P<inserted>\d+))?(?:\.(?P<paragraph>\d+))?"
    r"(?:\((?P<item>\d+)\))?(?:\((?P<point>\d+)\))?"
)
_KINDS = {"令": "Order", "公告": "Announcement"}
_NUMBER = re.compile(rf"({'|'.join(_KINDS)})(?:(\d{{4}})年)?第(\d+)号")


def article_name(article: str, instrument: Instrument) -> Text:
    """Name a place in an instrument, with its document where there are several."""
    if article == "unknown":
        return UNKNOWN
    document, own = _document(article, instrument)
    if document is None:
        return _place(own)
    name = _number_words(document, instrument)
    if not own:
        return name
    place = _place(own)
    return Text(name.zh + place.zh, f"{place.en} of {name.en}")


def citation(article: str, instrument: Instrument) -> Text:
    """Cite a place with the title and the number of its instrument."""
    name = article_name(article, instrument)
    title_zh = f"《{instrument.title.zh.strip('《》')}》"
    title_en = instrument.title.en
    if _document(article, instrument)[0] is not None:
        return Text(f"{title_zh}，{name.zh}", f"{title_en}, {within_sentence(name).en}")
    number = _number_words(instrument.number, instrument)
    before = "，" if article == "unknown" else ""
    return Text(
        f"{title_zh}（{number.zh}）{before}{name.zh}",
        f"{title_en} ({number.en}), {within_sentence(name).en}",
    )


def span_name(first: str, last: str, instrument: Instrument) -> Text:
    """Name an article, or all from one to another."""
    one = article_name(first, instrument)
    if first == last:
        return one
    other = article_name(last, instrument)
    return Text(f"{one.zh}至{other.zh}", f"Articles {first}\N{EN DASH}{last}")


def within_sentence(name: Text) -> Text:
    """Write the name of a place as within a sentence."""
    if name.en.startswith("Article"):
        return Text(name.zh, "a" + name.en[1:])
    return name


def _document(article: str, instrument: Instrument) -> tuple[str | None, str]:
    """Return the document of an article, None where there is but one, and its place."""
    documents = [part.strip() for part in instrument.number.split("；")]
    for document in documents if len(documents) > 1 else ():
        own = "-".join(re.findall(r"\d+", document))
        if article == own:
            return document, ""
        if article.startswith(f"{own}-"):
            return document, article.removeprefix(f"{own}-")
    return None, article


def _place(article: str) -> Text:
    """Word an article's number; one that is written otherwise stands as it is."""
    found = _PLACE.fullmatch(article)
    if not found:
        return Text(article, article)
    zh = f"第{_numeral(found['article'])}条"
    en = f"Article {found['article']}"
    if found["inserted"]:
        zh, en = f"{zh}之{_numeral(found['inserted'])}", f"{en}-{found['inserted']}"
    if found["paragraph"]:
        zh += f"第{_numeral(found['paragraph'])}款"
        en += f", paragraph {found['paragraph']}"
        en += ", item " if found["item"] else ""
    if found["item"]:
        zh, en = f"{zh}第（{_numeral(found['item'])}）项", f"{en}({found['item']})"
    if found["point"]:
        zh, en = f"{zh}第{found['point']}目", f"{en}({found['point']})"
    return Text(zh, en)


def _numeral(digits: str) -> str:
    return chinese_numeral(int(digits))


def _number_words(number: str, instrument: Instrument) -> Text:
    """Word the number of a document in English too, where its issuer is listed."""
    english = number
    for issuer in instrument.issuers:
        if f"{issuer.zh}令" in number or f"{issuer.zh}公告" in number:
            english = english.replace(issuer.zh, f"{issuer.en} ")
    if english != number:
        english = _NUMBER.sub(_order, english).replace("；", "; ")
    return Text(number, english)


def _order(match: re.Match[str]) -> str:
    kind, year, number = match.groups()
    return (
        f"{_KINDS[kind]} {year} No. {number}"
        if year
        else f"{_KINDS[kind]} No. {number}"
    )
