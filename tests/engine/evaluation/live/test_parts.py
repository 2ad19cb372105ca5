"""A crowd under one key is judged in parts, and each duty ends as in the whole."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from engine.evaluation.live import groups, parts
from tests.engine.agreement.judges import by_the_engine, by_the_referee, written
from tests.engine.agreement.lives import life
from tests.engine.agreement.pieces import record, rule
from tests.engine.agreement.rules import rulebooks
from tests.engine.evaluation.live.endings import endings

Tree = dict[str, Any]
DAY = date(2024, 1, 1)
NEXT, LATER = date(2024, 2, 1), date(2024, 2, 2)
WITHIN = {"event": "crate.moved", "same": ["actor"], "within": "10 days"}
LIVES = st.lists(st.integers(0, 2**40).map(life), min_size=40, max_size=40)


@pytest.fixture
def apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take every group apart, down to single triggers."""
    monkeypatch.setattr(groups, "CROWDED", 0)
    monkeypatch.setattr(parts, "TRIGGERS_PER_PART", 1)


@pytest.mark.slow
@pytest.mark.usefixtures("apart")
@settings(
    max_examples=4, derandomize=True, database=None, deadline=None,
    phases=[Phase.generate], suppress_health_check=list(HealthCheck),
)  # fmt: skip
@given(rules=rulebooks(), lives=LIVES)
def test_engine_and_referee_agree_when_every_group_is_taken_apart(
    rules: list[Tree], lives: list[Tree]
) -> None:
    found, expected = by_the_engine(rules, lives), by_the_referee(rules, lives)

    for place, rule_id, name in sorted(found.keys() | expected.keys()):
        duty = place, rule_id, name
        one = next(rule for rule in rules if rule["id"] == rule_id)
        assert found.get(duty) == expected.get(duty), (
            f"{name}\n{written(one)}\n{written(lives[place])}"
        )


def crowd(size: int) -> list[Tree]:
    """Return as many crates of one actor, sealed and moved by turns."""
    events = ("crate.sealed", "crate.moved", "crate.sealed", "crate.lost")
    return [
        record(
            f"r{n:04}", event=events[n % 4], battery_code=f"B{n // 3}",
            occurred_on=DAY + timedelta(days=n // 5), grade=("a", None, "b")[n % 3],
        )
        for n in range(size)
    ]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(
    "demand",
    [
        {"must": {"be_followed_by": WITHIN}},
        {"must": {"be_followed_by": WITHIN | {"where": {"grade": "b"}}}},
        {"must": {"be_preceded_by": WITHIN}},
        {"must_not": {"be_followed_by": WITHIN | {"event": "crate.lost"}}},
        {"must": {"be_alone": {"same": ["actor"], "until": "crate.lost"}}},
    ],
)
def test_crowd_ends_in_parts_as_it_does_whole(
    demand: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, rows = rule(**demand), crowd(groups.CROWDED + 100)

    in_parts = endings(one, *rows)
    monkeypatch.setattr(groups, "CROWDED", len(rows))

    assert in_parts == endings(one, *rows)


@pytest.mark.usefixtures("apart")
def test_witness_beyond_the_calendar_does_not_hide_an_older_one_in_time() -> None:
    within = {"event": "crate.moved", "within": "10 working days"}
    older = record("r2", event="crate.moved", occurred_on=date(2025, 12, 15))
    beyond = record("r3", event="crate.moved", occurred_on=date(2025, 12, 26))
    row = record("r1", occurred_on=date(2025, 12, 26))

    found = endings(
        rule(must={"be_preceded_by": within}), row, older, beyond,
        as_of=date(2026, 6, 30),
    )  # fmt: skip

    assert found["r1"] == ("preceded", "r2")


@pytest.mark.usefixtures("apart")
@pytest.mark.parametrize("day", [DAY, NEXT])
def test_second_release_counts_where_the_first_is_the_trigger_itself(day: date) -> None:
    demand = {"same": ["battery"], "until": "crate.sealed"}
    rows = [record("r1", occurred_on=day)]
    rows += (record(name, occurred_on=NEXT) for name in ("r2", "r3"))

    found = endings(rule(must={"be_alone": demand}), *rows)

    assert found["r2"] == ("alone", None)


@pytest.mark.usefixtures("apart")
def test_rival_of_one_trigger_comes_with_its_release_for_the_next(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(parts, "TRIGGERS_PER_PART", 2)
    demand = {"same": ["actor"], "until": "crate.lost"}
    rows = (
        record("r0", battery_code="B2"), record("r1", battery_code="B2"),
        record("r2", occurred_on=NEXT), record("r3", occurred_on=LATER),
        record("r4", battery_code="B2", occurred_on=LATER, event="crate.lost"),
    )  # fmt: skip

    found = endings(rule(must={"be_alone": demand}), *rows)

    assert found["r2"] == ("not_alone", "r0")
    assert found["r3"] == ("alone", None)


def test_placeholder_code_of_thousands_is_judged() -> None:
    rows = [record(f"r{n:05}", battery_code="0") for n in range(3_000)]

    found = endings(rule(must={"be_alone": {"same": ["battery"]}}), *rows)

    assert found["r00000"] == ("alone", None)
    assert found["r02999"] == ("not_alone", "r00000")
    assert len(found) == 3_000
