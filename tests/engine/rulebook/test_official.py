"""A pasted text is split into articles and items, whatever else it contains."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.rulebook import (
    OfficialText,
    Rulebook,
    lint_rulebook,
    load_rulebook_from,
    official_text,
    sha256_of,
    split_text,
)
from engine.rulebook.titles import chinese_numeral
from engine.wording.citations import article_name

INSTRUMENT = "order-1/instrument.yaml"
MADE_UP = """\
茶馆管理办法
（虚构文本，仅供测试）
第一章 总则
第一条　为了测试，制定本办法。
第二条　茶馆应当按照
第一条所述的目的经营，并自开业之日起三十日内登记。
第二章　茶水
第一节 温度
第三条　茶馆应当：
（一）烧水；
（二）泡茶，其中（一）所称的水除外；
（三）上茶。
第四条之一　余则从略。
"""
ENGLISH = """\
Chapter I. General
Article 1  This is invented.
Article 2. A tea house shall within 30 days:
(1) boil water;
(2) make tea.
Article 7 of another order does not apply.
"""


def numbers(text: str) -> list[str]:
    return [passage.number for passage in split_text(text).passages]


def test_articles_are_found_and_a_number_in_running_text_is_none() -> None:
    assert numbers(MADE_UP) == ["1", "2", "3", "4-1"]
    assert numbers(ENGLISH) == ["1", "2"]


def test_articles_beyond_the_thousandth_are_found() -> None:
    law = "".join(f"第{chinese_numeral(n)}条　略。\n" for n in range(1, 1243))

    numbers = [passage.number for passage in split_text(law).passages]

    assert numbers == [str(n) for n in range(1, 1243)]


def test_chapters_and_sections_are_headings_and_no_words_of_an_article() -> None:
    text = split_text(MADE_UP)

    assert [p.chapter for p in text.passages] == [
        "第一章 总则", "第一章 总则", *["第二章 茶水 · 第一节 温度"] * 2,
    ]  # fmt: skip
    assert "第二章" not in text.passages[1].words
    assert text.opening.startswith("茶馆管理办法")


def test_an_item_is_quoted_with_the_opening_of_its_article() -> None:
    assert split_text(MADE_UP).words("3(3)") == "第三条　茶馆应当：\n（三）上茶。"
    assert split_text(ENGLISH).words("2(2)") == (
        "Article 2. A tea house shall within 30 days:\n(2) make tea.\n"
        "Article 7 of another order does not apply."
    )


@pytest.mark.parametrize("article", ["5", "3(4)", "unknown", "715-9"])
def test_no_words_for_a_place_the_text_lacks(article: str) -> None:
    assert split_text(MADE_UP).words(article) is None


def test_items_run_on_in_one_line_come_apart_too() -> None:
    text = split_text("第一条 应当：（一）甲；（二）乙。")

    assert text.words("1(1)") == "第一条 应当：\n（一）甲；"


def test_articles_without_a_blank_after_the_number_are_found_in_their_order() -> None:
    assert numbers("第一条甲。\n第二条乙。\n第九条另见。\n") == ["1", "2"]


def test_a_reference_at_the_beginning_of_a_line_is_no_article() -> None:
    assert numbers("第一条　依照\n第二条规定办理。\n第二条　乙。\n") == ["1", "2"]
    assert numbers("Article 1. See\nArticle 2 of it.\nArticle 2. B\n") == ["1", "2"]


def test_gaps_and_repeats_are_found() -> None:
    text = split_text("第一条 甲\n第三条 乙\n第四条 丙\n第三条 丁\n")

    assert text.gaps == (("1", "3"), ("4", "3"))
    assert [passage.line for passage in text.repeats] == [4]


def test_a_text_without_articles_is_all_opening() -> None:
    assert split_text("没有条文\n") == OfficialText("没有条文", ())


def adopted(pack: dict[str, str], text: str, sha256: str) -> Rulebook:
    entry = f'text: {{on: 2026-05-01, sha256: "{sha256}"}}\nvocabulary: small'
    written = pack[INSTRUMENT].replace("vocabulary: small", entry)
    return load_rulebook_from(
        pack | {INSTRUMENT: written, "order-1/text/2026-05-01.txt": text}
    )


def test_an_adopted_text_is_read_with_the_rules(pack) -> None:
    rulebook = adopted(pack, MADE_UP, sha256_of(MADE_UP))

    assert official_text(rulebook, rulebook.instruments["order-1"]) == split_text(
        MADE_UP
    )
    assert lint_rulebook(rulebook, article_name) == ()


def test_a_text_that_was_changed_since_is_a_fault_and_is_not_quoted(pack) -> None:
    rulebook = adopted(pack, MADE_UP + "第五条 添\n", sha256_of(MADE_UP))

    (fault,) = lint_rulebook(rulebook, article_name)
    assert official_text(rulebook, rulebook.instruments["order-1"]) is None
    assert str(fault) == (
        "rules/order-1/instrument.yaml, line 8\n"
        "  text: order-1/text/2026-05-01.txt is not the text that was adopted "
        "and is not quoted.\n"
        f"  Its SHA-256 is {sha256_of(MADE_UP + '第五条 添' + chr(10))},\n"
        f"  adopted was    {sha256_of(MADE_UP)}.\n"
        "  Restore the file, or adopt it anew: "
        "packlaw rules adopt order-1 FILE --on DAY."
    )


def test_a_missing_text_is_a_fault(pack) -> None:
    rulebook = adopted(pack, MADE_UP, sha256_of(MADE_UP))
    files = dict(rulebook.files)
    del files["order-1/text/2026-05-01.txt"]

    (fault,) = lint_rulebook(load_rulebook_from(files), article_name)

    assert str(fault.message) == (
        "text: order-1/text/2026-05-01.txt is missing.  Put it back, or adopt it "
        "anew: packlaw rules adopt order-1 FILE --on DAY."
    )


def test_a_text_without_its_day_is_a_fault_of_the_file(faults_after) -> None:
    assert faults_after("vocabulary:", "text: {}\nvocabulary:", INSTRUMENT) == (
        "rules/order-1/instrument.yaml, line 8\n"
        "  text: on is missing.  The day on which the text was taken.\n"
        "rules/order-1/instrument.yaml, line 8\n"
        "  text: sha256 is missing.  The SHA-256 of the file, in hex."
    )


@settings(max_examples=300, derandomize=True, database=None, deadline=None)
@given(st.text("第条章之百十一七零（）：；。 \n12ArticleChapter"))
def test_any_text_comes_apart_and_no_word_is_made_up(text: str) -> None:
    kept = re.sub(r"\s", "", text)

    for passage in split_text(text).passages:
        lines = passage.words.split("\n")
        assert all(re.sub(r"\s", "", line) in kept for line in lines)
        assert all(passage.item(name) for name, _, _ in passage.items)
