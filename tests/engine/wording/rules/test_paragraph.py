"""Every rule reads as a paragraph in both languages, in words and not in code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from engine.rulebook import Rule, Rulebook, Text, load_rulebook, shipped_rules
from engine.rulebook.columns import RECORD_COLUMNS, REGISTERS
from engine.wording.rules import Reader, lay_out

PACKS = Path(__file__).parents[3] / "packs"
BOOKS = [load_rulebook(f) for f in (shipped_rules(), *sorted(PACKS.glob("*/rules")))]
LIBRARY = next(book for book in BOOKS if "loans" in book.instruments)
EVERY_RULE = [
    pytest.param(book, rule, id=rule.id) for book in BOOKS for rule in book.rules
]


def read(book: Rulebook, rule: Rule) -> Text:
    instrument = book.instrument_of(rule)
    reader = Reader(book.vocabularies[instrument.vocabulary])
    return reader.paragraph(rule, instrument)


def code_words(book: Rulebook, rule: Rule) -> set[str]:
    """The words of code that no sentence may hold; those that are English, too, apart."""
    words = book.vocabularies[book.instrument_of(rule).vocabulary]
    codes = {code for listed in words.codes.values() for code in listed}
    columns = {column for register in REGISTERS.values() for column in register}
    named = {*words.roles, *words.events, *words.fields, *words.credentials,
             *words.formats, *codes, *columns, *RECORD_COLUMNS}  # fmt: skip
    return {word for word in named if re.search(r"[._\d]", word)}


@pytest.mark.parametrize(("book", "rule"), EVERY_RULE)
def test_no_code_word_is_left_in_any_sentence(book: Rulebook, rule: Rule) -> None:
    instrument = book.instrument_of(rule)
    reader = Reader(book.vocabularies[instrument.vocabulary])
    texts = [read(book, rule), *(t for _, t in lay_out(rule, instrument, reader))]

    for text in texts:
        said = set(re.findall(r"[a-z0-9_]+(?:\.[a-z0-9_]+)*", f"{text.zh} {text.en}"))
        assert said & code_words(book, rule) == set()
        assert not re.search(r"[a-z]_[a-z]|\b[a-z]+\.[a-z]+", text.zh + text.en)


@pytest.mark.parametrize(("book", "rule"), EVERY_RULE)
def test_chinese_is_chinese_and_english_is_english(book: Rulebook, rule: Rule) -> None:
    text, title = read(book, rule), book.instrument_of(rule).title

    number = book.instrument_of(rule).number
    assert not re.search(r"[一-鿿]", text.en.replace(number, ""))
    assert title.zh.strip("《》") in text.zh
    assert title.en in text.en
    assert text.zh.endswith("。")
    assert text.en.endswith(".")
    assert not re.search(r"  |，，|。。|\.\.|\s[.,;]", text.zh + text.en)


@pytest.mark.parametrize(("book", "rule"), EVERY_RULE)
def test_our_summary_is_said_where_the_text_was_not_seen(
    book: Rulebook, rule: Rule
) -> None:
    text, is_ours = read(book, rule), rule.source.confidence != "A"

    assert ("我们的归纳，非条文原文" in text.zh) is is_ours
    assert ("our summary" in text.en) is is_ours


def test_the_rule_of_the_first_page_reads_as_a_lawyer_would_write_it() -> None:
    text = read(BOOKS[0], BOOKS[0].rule("order-73/24-7-inbound-report"))

    assert text.zh == (
        "综合利用企业有“电池接收入库”记录，且电池状态为“废旧”的，应当自次日起三十日内报送。"
        "适用于2026年4月1日起发生的事件。属约束性规则；违规程度为较重。"
        "依据《新能源汽车废旧动力电池回收和综合利用管理暂行办法》（六部门令第73号）"
        "第二十四条第（七）项；可信度B：载明条号的摘要；我们的归纳，非条文原文。尚未经法律人员签署。"
    )
    assert text.en == (
        "Whenever “Battery received into store” is recorded for a utilization "
        "enterprise, and the battery condition is “Waste”, it must be reported within "
        "30 days (counted from the day after). It applies to what happens from "
        "2026-04-01 on. It is a binding rule; a breach is major. Source: Interim "
        "Measures for the Recycling and Comprehensive Utilization of Waste Power "
        "Batteries of New Energy Vehicles (六部门令第73号), article 24(7); confidence B: "
        "summary naming the article; our summary, not the words of the law. "
        "No lawyer has signed it yet."
    )


def test_a_foreign_rule_names_its_owner_and_what_must_follow() -> None:
    text = read(LIBRARY, LIBRARY.rule("loans/returned-in-time"))

    assert text.zh.startswith(
        "出借馆有“借出”记录的，应当在当日或者自次日起三十日内有同一电池编码的“归还”记录。"
        "该义务由相对方承担。"
    )
    assert text.en.startswith(
        "Whenever “Book lent” is recorded for a lending library, it must be followed, "
        "on the same day or within 30 days (counted from the day after), by "
        "“Book returned” with the same battery code. The duty is owed by the "
        "counterparty."
    )
