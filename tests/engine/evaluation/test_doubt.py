"""A rejected record leaves undetermined the duties that it might decide, and no others."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from engine.evaluation.duty_counts import by_rule, count_duties
from engine.evaluation.pipeline import Evaluator, begin, evaluate
from engine.evaluation.predicates import PredicateIndex
from tests.engine.agreement.judges import keep_lives, new_tables, rulebook_of
from tests.engine.agreement.pieces import life, record, rule
from tests.engine.agreement.words import CALENDAR

Tree = dict[str, Any]
CausesOf = Callable[..., dict[str, tuple[str, str | None]]]

IN_DOUBT = ("undetermined", "rejected")
MOVED = {"event": "crate.moved"}
REPORTED = rule(must={"be_reported": {"within": "30 days"}})
HELD = rule(must={"hold": {"grade": "a"}})
FOLLOWED = rule(must={"be_followed_by": MOVED | {"within": "30 days"}})
NOT_AFTER = rule(must_not={"be_followed_by": MOVED})
COVERED = rule(must={"be_covered_by": {"register": "outlets", "level": "province"}})
MOVE = record("r2", event="crate.moved")


def doubts_of(rules: list[Tree], *lives: Tree) -> list[tuple[Any, ...]] | None:
    """Return (rule, record_key, kind) of each doubt; None where there is no table."""
    tables = new_tables()
    keep_lives(tables, lives)
    predicates = PredicateIndex(rulebook_of(rules).rules)
    found = begin(tables, predicates, CALENDAR).doubts
    return None if found is None else sorted(tables.rows(found.table), key=str)


def with_rejected(*records: Tree, rejected: Tree) -> Tree:
    return life(*records) | {"rejected": {"records": [rejected]}}


@pytest.mark.parametrize(
    "rejected",
    [
        record("x1", event="crate.moved", battery_code="B2"),
        record("x1", event="crate.moved", battery_code=None),
        record("x1", event="crate.lost"),
        record("x1", corrects="r9"),
    ],
)
def test_there_is_no_table_where_no_rejected_record_bears_on_a_visible_one(
    rejected: Tree,
) -> None:
    assert doubts_of([FOLLOWED], life(record("r1"))) is None
    assert doubts_of([FOLLOWED], with_rejected(record("r1"), rejected=rejected)) is None


def test_doubts_name_rule_record_and_kind() -> None:
    alone = rule(1, must={"be_alone": {"same": ["vin"], "until": "crate.lost"}})
    sealed = record("r1", vin="V")
    rejected = record("x1", vin="V", event=None, corrects="r1")

    found = doubts_of([FOLLOWED, alone], with_rejected(sealed, MOVE, rejected=rejected))

    # The rejected row is of the record's own battery, and so no rival of it.
    assert found == [(0, 1, "match"), (1, 1, "release"), (None, 1, "correction")]


def test_rejected_record_bears_on_its_own_situation_alone() -> None:
    rejected = record("x1", event="crate.moved")
    lives = life(record("r1")), with_rejected(record("r1"), rejected=rejected)

    assert doubts_of([FOLLOWED], *lives) == [(0, 2, "match")]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("one", "cells", "whole"),
    [
        (REPORTED, {"reported_on": date(2024, 2, 1)}, {}),
        (REPORTED, {"reported_on": date(2024, 9, 1)}, {}),
        (REPORTED, {}, {}),
        (REPORTED, {}, {"as_of": date(2024, 2, 1)}),
        (HELD, {"grade": "a"}, {}),
        (HELD, {"grade": "b"}, {}),
        (FOLLOWED, {}, {}),
        (NOT_AFTER, {"battery_code": "B2"}, {}),
        (COVERED, {"region": "42"}, {"registers": {"outlets": []}}),
    ],
)
def test_correction_that_was_rejected_overturns_every_verdict(
    causes: CausesOf, one: Tree, cells: Tree, whole: Tree
) -> None:
    rows = record("r1", **cells), MOVE
    correction = {"record_id": "x1", "corrects": "r1"}

    before = causes(one, *rows, **whole)
    found = causes(one, *rows, **whole, rejected={"records": [correction]})

    assert before["r1"][0] != "undetermined"
    assert found == {"r1": IN_DOUBT}


def test_what_is_undetermined_already_keeps_its_cause(causes: CausesOf) -> None:
    correction = record("x1", corrects="r1")

    found = causes(HELD, record("r1"), rejected={"records": [correction]})

    assert found == {"r1": ("undetermined", "grade")}


def test_other_records_keep_their_verdicts(causes: CausesOf) -> None:
    rows = record("r1", grade="a"), record("r2", grade="a")
    corrections = [record("x1", corrects="r1"), record("x2", corrects="r1")]

    found = causes(HELD, *rows, rejected={"records": corrections})

    assert found == {"r1": IN_DOUBT, "r2": ("compliant", None)}


@pytest.mark.slow
@pytest.mark.parametrize("evaluator", ["live", "sweep"])
@pytest.mark.parametrize(
    ("one", "rejected"),
    [
        (FOLLOWED, record("x1", corrects="r1")),
        (NOT_AFTER, record("x1", event="crate.moved", battery_code="B3")),
        (NOT_AFTER, record("x1", corrects="r3")),
    ],
)
def test_duty_in_doubt_is_not_counted_as_met(
    evaluator: Evaluator, one: Tree, rejected: Tree
) -> None:
    rows = (
        record("r1"), MOVE, record("r3", battery_code="B3"),
        record("r4", battery_code="B3", event="crate.moved", occurred_on=date(2024, 2, 1))
        if one is FOLLOWED else record("r4", event="crate.lost"),
    )  # fmt: skip
    book, tables = rulebook_of([one]), new_tables()
    keep_lives(tables, [with_rejected(*rows, rejected=rejected)])

    evaluate(
        tables, book, "crates", book.rules, CALENDAR,
        evaluator=evaluator, every_duty=False,
    )  # fmt: skip

    counts: dict[Any, int] = dict(by_rule(count_duties(tables)))
    assert counts["plain/r0", "undetermined"] >= 1
    assert sum(counts.values()) == 2
