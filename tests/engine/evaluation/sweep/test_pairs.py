"""A demand on what comes before or after ends by its nearest witness."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pyarrow as pa
import pytest

from engine.forms.matching.sweep import rank
from tests.engine.agreement.judges import new_tables
from tests.engine.agreement.pieces import record, rule
from tests.engine.evaluation.sweep.endings import Ending, ending, endings

DAY = date(2024, 6, 15)
MOVED = {"event": "crate.moved", "where": {"grade": "a"}}
FOLLOWED = rule(must={"be_followed_by": MOVED | {"within": "10 days"}})
SOME_DAY = rule(must={"be_followed_by": MOVED})
PRECEDED = rule(must={"be_preceded_by": MOVED | {"within": "10 days"}})
NOT_AFTER = rule(must_not={"be_followed_by": MOVED | {"within": "10 days"}})


def moved(
    name: str, days: int, grade: str | None = "a", **given: Any
) -> dict[str, Any]:
    day = DAY + timedelta(days=days)
    return record(name, event="crate.moved", occurred_on=day, grade=grade, **given)


def sealed(name: str = "r1", **given: Any) -> dict[str, Any]:
    return record(name, occurred_on=DAY, **given)


@pytest.mark.parametrize(
    ("one", "witnesses", "found"),
    [
        (FOLLOWED, [moved("r3", 4), moved("r2", 4), moved("r9", 2)], ("in_time", "r9")),
        (FOLLOWED, [moved("r3", 4), moved("r2", 4)], ("in_time", "r2")),
        (FOLLOWED, [moved("r2", 11), moved("r3", 12)], ("late", "r2")),
        (FOLLOWED, [moved("r2", 10, None), moved("r3", 11)], ("unsure", None)),
        (FOLLOWED, [moved("r2", 2, None), moved("r3", 3)], ("in_time", "r3")),
        (FOLLOWED, [moved("r2", -1), moved("r3", 1, "b")], ("missing", None)),
        (FOLLOWED, [moved("r2", 1, battery_code="B2")], ("missing", None)),
        (SOME_DAY, [moved("r2", 90)], ("done", "r2")),
        (SOME_DAY, [moved("r2", 1, None)], ("unsure", None)),
        (SOME_DAY, [], ("open", None)),
        (PRECEDED, [moved("r3", -1), moved("r2", -1)], ("preceded", "r2")),
        (PRECEDED, [moved("r2", -10)], ("preceded", "r2")),
        (PRECEDED, [moved("r2", -11)], ("too_early", "r2")),
        (PRECEDED, [moved("r2", -11), moved("r3", -2, None)], ("unsure", None)),
        (PRECEDED, [moved("r2", 1)], ("unpreceded", None)),
        (NOT_AFTER, [], ("clear", None)),
        (NOT_AFTER, [moved("r2", 11)], ("clear", None)),
        (NOT_AFTER, [moved("r3", 9), moved("r2", 1)], ("violated_after", "r2")),
        (NOT_AFTER, [moved("r2", 1, None)], ("violated_unsure", None)),
        (NOT_AFTER, [moved("r2", 0)], ("violated_same_day", None)),
    ],
)
def test_duty_ends_by_the_witness_that_counts(
    one: dict[str, Any], witnesses: list[Any], found: Ending
) -> None:
    assert ending(one, sealed(), *witnesses) == found


def test_duty_is_pending_until_its_last_day_has_passed() -> None:
    last = DAY + timedelta(days=10)

    assert ending(FOLLOWED, sealed(), as_of=last)[0] == "pending"
    assert ending(FOLLOWED, sealed(), as_of=last + timedelta(days=1))[0] == "missing"


@pytest.mark.parametrize("one", [FOLLOWED, PRECEDED, NOT_AFTER])
def test_trigger_with_an_empty_shared_column_is_unmatched(one: dict[str, Any]) -> None:
    row = sealed(battery_code=None)

    assert ending(one, row, moved("r2", 0, battery_code=None)) == ("unmatched", None)


def test_predecessor_that_the_data_could_not_show_is_not_missed() -> None:
    unheard = rule(must={"be_preceded_by": MOVED})

    found = ending(unheard, sealed(), complete={"from": DAY})

    assert found == ("not_shown", None)


def test_record_is_no_witness_of_itself() -> None:
    again = rule(must={"be_followed_by": {"event": "crate.sealed"}})

    found = endings(again, sealed("r1"), sealed("r2"))

    assert found == {"r1": ("done", "r2"), "r2": ("done", "r1")}


def test_rank_puts_the_least_record_id_of_the_nearest_day_first() -> None:
    tables = new_tables()
    rows = [("r2", DAY), ("r1", DAY), ("r0", DAY + timedelta(days=1))]
    kinds = {"record_id": pa.string(), "day": pa.date32()}
    table = tables.keep_rows("ranked", kinds, rows)
    nearest, latest = (
        table.record_id.argmin(rank(table.day, table.record_id, latest=is_latest))
        for is_latest in (False, True)
    )

    assert tables.rows(table.agg(nearest=nearest, latest=latest)) == [("r1", "r0")]
