"""Rules and their instrument must agree on articles, sanctions and ids."""

import pytest

INSTRUMENT = "order-1/instrument.yaml"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("[order-1/fine]", "[order-1/fines]",
         "rules/order-1/report.yaml, line 15\n  sanction[1]: order-1/fines is not a "
         "sanction of the instrument.  Did you mean order-1/fine?\n"
         "  Sanctions: order-1/fine\n"
         "  They are defined in rules/order-1/instrument.yaml."),
        ('article: "7.10"', 'article: "8"',
         "rules/order-1/report.yaml, line 3\n  source.article: 8 is not an article of "
         "the instrument.\n  Articles: 7.10, unknown\n"
         "  They are defined in rules/order-1/instrument.yaml."),
    ],
)  # fmt: skip
def test_a_rule_names_what_its_instrument_has(faults_after, old, new, message) -> None:
    assert faults_after(old, new) == message


def test_every_listed_rule_exists_and_every_rule_is_listed(faults_after) -> None:
    assert faults_after("[order-1/report]", "[order-1/raport]", INSTRUMENT) == (
        "rules/order-1/instrument.yaml, line 11\n"
        "  articles: No article lists order-1/report.  "
        "Add it under the article it serves.\n"
        "rules/order-1/instrument.yaml, line 14\n"
        "  articles[1].rules[1]: order-1/raport is not a rule.  "
        "Did you mean order-1/report?\n"
        "  Rules: order-1/report"
    )


def test_a_rule_may_have_no_sanction(changed_rule) -> None:
    assert changed_rule("[order-1/fine]", "[]").sanction == ()
