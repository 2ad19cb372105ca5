"""Records become groups of facts, each with what its event's rules need and no more."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from engine.evaluation.live.groups import batches, keep_groups
from engine.evaluation.live.rulesets import compile_rulesets
from tests.engine.agreement.pieces import life, record, rule, with_facts

Tree = dict[str, Any]
FOLLOWED = {"be_followed_by": {"event": "crate.moved", "within": "30 days"}}


def groups(one: Tree, *lives: Tree) -> list[list[Tree]]:
    """Return the facts of each group."""
    tables, predicates = with_facts([one], *lives)
    ((ruleset,), attributes) = compile_rulesets(predicates)
    count = keep_groups(tables.connection, ruleset, attributes, "facts")
    kept = [group for batch in batches(tables.connection, count) for group in batch]
    facts = [json.loads(f"[{text.rstrip(',')}]") for _, text in kept]
    assert [size for size, _ in kept] == [len(group) for group in facts]
    return facts


def test_records_of_one_key_and_situation_are_one_group() -> None:
    rows = record("r1"), record("r2", battery_code="B2"), record("r3")

    found = groups(rule(must=FOLLOWED), life(*rows), life(record("r1")))

    assert [[fact["record_key"] for fact in group] for group in found] == [
        [1, 3],
        [2],
        [4],
    ]


def test_record_without_the_key_is_a_group_of_its_own() -> None:
    rows = record("r1", battery_code=None), record("r2", battery_code=None)

    assert [len(group) for group in groups(rule(must=FOLLOWED), life(*rows))] == [1, 1]


def test_event_that_no_rule_names_is_in_no_group() -> None:
    lost = record("r1", event="crate.lost")

    assert groups(rule(must=FOLLOWED), life(lost)) == []


def test_rank_follows_the_record_id() -> None:
    rows = record("z"), record("R3"), record("r10"), record("r2")

    (group,) = groups(rule(must=FOLLOWED), life(*rows))

    assert [(fact["rank"], fact["record_key"]) for fact in group] == [
        (1, 2),
        (2, 3),
        (3, 4),
        (4, 1),
    ]


def test_days_are_whole_numbers_and_codes_are_digests() -> None:
    (group,) = groups(rule(must=FOLLOWED), life(record("r1", battery_code='it"s')))

    day = date(2024, 1, 31).toordinal()
    assert (group[0]["day"], group[0]["due0"]) == (day, day + 30)
    assert len(group[0]["c0"]) == 64
    assert all(name.isidentifier() for name in group[0])


def test_group_of_a_crossing_holds_trigger_and_witness() -> None:
    crossed = {"event": "crate.moved", "same": {"counterparty": "actor"}}
    rows = record("r1", counterparty_id="Q"), record("r2", actor_id="Q")

    found = groups(rule(must={"be_followed_by": crossed}), life(*rows))

    assert [[("away" in fact) for fact in group] for group in found] == [
        [True], [False, True], [False],
    ]  # fmt: skip
