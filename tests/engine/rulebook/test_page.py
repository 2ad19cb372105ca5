"""Faults of keys and values say what was found, what is allowed and what to do."""

import pytest

REPORT = "rules/order-1/report.yaml"
KEYS = (
    "id, title, source, effective, review, force, severity, who, owed_by, when, "
    "where, must, must_not, evidence, remedy, sanction, examples"
)


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        (
            "force: binding\nseverity: major",
            "severity: major\nforce: binding",
            6,
            f"severity stands before force.  Keys have one order: {KEYS}.",
        ),
        ("sanction: [", "sanctions: [", 15,
         f"sanctions is not a key of a rule.  Did you mean sanction?\n  Keys: {KEYS}"),
        (", en: Report it", "", 14, "remedy: en is missing.  The English wording."),
        ("zh: 补报", "zh: yes", 14,
         "remedy.zh: A text is needed, and other programs read yes as true or false."
         '  Quote it: "yes".'),
        ("zh: 补报", 'zh: " "', 14, "remedy.zh: The text is empty."),
        ("zh: 补报", "zh: ", 14,
         "remedy.zh: Nothing stands here, but a text is needed."),
        ("zh: 补报", "zh: [补报]", 14,
         "remedy.zh: A list stands here, but a text is needed."),
        ("zh: 补报", "zh: 2026-02-30", 14, "remedy.zh: There is no day 2026-02-30."),
        ('"7.10"', "7.10", 3,
         "source.article: A text is needed, and other programs read 7.10 as 7.1."
         '  Quote it: "7.10".'),
        ("from: 2026-04-01", "from: 2026-02-30", 4,
         "effective.from: There is no day 2026-02-30."),
        ("from: 2026-04-01", "from: 2026-4-1", 4,
         "effective.from: 2026-4-1 is not a date.  Write it as YYYY-MM-DD."),
        ("from: 2026-04-01", "from: null", 4,
         "effective.from: Nothing stands here, but a date, YYYY-MM-DD, is needed."),
        ("[document, reported_on]", "document", 13,
         "evidence: document stands here, but a list is needed: [ … ]."),
        ("[document, reported_on]", "[document, document]", 13,
         "evidence: document stands here twice.  Keep it once."),
        ("who: recycler", "who: []", 8, "who: The list is empty.  Name at least one."),
        ("{state: draft}", "draft", 5,
         "review: draft stands here, but a mapping of state, by, on is needed."),
    ],
)  # fmt: skip
def test_fault_says_what_is_allowed(faults_after, old, new, line, message) -> None:
    assert f"{REPORT}, line {line}\n  {message}" in faults_after(old, new)


def test_unknown_word_is_met_with_the_nearest_and_all_allowed(faults_after) -> None:
    assert faults_after("who: recycler", "who: recylcer") == (
        "rules/order-1/report.yaml, line 8\n"
        "  who: recylcer is not a role.  Did you mean recycler (回收企业)?\n"
        "  Roles: anyone, maker, recycler\n"
        "  They are defined in rules/vocabulary/small.yaml."
    )


def test_a_word_that_others_read_as_true_is_quoted(faults_after) -> None:
    message = faults_after("{condition: waste}\nmust", "{document: off}\nmust")

    assert message.endswith(
        'other programs read off as true or false.  Quote it: "off".'
    )
