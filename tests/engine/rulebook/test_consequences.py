"""A breach shows the sanctions of law in force that day, and what an officer is asked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from engine.errors import RuleFileError, Text
from engine.rulebook import (
    Rulebook,
    load_rulebook_from,
    questions_of,
    sanctions_of,
    shipped_rules,
)
from engine.rulebook.loader import load_rulebook

RULE, INSTRUMENT = "order-1/report.yaml", "order-1/instrument.yaml"
OTHER = "code-2/instrument.yaml"
CODE = """\
title: {zh: 第二部法典, en: Code No. 2}
number: No. 2
issuers: [某部]
published: null
in_force: 2026-08-15
repealed: 2027-01-01
addresses: []
vocabulary: small
articles:
  - article: "36"
    heading: {zh: 时效, en: Limitation}
    coverage: manual
    why: 记录中没有
    question: {zh: 是否在二年内发现？, en: Was it found within two years?}
    confidence: A
    rules: []
sanctions:
  - id: code-2/fine
    conduct: {zh: 不报送, en: Not reporting}
    measures: [罚款]
    amounts: {zh: 五万元以下, en: up to 50000 yuan}
    authority: null
    source: article 99
    confidence: A
"""
Load = Callable[..., Rulebook]


@pytest.fixture
def book(pack: dict[str, str]) -> Load:
    """Load the pack beside a code that its rule and instrument refer to."""

    def load(asks: str = "code-2/36", fine: str = "code-2/fine") -> Rulebook:
        questions = f"questions: [{asks}]\narticles:"
        rule = pack[RULE].replace("[order-1/fine]", f"[order-1/fine, {fine}]")
        instrument = pack[INSTRUMENT].replace("articles:", questions, 1)
        return load_rulebook_from(
            pack | {RULE: rule, INSTRUMENT: instrument, OTHER: CODE}
        )

    return load


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        ("2026-08-14", ["order-1/fine"]),
        ("2026-08-15", ["order-1/fine", "code-2/fine"]),
        ("2026-12-31", ["order-1/fine", "code-2/fine"]),
        ("2027-01-01", ["order-1/fine"]),
    ],
)
def test_sanctions_are_those_of_law_in_force_on_the_day(
    book: Load, day: str, shown: list[str]
) -> None:
    [rule] = book().rules

    found = sanctions_of(rule, "breach", date.fromisoformat(day))

    assert [sanction.id for sanction in found] == shown


def test_sanction_of_another_instrument_has_amounts_in_both_languages(
    book: Load,
) -> None:
    [rule] = book().rules

    assert rule.sanctions[1].amounts == Text("五万元以下", "up to 50000 yuan")


def test_question_stands_with_its_article_and_confidence(book: Load) -> None:
    loaded = book()

    [asked] = questions_of(loaded, loaded.rules[0], "breach")

    assert asked.text.en == "Was it found within two years?"
    assert asked.instrument.title.en == "Code No. 2"
    assert (asked.article.article, asked.confidence) == ("36", "A")


@pytest.mark.parametrize("verdict", ["compliant", "pending", "undetermined"])
def test_nothing_follows_from_another_verdict(book: Load, verdict: str) -> None:
    loaded = book()
    [rule] = loaded.rules

    assert sanctions_of(rule, verdict, date(2026, 9, 1)) == ()
    assert questions_of(loaded, rule, verdict) == ()


@pytest.mark.parametrize(
    ("named", "message"),
    [
        ({"asks": "code-3/36"},
         "rules/order-1/instrument.yaml, line 10\n  questions[1]: code-3 is not the "
         "folder of an instrument.  Did you mean code-2?\n"
         "  Instruments: code-2, order-1"),
        ({"asks": "code-2/37"},
         "rules/order-1/instrument.yaml, line 10\n  questions[1]: 37 is not an article "
         "of the instrument.  Did you mean 36?\n  Articles: 36\n"
         "  They are defined in rules/code-2/instrument.yaml."),
        ({"asks": "order-1/7.10"},
         "rules/order-1/instrument.yaml, line 10\n  questions[1]: order-1/7.10 has no "
         "question or no confidence.  Give what an officer is asked, and how well the "
         "article is known."),
        ({"fine": "code-2/fines"},
         "rules/order-1/report.yaml, line 15\n  sanction[2]: code-2/fines is not a "
         "sanction of the instrument.  Did you mean code-2/fine?\n"
         "  Sanctions: code-2/fine\n"
         "  They are defined in rules/code-2/instrument.yaml."),
    ],
)  # fmt: skip
def test_fault_of_a_name_that_leads_nowhere(
    book: Load, named: dict[str, str], message: str
) -> None:
    with pytest.raises(RuleFileError) as caught:
        book(**named)

    assert str(caught.value) == message


def test_every_instrument_with_a_binding_rule_asks_about_limitation() -> None:
    rules = load_rulebook(shipped_rules())

    for rule in rules.rules:
        asked = questions_of(rules, rule, "breach")
        headings = {question.article.heading.zh for question in asked}
        assert rule.force == "voluntary" or "处罚时效" in headings, rule.id


def test_shipped_sanctions_of_the_code_begin_with_it() -> None:
    rule = load_rulebook(shipped_rules()).rule("order-73/outlets-per-province")

    before = sanctions_of(rule, "breach", date(2026, 8, 14))
    after = sanctions_of(rule, "breach", date(2026, 8, 15))

    assert [s.id for s in before] == ["order-73/take-back-not-performed"]
    assert "ecological-environment-code/no-take-back-system" in [s.id for s in after]


def test_no_act_is_judged_by_the_old_law_and_the_code() -> None:
    rules = load_rulebook(shipped_rules()).rules

    ends = {r.effective.until for r in rules if r.id.startswith("solid-waste/")}
    begins = {
        r.effective.start
        for r in rules
        if r.id.startswith("ecological-environment-code/")
    }
    assert ends == begins == {date(2026, 8, 15)}
