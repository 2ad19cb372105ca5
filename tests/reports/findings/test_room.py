"""Findings have so many pages and no more; what has no room is named and counted."""

from __future__ import annotations

from dataclasses import replace

from reports.findings import RuleFindings, rules_with_findings, within_room
from reports.run import read_run_folder
from reports.words import Words
from tests.reports.samples import RUN


def many_rules() -> list[RuleFindings]:
    """Return rules with a thousand rows each, the gravest first."""
    rules = rules_with_findings(read_run_folder(RUN, 20), Words("zh"), ("breach",))
    return [
        replace(rule, groups=[replace(group, rows=[*group.rows] * 1000)
                              for group in rule.groups[:1]])
        for rule in rules
    ]  # fmt: skip


def test_everything_stays_where_there_is_room() -> None:
    rules = rules_with_findings(read_run_folder(RUN, 20), Words("zh"), ("breach",))

    assert within_room(rules) == (rules, [])


def test_the_gravest_stay_and_the_others_are_counted() -> None:
    rules = many_rules()

    kept, left_out = within_room(rules, pages=10)

    assert [rule.id for rule in (*kept, *left_out)] == [rule.id for rule in rules]
    assert len(kept) == 1
    assert 200 < kept[0].printed < 500
    assert len(kept[0].groups[0].rows) == kept[0].printed
    assert all(rule.printed == 0 and rule.groups == [] for rule in left_out)
    assert [rule.total for rule in left_out] == [rule.total for rule in rules[1:]]
