"""Every ruling is there to be counted; kept apart are those that someone will read."""

from __future__ import annotations

from typing import Any

import ibis
import pyarrow as pa
import pytest

from engine.evaluation.rulings import Rulings, ruling
from engine.rulebook.outcomes import code_of
from engine.tables.store import TableStore
from tests.engine.agreement.judges import new_tables

KINDS = {"record_key": pa.int64(), "outcome": pa.int32()}
RULED = [(1, code_of("in_time")), (2, code_of("late")), (3, None), (4, code_of("late"))]


def taken(tables: TableStore, *, keep_compliant: bool) -> Rulings:
    rulings = Rulings(tables, keep_compliant=keep_compliant)
    rows = tables.keep_rows("judged", KINDS, RULED)
    witness = ibis.cases((rows.record_key == 2, 9))
    judged = rows.select(**ruling(7, rows.record_key, rows.outcome, witness))
    rulings.take(tables.keep("numbered", judged))
    return rulings


def rows(tables: TableStore, table: str) -> list[Any]:
    return sorted(tables.connection.execute(f"FROM {table}").fetchall())


@pytest.mark.parametrize(("keep_compliant", "xs"), [(True, [1, 2, 4]), (False, [2, 4])])
def test_what_is_met_is_kept_only_where_asked_for(
    keep_compliant: bool, xs: list[int]
) -> None:
    tables = new_tables()

    taken(tables, keep_compliant=keep_compliant)

    assert [x for _, x, *_ in rows(tables, "rulings")] == xs


@pytest.mark.parametrize("keep_compliant", [True, False])
def test_every_duty_is_there_and_what_is_none_is_not(keep_compliant: bool) -> None:
    tables = new_tables()

    rulings = taken(tables, keep_compliant=keep_compliant)

    kept = rulings.kept.select("rule", "record_key", "outcome")
    assert sorted(tables.rows(kept.union(rulings.met))) == [
        (7, 1, code_of("in_time")), (7, 2, code_of("late")), (7, 4, code_of("late")),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rest", "met"), [(range(1, 3), [0, 3, 4]), (range(5), []), ((), [*range(5)])]
)
def test_met_are_all_but_the_rest(rest: Any, met: list[int]) -> None:
    tables = new_tables()
    rulings = Rulings(tables, keep_compliant=False)
    kept = [
        tables.keep_rows(name, {"record_key": pa.int64()}, [(x,) for x in xs])
        for name, xs in (("all", range(5)), ("closer", rest))
    ]

    rulings.take_met(7, "in_time", *kept)

    assert rows(tables, "met_rulings") == [(7, x, code_of("in_time")) for x in met]
    assert rows(tables, "rulings") == []


def test_named_are_records_witnesses_and_first_records_of_groups() -> None:
    tables = new_tables()
    rulings = taken(tables, keep_compliant=False)
    groups = tables.keep_rows("group_rows", {"first_record_key": pa.int64()}, [(5,)])

    named = {x for rows in rulings.named(groups) for (x,) in tables.rows(rows)}

    assert named == {2, 4, 5, 9}
