"""The checklist lists what a lawyer has to settle, with the line to edit."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from engine.authoring.adoption import AdoptedText, adopt
from engine.authoring.adoption.items import Adoption
from engine.rulebook import OfficialText, Text, load_rulebook, shipped_rules


@pytest.fixture
def adopted(rules: Path, order: Path) -> AdoptedText:
    return adopt(rules, "tea-order", order, date(2026, 5, 1))


def section(adopted: AdoptedText, title: str) -> list[str]:
    """The items of a section in English, each edit as `file:line -before +after`."""
    (found,) = (s for s in adopted.sections if s.title.en == title)
    lines = []
    for item in found.items:
        mark = "[ ] " if item.is_open else ""
        lines.append(mark + str(item.message))
        lines += [
            f"{e.file}:{e.line} -{e.before} +{' | '.join(line.strip() for line in e.after)}"
            for e in item.edits
        ]
    return lines


def test_every_article_is_listed_with_the_rules_that_cite_it(adopted) -> None:
    assert section(adopted, "Articles and the rules that cite them") == [
        "Article 1  第一条 为了测试，虚构本办法。  ← no rule",
        "Article 2  第二条 茶馆销售茶叶的，应当贴有标签。  ← no rule",
        "Article 3  第三条 茶馆应当报送下列信息： （一）接收茶叶的…  ← tea-order/3-1-report (B)",
        "Article 5  第五条 不报送的，处一万元以上三万元以下罚款。  ← no rule",
        "Article 6  第六条 本办法自2026年4月1日起施行。  ← no rule",
    ]


def test_a_gap_in_the_numbers_is_asked_about(adopted) -> None:
    assert section(adopted, "Articles that may be missing from the paste") == [
        "[ ] Article 3 is followed by article 5: was something left out?"
    ]


def test_an_article_without_an_entry_gets_a_skeleton_in_its_place(adopted) -> None:
    lines = section(adopted, "Articles that instrument.yaml does not list")

    assert lines[0] == "[ ] Article 1  第一条 为了测试，虚构本办法。"
    assert lines[1].startswith(
        'tea-order/instrument.yaml:11 - +- article: "1" | heading'
    )
    assert lines[5].startswith('tea-order/instrument.yaml:20 - +- article: "5"')


def test_a_number_that_the_text_lacks_is_listed(adopted) -> None:
    assert section(adopted, "Numbers that the text does not have") == [
        "[ ] tea-order/instrument.yaml: article 9 “Content unknown” does not stand in "
        "the text"
    ]


def test_an_unknown_number_gets_candidates_and_the_edits(adopted) -> None:
    assert section(adopted, "Entries and rules whose number is unknown") == [
        "[ ] “Labels of tea”, tea-order/labelled: perhaps article 2 (茶叶, 标签, 销售) or "
        "article 3 (茶叶), by shared words; read it, and if it is article 2:",
        'tea-order/instrument.yaml:26 -- article: unknown +- article: "2"',
        "tea-order/labelled.yaml:3 "
        "-source: {instrument: tea-order, article: unknown, confidence: C} "
        '+source: {instrument: tea-order, article: "2", confidence: C}',
        "for an id with the number: in file name, id and entry write "
        "tea-order/2-labelled for tea-order/labelled, and under aliases in "
        "tea-order/instrument.yaml add tea-order/labelled: tea-order/2-labelled",
    ]


def test_a_day_count_that_the_article_does_not_state_is_open(adopted) -> None:
    assert section(adopted, "Time limits, shares and numbers") == [
        "[ ] tea-order/3-1-report: 30 days, which article 3(1) does not state; "
        "it states: 15 days"
    ]


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("三十日内", "tea-order/3-1-report: 30 days, as article 3(1) states"),
        ("三十日内或者十五日内",
         "[ ] tea-order/3-1-report: 30 days, which article 3(1) states, but it states "
         "also: 15 days"),
        ("及时",
         "[ ] tea-order/3-1-report: 30 days, which article 3(1) does not state; "
         "it states: no number"),
    ],
)  # fmt: skip
def test_a_day_count_is_settled_only_where_it_stands_alone(
    rules: Path, order: Path, tmp_path: Path, words: str, line: str
) -> None:
    file = tmp_path / "order.txt"
    file.write_text(order.read_text("utf-8").replace("十五日内", words), "utf-8")

    adopted = adopt(rules, "tea-order", file, date(2026, 5, 1))

    assert section(adopted, "Time limits, shares and numbers") == [line]


def test_confidence_may_rise_and_what_was_not_seen_is_seen_now(adopted) -> None:
    assert section(adopted, "Confidence and coverage") == [
        "[ ] tea-order/3-1-report: confidence B; A once the text bears the rule out",
        "tea-order/3-1-report.yaml:3 "
        '-source: {instrument: tea-order, article: "3(1)", confidence: B} '
        '+source: {instrument: tea-order, article: "3(1)", confidence: A}',
        "[ ] Article 3: marked as not seen, and seen now; settle its coverage, why and "
        "question",
        "tea-order/instrument.yaml:14 -coverage: text-not-seen +coverage: manual",
    ]


def test_days_and_amounts_are_held_against_the_text(adopted) -> None:
    assert section(adopted, "Days") == [
        "[ ] tea-order/instrument.yaml: published is 2026-01-16, which the text does not "
        "state; it states: 2026-04-01"
    ]
    assert section(adopted, "Amounts") == [
        "[ ] Article 5 states: 一万元, 三万元; sanctions without an amount: "
        "tea-order/not-reported"
    ]


def test_edits_name_the_lines_as_they_stand_after_adoption(rules, adopted) -> None:
    for part in adopted.sections:
        for edit in (edit for item in part.items for edit in item.edits if edit.before):
            lines = (rules / edit.file).read_text("utf-8").split("\n")
            assert lines[edit.line - 1].strip() == edit.before


def test_a_section_without_items_says_so(rules: Path, tmp_path: Path) -> None:
    file = tmp_path / "order.txt"
    file.write_text("第一条 甲\n", "utf-8")

    report = adopt(rules, "tea-order", file, date(2026, 5, 1)).report("zh")

    assert "6. 期限、比例和数值\n   没有。\n" in report


def test_all_sections_are_written_in_chinese(adopted) -> None:
    assert adopted.report("zh").count("\n\n") == len(adopted.sections)
    assert "[ ] tea-order/3-1-report：三十日，第三条第（一）项未载；该条载：十五日" in (
        adopted.report("zh")
    )


@pytest.mark.parametrize(
    ("number", "zh", "en"),
    [
        ("715-9", "国务院令第715号第九条", "article 9 of State Council Order No. 715"),
        ("unknown", "条号未知", "article number unknown"),
    ],
)
def test_places_are_named_as_courts_cite_them(number: str, zh: str, en: str) -> None:
    rulebook = load_rulebook(shipped_rules())
    instrument = rulebook.instruments["elv-rules"]

    adoption = Adoption(rulebook, instrument, OfficialText("", ()))

    assert adoption.name_within(number) == Text(zh, en)
