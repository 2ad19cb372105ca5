"""Instrument files give articles with coverage, and sanctions with known amounts."""

import pytest

from engine.rulebook import Text

INSTRUMENT = "order-1/instrument.yaml"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("vocabulary: small", "vocabulary: smal",
         "line 8\n  vocabulary: smal is not a vocabulary.  Did you mean small?\n"
         "  Vocabularies: small"),
        ("coverage: automated", "coverage: automatic",
         "line 13\n  articles[1].coverage: automatic is not a coverage."
         "  Did you mean automated?\n"
         "  Coverages: automated, partly, manual, not-checkable, text-not-seen"),
        ("    why: 记录中没有\n", "",
         "line 15\n  articles[2]: why is missing.  Say why the article is manual."),
        ("    question: {zh: 是否属实, en: Is it so?}\n", "",
         "line 15\n  articles[2]: question is missing.  "
         "Give the inspector's question."),
        ("article: unknown", 'article: "7.10"',
         "line 11\n  articles: 7.10 stands here twice.  Keep it once."),
        ("authority: null", "authority: no",
         "line 26\n  sanctions[1].authority: A text is needed, and other programs "
         'read no as true or false.  Quote it: "no".'),
        ("number: No. 1", "number: null",
         "line 2\n  number: Nothing stands here, but a text is needed."),
        ("roll_over: false", "roll_over: no",
         "line 9\n  counting.roll_over: no is not a flag.  Write true or false."),
    ],
)  # fmt: skip
def test_fault_of_an_instrument(faults_after, old, new, message) -> None:
    assert faults_after(old, new, INSTRUMENT) == f"rules/{INSTRUMENT}, {message}"


def test_one_text_serves_for_both_languages(changed) -> None:
    instrument = changed("", "").instruments["order-1"]

    assert instrument.articles[1].why == Text("记录中没有", "记录中没有")
    assert instrument.sanctions[0].measures == (Text("责令改正", "责令改正"),)
    assert instrument.sanctions[0].amounts is None


def test_counting_may_be_left_out(changed) -> None:
    rulebook = changed("counting: {roll_over: false}\n", "", INSTRUMENT)

    assert rulebook.instruments["order-1"].roll_over is False


def test_unknown_may_number_many_articles(changed) -> None:
    second = "  - {article: unknown, heading: {zh: 一, en: One}, coverage: automated}\n"
    rulebook = changed("sanctions:", f"{second}sanctions:", INSTRUMENT)

    assert len(rulebook.instruments["order-1"].articles) == 3
