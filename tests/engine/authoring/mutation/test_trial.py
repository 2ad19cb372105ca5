"""A change that no example notices is told; one that an example notices is not."""

from __future__ import annotations

import pytest

from engine.authoring.mutation import Trial, render, try_mutants
from engine.errors import UsageError
from engine.evaluation.calendar import load_calendar
from engine.rulebook import load_rulebook
from tests.house import RULES

RECORD = "event: battery.received, condition: waste"
TIGHT = f"""
  - {{expect: pending, as_of: 2026-04-30, records: [{{{RECORD}, occurred_on: 2026-04-01}}]}}
  - expect: no_duty
    as_of: 2026-06-30
    records: [{{{RECORD}, occurred_on: 2026-05-01, actor_id: M}}]
    registers: {{entities: [{{entity_id: M, roles: maker}}]}}
  - expect: no_duty
    as_of: 2026-06-30
    records: [{{event: battery.sold, condition: waste, occurred_on: 2026-05-01}}]
"""


@pytest.fixture
def trial(pack):
    """Try the rule with these examples added to its own."""

    def tried(more: str, **written: str) -> Trial:
        examples = pack().rules[0].text.split("examples:\n")[1]
        book = pack(examples=f"examples:\n{examples}{more}", **written)
        return try_mutants(book, book.rules, load_calendar())[0]

    return tried


def test_none_survives_examples_of_both_sides_of_everything(trial) -> None:
    found = trial(TIGHT)

    assert (len(found.caught), found.survivors, found.undetectable) == (13, (), ())


def test_what_no_example_notices_is_told_in_both_languages(trial) -> None:
    found = trial("")

    assert render([found], "both") == (
        "rules/order-1/report.yaml, line 4: effective.from\n"
        "    改动：2026-04-01改为2026-04-02\n"
        "    Change: 2026-04-01 made 2026-04-02\n"
        "    缺少的案例：触发日为2026-04-01的例子，结论不为 no_duty；"
        "触发日为2026-03-31的例子，结论应为 no_duty\n"
        "    Missing example: an example that begins on 2026-04-01 with a duty, "
        "and one that begins on 2026-03-31, expecting no_duty\n"
        "\n"
        "rules/order-1/report.yaml, line 8: who\n"
        "    改动：改为任何主体\n"
        "    Change: made anyone\n"
        "    缺少的案例：主体仅有其他角色的例子，结论应为 no_duty\n"
        "    Missing example: an example whose actor has only another role, "
        "expecting no_duty\n"
        "\n"
        "rules/order-1/report.yaml, line 9: when\n"
        "    改动：改为任何事件\n"
        "    Change: made any event\n"
        "    缺少的案例：触发记录为其他事件的例子，结论应为 no_duty\n"
        "    Missing example: an example whose trigger is another event, "
        "expecting no_duty\n"
        "\n"
        "规则 1 条，改动 13 处：案例发现 10 处，未发现 3 处，结论看不出 0 处。\n"
        "Rules 1, changes 13: 10 noticed by an example, 3 not noticed, "
        "0 that no verdict shows.\n"
    )


def test_one_language_is_enough_where_one_is_asked_for(trial) -> None:
    found = trial(TIGHT, who="who: recycler\nowed_by: counterparty")

    assert render([found], "en", "mine").splitlines()[:3] == [
        "mine/order-1/report.yaml, line 9: owed_by",
        "    Change: “Counterparty” removed",
        "    No verdict shows it: no verdict says who owes the duty; a life with its "
        "expected owed_by shows it",
    ]
    assert render([found], "zh").splitlines()[-1] == (
        "规则 1 条，改动 15 处：案例发现 13 处，未发现 0 处，结论看不出 2 处。"
    )


def test_a_change_that_no_record_can_show_is_told_with_the_reason(trial) -> None:
    where = "where: {condition: waste, event: battery.received}"

    found = trial(TIGHT, where=where)

    assert found.survivors == ()
    assert [f"{m.key}: {m.description.en}" for m in found.undetectable] == [
        "when: made any event",
        "where: [the event is “Received”] removed",
    ]
    assert {m.undetectable.en for m in found.undetectable if m.undetectable} == {
        "the conditions before and after answer alike for every record"
    }


def test_an_example_that_disagrees_with_its_own_rule_is_refused(trial) -> None:
    wrong = f"  - {{expect: breach, as_of: 2026-04-30, records: [{{{RECORD}, "

    with pytest.raises(UsageError) as refused:
        trial(wrong + "occurred_on: 2026-04-01}]}\n")

    assert str(refused.value) == (
        "order-1/report.yaml, line 32: expected breach, found pending. An example has to "
        "agree with its rule before it can test a change of it; `packlaw rules test` runs "
        "them all."
    )


@pytest.mark.slow
def test_rules_tried_together_do_not_mix_up_their_examples() -> None:
    book, calendar = load_rulebook(RULES), load_calendar(RULES)
    names = ("order-73/flow-nothing-after-the-end", "order-73/outlets-per-province")
    one, other = (book.rule(name) for name in names)

    together = try_mutants(book, [one, other], calendar)

    alone = try_mutants(book, [one], calendar) + try_mutants(book, [other], calendar)
    assert together == alone
