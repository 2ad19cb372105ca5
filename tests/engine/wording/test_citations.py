"""Places in instruments are cited as courts cite them, never by an invented number."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.rulebook import Instrument, Text, load_rulebook, shipped_rules
from engine.wording.citations import article_name, citation, span_name

BOOK = load_rulebook(shipped_rules())
ORDER_73, ELV = BOOK.instruments["order-73"], BOOK.instruments["elv-rules"]
CONDITIONS = BOOK.instruments["conditions-2024"]


@pytest.mark.parametrize(
    ("article", "zh", "en"),
    [
        ("24", "第二十四条", "Article 24"),
        ("24(7)", "第二十四条第（七）项", "Article 24(7)"),
        ("24(12)", "第二十四条第（十二）项", "Article 24(12)"),
        ("24.2", "第二十四条第二款", "Article 24, paragraph 2"),
        ("24.2(7)", "第二十四条第二款第（七）项", "Article 24, paragraph 2, item (7)"),
        ("24(7)(1)", "第二十四条第（七）项第1目", "Article 24(7)(1)"),
        ("24-1", "第二十四条之一", "Article 24-1"),
        ("115", "第一百一十五条", "Article 115"),
        ("1068", "第一千零六十八条", "Article 1068"),
        ("unknown", "条号未知", "Article number unknown"),
        ("附录A", "附录A", "附录A"),
    ],
)
def test_place_is_worded_as_in_a_judgment(article: str, zh: str, en: str) -> None:
    assert article_name(article, ORDER_73) == Text(zh, en)


@pytest.mark.parametrize(
    ("article", "instrument", "zh", "en"),
    [
        ("715-9", ELV, "国务院令第715号第九条",
         "Article 9 of State Council Order No. 715"),
        ("2020-2-20", ELV, "商务部令2020年第2号第二十条",
         "Article 20 of Ministry of Commerce Order 2020 No. 2"),
        ("2026-20", CONDITIONS, "工业和信息化部公告2026年第20号",
         "Ministry of Industry and Information Technology Announcement 2026 No. 20"),
    ],
)  # fmt: skip
def test_document_of_an_instrument_is_named_by_its_own_number(
    article: str, instrument: Instrument, zh: str, en: str
) -> None:
    assert article_name(article, instrument) == Text(zh, en)


def test_citation_has_title_and_number() -> None:
    cited = citation("24(7)", ORDER_73)

    assert cited.zh == (
        "《新能源汽车废旧动力电池回收和综合利用管理暂行办法》（六部门令第73号）第二十四条第（七）项"
    )
    assert cited.en.endswith(" (六部门令第73号), article 24(7)")


def test_citation_of_one_of_several_documents_has_the_number_of_that_one() -> None:
    cited = citation("715-9", ELV)

    assert cited.zh.endswith("》，国务院令第715号第九条")
    assert cited.en.endswith(", article 9 of State Council Order No. 715")


def test_unknown_number_is_said_and_not_written_as_a_number() -> None:
    cited = citation("unknown", replace(ORDER_73, title=Text("《甲》", "A")))

    assert cited.zh == "《甲》（六部门令第73号），条号未知"
    assert cited.en == "A (六部门令第73号), article number unknown"


def test_neighbouring_articles_share_one_name() -> None:
    assert span_name("5", "10", ORDER_73) == Text(
        "第五条至第十条", "Articles 5\N{EN DASH}10"
    )


def test_no_article_of_the_shipped_rules_is_an_invented_number() -> None:
    for instrument in BOOK.instruments.values():
        for article in instrument.articles:
            name = article_name(article.article, instrument)
            if "-" in article.article:
                assert "号" in name.zh
            assert not any(digit in name.en for digit in "-")
