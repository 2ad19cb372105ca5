"""A session judges one group: its facts in, one ruling for each duty out."""

from __future__ import annotations

import json
from typing import Any

import pytest

from engine.errors import EvaluationError
from engine.evaluation.live.session import (
    CONFLICT,
    NO_WITNESS,
    BranchNote,
    Session,
    SessionPlan,
    plan_markers,
)

TRIGGER = {"t": {"$and": [{"event": 1}]}}
WITNESS = {"w": {"$and": [{"event": 2}, {"c": {"t": "c"}}, {"fact": {"t": "fact"}}]}}
names = iter(f"session{n}" for n in range(100))


def session(*branches: tuple[list[Any], BranchNote], rounds: int = 1) -> Session:
    definition: dict[str, Any] = {
        str(place): {"dist": 0, "all": patterns}
        for place, (patterns, _) in enumerate(branches)
    }
    definition["any"] = {"all": [{"m": {"fact": 1}}]}
    markers = plan_markers([[1000 * n] for n in range(1, rounds + 1)])
    notes = tuple(note for _, note in branches)
    return Session(next(names), SessionPlan(json.dumps(definition), notes, markers))


def fact(x: int, event: int, **given: Any) -> str:
    whole = {
        "fact": 1,
        "sid": "0",
        "id": str(x),
        "record_key": x,
        "rank": x,
        "day": 1,
        "event": event,
        "c": "k",
    }
    return json.dumps(whole | given) + ","


def note(
    outcome: int, witness: str | None = None, *, latest: bool = False
) -> BranchNote:
    return BranchNote(3, outcome, witness, latest, sureness=2)


def test_duty_without_a_witness_names_none() -> None:
    alone = session(([TRIGGER], note(5)))

    assert alone.judge(fact(9, 1)) == [(3, 9, 5, NO_WITNESS)]


@pytest.mark.parametrize(("latest", "witness"), [(False, 4), (True, 2)])
def test_of_several_witnesses_the_day_decides_then_the_record_id(
    latest: bool, witness: int
) -> None:
    pairs = session(([TRIGGER, WITNESS], note(5, "w", latest=latest)))
    days = {4: 1, 5: 1, 2: 8, 3: 8}

    facts = "".join(fact(x, 2, day=day) for x, day in days.items())

    assert pairs.judge(fact(1, 1) + facts) == [(3, 1, 5, witness)]


def test_record_that_is_only_a_witness_here_has_no_ruling() -> None:
    alone = session(([TRIGGER], note(5)))

    assert alone.judge(fact(9, 1, away=1)) == []


def test_next_group_knows_nothing_of_the_last() -> None:
    pairs = session(([TRIGGER, WITNESS], note(5, "w")))
    pairs.judge(fact(2, 2))

    assert pairs.judge(fact(1, 1)) == []


def test_conflict_of_the_first_round_is_a_fact_of_the_second() -> None:
    about = {
        "w": {
            "$and": [
                {"conflict": 3},
                {"of": {"t": "record_key"}},
                {"fact": {"t": "fact"}},
            ]
        }
    }
    told = session(
        ([TRIGGER, WITNESS], note(CONFLICT, "w")),
        ([{"end": {"$and": [{"end": 2000}]}}, TRIGGER, about], note(6, "w")),
        rounds=2,
    )

    assert told.judge(fact(1, 1) + fact(2, 2)) == [(3, 1, 6, 2)]


def test_two_outcomes_of_one_duty_are_an_error() -> None:
    torn = session(([TRIGGER], note(5)), ([TRIGGER], note(6)))

    with pytest.raises(EvaluationError, match="two outcomes for one duty"):
        torn.judge(fact(9, 1))
