"""Rule files agree with their folder and name; optional keys may be left out."""

from datetime import date

import pytest

from engine.rulebook import Period, Review

REPORT = "rules/order-1/report.yaml"


def test_anyone_and_any_event_are_no_test(changed_rule) -> None:
    rule = changed_rule(
        "who: recycler\nwhen: battery.received", "who: anyone\nwhen: any_event"
    )

    assert rule.who is None
    assert rule.when is None


def test_lists_of_roles_and_events(changed_rule) -> None:
    rule = changed_rule(
        "who: recycler\nwhen: battery.received",
        "who: [maker, recycler]\nwhen: [battery.sold]",
    )

    assert rule.who == ("maker", "recycler")
    assert rule.when == ("battery.sold",)


@pytest.mark.parametrize(
    ("written", "path"),
    [
        ("actor", "actor_id"),
        ("vehicle.maker_id", "vehicle.maker_id"),
        ("outlet.operator_id", "outlet.operator_id"),
        ("document", "document"),
    ],
)
def test_owed_by_is_a_path_to_a_party(changed_rule, written: str, path: str) -> None:
    rule = changed_rule("who: recycler", f"who: recycler\nowed_by: {written}")

    assert rule.owed_by == path


def test_until_and_review_are_read(changed_rule) -> None:
    rule = changed_rule(
        "effective: {from: 2026-04-01}\nreview: {state: draft}",
        "effective: {from: 2026-04-01, until: 2027-01-01}\n"
        "review: {state: reviewed, by: A. Lawyer, on: 2026-03-01}",
    )

    assert rule.effective == Period(date(2026, 4, 1), date(2027, 1, 1))
    assert rule.review == Review("reviewed", "A. Lawyer", date(2026, 3, 1))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("id: order-1/report", "id: order-1/reports",
         "line 1\n  id: order-1/reports is not where the file stands.  "
         "Write order-1/report."),
        ("instrument: order-1,", "instrument: order-2,",
         "line 3\n  source: The instrument order-2 is not the folder.  Write order-1."),
        ("who: recycler", "who: [recycler, anyone]",
         "line 8\n  who: anyone stands alone.  Remove it or the other words."),
        ("who: recycler", "who: [recycler, recycler]",
         "line 8\n  who: recycler stands here twice.  Keep it once."),
        ("when: battery.received", "when: battery.recieved",
         "line 9\n  when: battery.recieved is not an event.  "
         "Did you mean battery.received (接收)?\n"
         "  Events: any_event, battery.labelled, battery.received, battery.sold\n"
         "  They are defined in rules/vocabulary/small.yaml."),
        ("from: 2026-04-01", "from: 2026-04-01, until: 2026-04-01",
         "line 4\n  effective.until: 2026-04-01 is not after 2026-04-01; "
         "no day is left."),
        ("state: draft", "state: reviewed, by: A. Lawyer",
         "line 5\n  review: on is missing.  Say who reviewed it and when."),
        ("confidence: B", "confidence: E",
         "line 3\n  source.confidence: E is not a confidence.\n"
         "  Confidences: A, B, C, D"),
        ("force: binding", "force: bindng",
         "line 6\n  force: bindng is not a force.  Did you mean binding?\n"
         "  Forces: binding, advisory, voluntary"),
        ("[document, reported_on]", "[documents]",
         "line 13\n  evidence[1]: documents is not a column of records.  "
         "Did you mean document?"),
        ("examples:\n", "examples: []\nexample:\n",
         "line 16\n  examples: A rule needs examples, the first for no_duty."),
    ],
)  # fmt: skip
def test_fault_of_a_rule(faults_after, old: str, new: str, message: str) -> None:
    assert f"{REPORT}, {message}" in faults_after(old, new)
