"""On a Chinese page, in a Chinese report, no sentence of ours is English."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from engine.errors import Text
from engine.rulebook import Sanction, load_rulebook, shipped_rules
from engine.wording.consequences import sanction_source
from reports import page
from tests.portal.conftest import open_portal
from tests.portal.walking import Walk, routes_of, walk_through
from tests.reports.kinds import Kind, every_kind
from tests.reports.samples import RUN, VIEW

# Three words at least: one or two are a name, a code or a version.
_WORD = "[A-Za-z][A-Za-z'’-]+"  # noqa: RUF001  the apostrophe of English
ENGLISH = re.compile(rf"(?<![\w.]){_WORD}(?:[\s,;:()“”]+{_WORD}){{2,}}(?![\w.])")
# What is typed is the same in every language.
COMMAND = re.compile("packlaw [a-z -]+")
# A new secret, and a company's own table.
UNREAD = {"account.factor", "mappings.edit"}
SAID_BY_DATA = "\n".join(
    str(json.loads(file.read_text("utf-8"))["dataset"])
    for file in (RUN / "run.json", VIEW / "custody.json")
)


# Tags that end with themselves.
ALONE = {"area", "br", "col", "hr", "img", "input", "link", "meta", "wbr"}


class Unmarked(HTMLParser):
    """The texts of a page outside code and what says to be in another language."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._open: list[tuple[str, bool]] = []

    def handle_starttag(
        self, tag: str, attributes: list[tuple[str, str | None]]
    ) -> None:
        language = dict(attributes).get("lang") or "zh"
        hides = tag in ("code", "pre", "style") or not language.startswith("zh")
        if tag not in ALONE:
            self._open.append((tag, hides))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not any(hides for _, hides in self._open):
            self.texts.append(data)


def english(text: str) -> list[str]:
    return [said for said in ENGLISH.findall(text) if not COMMAND.fullmatch(said)]


def english_on(html: str) -> list[str]:
    """Return the English of a page that is neither marked nor said by the samples."""
    seen = Unmarked()
    seen.feed(html)
    found = [said for text in seen.texts for said in english(text)]
    return [said for said in found if said not in SAID_BY_DATA]


def texts_in(value: object, place: str = "") -> Iterator[tuple[str, str]]:
    """Yield the Chinese of every wording in a tree of data, with its place."""
    if isinstance(value, Text):
        yield place, value.zh
    elif isinstance(value, Sanction):
        worded = dataclasses.replace(value, source=sanction_source(value))
        for field in dataclasses.fields(worded):
            yield from texts_in(getattr(worded, field.name), f"{place}.{field.name}")
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from texts_in(getattr(value, field.name), f"{place}.{field.name}")
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from texts_in(item, f"{place}[{key}]")
    elif isinstance(value, list | tuple):
        for number, item in enumerate(value):
            yield from texts_in(item, f"{place}[{number}]")


def test_rules_say_in_chinese_what_they_say_in_english() -> None:
    found = dict(texts_in(load_rulebook(shipped_rules())))

    assert len(found) > 1_000
    assert {place: zh for place, zh in found.items() if english(zh)} == {}


@every_kind
def test_no_sentence_of_a_report_is_english(
    kind: Kind, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled: list[str] = []

    def keep(html: str, *rest: Any) -> bytes:
        filled.append(html)
        return b""

    # How it is laid out on paper is of no matter here.
    monkeypatch.setattr(page, "_print", keep)
    kind.door(kind.sample, tmp_path / "report.pdf", language="zh")

    # Whatever is English was marked so when the page was filled.
    assert english_on("".join(filled).replace('<span lang="en">', "<span>")) == []


@pytest.fixture(scope="module")
def walk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walk]:
    for portal in open_portal(tmp_path_factory.mktemp("walk"), "unused"):
        yield walk_through(portal)


def test_no_sentence_of_a_page_is_english(walk: Walk) -> None:
    member, found = walk.owners["regulator"], {}
    for route in routes_of(walk.portal):
        if "GET" in route.methods and route.endpoint not in UNREAD:
            answer = walk.portal.client(member).get(walk.address(route, "regulator"))
            if answer.mimetype == "text/html":
                found[route.endpoint] = english_on(answer.text)
            answer.close()

    assert len(found) > 20
    assert {endpoint: said for endpoint, said in found.items() if said} == {}
