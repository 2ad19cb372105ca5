"""Lint reports what a loaded rulebook lacks."""

from engine.rulebook import lint_rulebook
from engine.wording.citations import article_name

INSTRUMENT = "order-1/instrument.yaml"


def lint(changed, *change: str) -> list[str]:
    return [str(fault) for fault in lint_rulebook(changed(*change), article_name)]


def test_a_whole_rulebook_lacks_nothing(changed) -> None:
    assert lint(changed, "", "") == []


def test_each_verdict_needs_an_example(changed) -> None:
    assert lint(changed, "expect: pending", "expect: breach") == [
        "rules/order-1/report.yaml, line 16\n"
        "  No example expects pending, which this rule can give.  Add one."
    ]


def test_an_example_of_an_impossible_verdict_is_wrong(changed) -> None:
    found = lint(changed, "be_reported: {within: 30 days}", "be_reported: {}")

    assert (
        "rules/order-1/report.yaml, line 20\n"
        "  The example expects breach, which this rule never gives.\n"
        "  It gives: compliant, no_duty, pending, undetermined"
    ) in found


def test_the_title_states_what_within_is(changed) -> None:
    assert lint(changed, "within 30 days}", "within 20 days}") == [
        "rules/order-1/report.yaml, line 2\n"
        "  The title states 20 days, but within is 30 days.  Make the two agree."
    ]


def test_a_title_states_no_time_that_is_not_checked(changed) -> None:
    found = lint(changed, "be_reported: {within: 30 days}", "be_reported: {}")

    assert (
        "rules/order-1/report.yaml, line 2\n"
        "  The title states 30 days, but there is no within.  Make the two agree."
    ) in found


def test_the_cited_article_lists_the_rule(changed) -> None:
    assert lint(changed, '"7.10"', "unknown") == [
        "rules/order-1/report.yaml, line 3\n"
        "  order-1 does not list this rule under “Article number unknown”.  "
        "List it there, or cite the article that does."
    ]


def test_an_automated_article_lists_a_rule(changed) -> None:
    more = "  - {article: '9', heading: {zh: 九, en: Nine}, coverage: automated}\n"

    assert lint(changed, "sanctions:", f"{more}sanctions:", INSTRUMENT) == [
        "rules/order-1/instrument.yaml, line 10\n"
        "  Article 9 (Nine) is automated but lists no rule.  "
        "List one, or say how it is covered."
    ]


def test_keys_of_instruments_have_one_order(changed) -> None:
    old = "vocabulary: small\ncounting: {roll_over: false}\n"
    new = "counting: {roll_over: false}\nvocabulary: small\n"

    [message] = lint(changed, old, new, INSTRUMENT)

    assert message.startswith(
        "rules/order-1/instrument.yaml, line 8\n  counting stands before vocabulary."
    )


def test_faults_name_the_folder_as_it_is_called(changed) -> None:
    [fault] = lint_rulebook(
        changed("expect: pending", "expect: breach"), article_name, "ours"
    )

    assert fault.file == "ours/order-1/report.yaml"
