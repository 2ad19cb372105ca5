"""Foreign passages get their language, and full-width marks leave no double gap."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import pytest
from fontTools.ttLib import TTFont
from tinyhtml5 import parse

from reports import fonts, page
from reports.typesetting import _CLOSING, typeset
from tests.reports.kinds import every_kind, every_language


@pytest.mark.parametrize(
    ("text", "set_"),
    [
        ("车队 · Invented fleet, 2,000 batteries, seed 1",
         '车队 · <span lang="en">Invented fleet, 2,000 batteries, seed</span> 1'),
        ("由 packlaw check 打印；durable-rules 2.0.28 · order-73/24-7", None),
        ("公司 A&amp;B and some &lt;others named&gt;", None),
        ("&quot;one after the other&quot;",
         '&quot;<span lang="en">one after the other</span>&quot;'),
    ],
)  # fmt: skip
def test_english_sentences_in_chinese_are_marked(text, set_):
    assert typeset(f"<p>{text}", "zh") == f"<p>{set_ or text}"


@pytest.mark.parametrize(
    ("text", "set_"),
    [
        ("held by 虚构动力电池004号有限公司 (9111)",
         'held by <span lang="zh-CN">虚构动力电池004号有限公司</span> (9111)'),
        ("<b title='甲）（乙'>《办法》</b>第 5 条",
         "<b title='甲）（乙'><span lang=\"zh-CN\">《办法》</span></b>"
         '<span lang="zh-CN">第</span> 5 <span lang="zh-CN">条</span>'),
        ("<svg><title>电池</title></svg> battery code", None),
    ],
)  # fmt: skip
def test_chinese_in_english_is_marked(text, set_):
    assert typeset(f"<p>{text}", "en") == f"<p>{set_ or text}"


@pytest.mark.parametrize(
    ("text", "set_"),
    [
        ("（空）；单据", '（空<span class="tight">）</span>；单据'),
        ("<i>（空）</i></span>；", '<i>（空<span class="tight">）</span></i></span>；'),
        ("“执照”。", '“执照<span class="tight">”</span>。'),
        ("<p>（空）</p><p>（空）</p>", None),
        ("甲；乙（丙）", None),
    ],
)
def test_a_mark_before_another_is_set_tight(text, set_):
    assert typeset(text, "zh") == (set_ or text)


def test_the_fonts_can_set_every_closing_mark_tight():
    for face in fonts.WEIGHTS:
        font = TTFont(fonts.FOLDER / face)
        names = {font.getBestCmap()[ord(mark)] for mark in _CLOSING + "”’"}  # noqa: RUF001
        table = font["GPOS"].table
        lookups = {
            number
            for record in table.FeatureList.FeatureRecord
            if record.FeatureTag == "halt"
            for number in record.Feature.LookupListIndex
        }
        covered: set[str] = set()
        for number in lookups:
            for part in table.LookupList.Lookup[number].SubTable:
                part = getattr(part, "ExtSubTable", part)
                covered |= set(part.Coverage.glyphs)

        assert names <= covered


FOREIGN = {
    "zh": re.compile(r"([A-Za-z]{2,}[ ,]+){3}"),
    "en": re.compile("[\u4e00-\u9fff]"),
}


def texts(element: Element, language: str) -> Iterator[tuple[str, str]]:
    """Yield every text below an element with the language that it is in."""
    own = element.get("lang", language)
    if element.text:
        yield element.text, own
    for child in element:
        yield from texts(child, own)
        if child.tail:
            yield child.tail, own


@pytest.mark.slow
@every_language
@every_kind
def test_no_foreign_passage_is_without_its_language(
    tmp_path, monkeypatch, kind, language
):
    pages: list[str] = []
    monkeypatch.setattr(page, "_print", lambda html, *_: pages.append(html) or b"")
    kind.door(kind.sample, tmp_path / "report.pdf", language=language)

    (html,) = pages
    body = parse(html, namespace_html_elements=False).find("body")
    said = list(texts(body, language))
    own = [text for text, of in said if of[:2] == language]
    assert [text for text in own if FOREIGN[language].search(text)] == []
    assert len(own) < len(said)
