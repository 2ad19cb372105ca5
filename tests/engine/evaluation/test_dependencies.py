"""Asked from either end, a record bears on the same duties."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from engine.evaluation.dependencies import (
    keep_chains,
    keep_concerned_records,
    record_keys,
    rows_of_duties,
    select_triggers,
    selects_concerned,
)
from engine.tables.store import TableStore
from tests.engine.agreement.judges import keep_lives, new_tables, rulebook_of
from tests.engine.agreement.pieces import life, record, rule

ROWS = [
    record("r1", region="420101"),
    record("r2", event="crate.moved"),
    record("r3", battery_code="B2", region="4202"),
    record("r4", battery_code="B2", actor_id="Q", region="4201"),
    record("r5", event="crate.lost", actor_id="Q"),
    record("r6", occurred_on=date(2023, 1, 1), battery_code="B3", region="4201"),
    record("r7", event="crate.moved", battery_code=None),
]
SHARE = {"numerator": {"sum": "kg"}, "denominator": {"sum": "kg"}}
REPORTED = rule(must={"be_reported": {}})
FOLLOWED = rule(must={"be_followed_by": {"event": "crate.moved"}})
ALONE = rule(must={"be_alone": {"same": ["battery"], "until": "crate.lost"}})
REACH = rule(must={"reach": {"measure": SHARE, "per": "year", "at_least": "50 %"}})
COVERED = rule(must={"be_covered_by": {"register": "outlets", "level": "province"}})
MAKER = rule(
    must={"be_covered_by": {
        "register": "outlets", "level": "province", "operator": "battery.maker_id",
    }}
)  # fmt: skip


def tables() -> TableStore:
    made = new_tables()
    batteries = [{"battery_code": code, "maker_id": "M"} for code in ("B1", "B2")]
    keep_lives(made, [life(*ROWS, batteries=batteries)])
    return made


def ids(made: TableStore, select: str) -> list[str]:
    rows = made.connection.execute(f"SELECT DISTINCT * FROM ({select})").fetchall()
    return sorted(record_id for (record_id,) in rows)


@pytest.mark.parametrize(
    ("one", "changed", "duties"),
    [
        (REPORTED, "r1", ["r1"]), (REPORTED, "r2", []),
        (FOLLOWED, "r2", ["r1"]), (FOLLOWED, "r1", ["r1"]), (FOLLOWED, "r7", []),
        (ALONE, "r3", ["r3", "r4"]), (ALONE, "r5", ["r1"]), (ALONE, "r2", []),
        (REACH, "r1", ["P/2024"]), (REACH, "r6", ["P/2023"]), (REACH, "r2", []),
        (COVERED, "r1", ["r1", "r3"]), (COVERED, "r6", ["r6"]),
        (MAKER, "r1", ["r1", "r3", "r4"]), (MAKER, "r6", ["r6"]),
    ],
)  # fmt: skip
def test_duties_are_those_that_a_record_may_bear_on(
    one: Any, changed: str, duties: list[str]
) -> None:
    (read,) = rulebook_of([one]).rules
    bearing = f"SELECT * FROM records WHERE record_id = '{changed}'"

    assert ids(tables(), select_triggers(read, bearing)) == duties


@pytest.mark.parametrize(
    ("one", "duty", "records"),
    [
        (REPORTED, "r1", ["r1"]), (FOLLOWED, "r1", ["r1", "r2"]),
        (FOLLOWED, "r2", []), (ALONE, "r3", ["r3", "r4"]), (ALONE, "r1", ["r1", "r5"]),
        (REACH, "P/2024", ["r1", "r3"]), (COVERED, "r3", ["r1", "r3"]),
        (MAKER, "r4", ["r1", "r3", "r4"]),
    ],
)  # fmt: skip
def test_concerned_is_all_that_a_duty_may_rest_on(
    one: Any, duty: str, records: list[str]
) -> None:
    (read,) = rulebook_of([one]).rules
    triggers = rows_of_duties(read, f"SELECT '{duty}'")

    assert ids(tables(), " UNION ".join(selects_concerned(read, triggers))) == records


def kept(*rows: dict[str, Any]) -> TableStore:
    made = new_tables()
    keep_lives(made, [life(*rows)])
    return made


def test_chain_of_corrections_is_kept_whole_and_records_narrowed_to_it() -> None:
    rows = [record("r1"), record("r2", corrects="r1", first_record_id="r1")]
    made = kept(*rows, record("r3"))
    keep_chains(made.connection, "concerned", "SELECT 'r2' AS record_id")

    concerned = keep_concerned_records(made).records
    assert made.rows(concerned.record_id.as_table()) == [("r1",), ("r2",)]
    concerned = keep_concerned_records(made, without="r2").records
    assert made.rows(concerned.record_id.as_table()) == [("r1",)]
    assert ids(made, "SELECT record_id FROM records") == ["r1", "r2", "r3"]


def test_records_are_for_a_while_only_what_rules_match_by() -> None:
    made = kept(record("r1", grade="a"))
    graded = rule(must={"be_followed_by": {"event": "crate.moved", "same": ["grade"]}})

    def columns(table: str) -> set[str]:
        described = made.connection.execute(f"DESCRIBE {table}").fetchall()
        return {name for name, *_ in described}

    every = columns("records")
    with record_keys(made.connection, rulebook_of([graded]).rules) as keys:
        narrow = columns(keys)

    assert {"record_id", "event", "field.grade"} <= narrow < every
    assert columns("records") == every
