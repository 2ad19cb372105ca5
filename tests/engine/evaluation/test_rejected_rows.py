"""Only rejected rows that might still be what is looked for leave doubt."""

from __future__ import annotations

from datetime import date, timedelta

from engine.evaluation.rejected_rows import RejectedRows
from engine.evaluation.visibility import Situations
from tests.engine.agreement.judges import keep_lives, new_tables
from tests.engine.agreement.pieces import life, record
from tests.engine.agreement.rules import Tree

AS_OF = date(2024, 12, 31)
LATER = AS_OF + timedelta(days=1)


def doubtful(*rejected: Tree, records: tuple[Tree, ...] = ()) -> list[str | None]:
    tables = new_tables()
    keep_lives(tables, [life(*records) | {"rejected": {"records": [*rejected]}}])
    found = RejectedRows.of(tables, Situations.of(tables)).records
    if found is None:
        return []
    rows = tables.rows(found.select("row", "record_id"))
    return sorted((name for _, name in rows), key=str)


def test_there_are_none_where_no_table_holds_them() -> None:
    tables = new_tables()
    keep_lives(tables, [life(record("r1"))])

    assert RejectedRows.of(tables, Situations.of(tables)) == RejectedRows()


def test_day_after_the_check_leaves_no_doubt_where_it_can_be_read() -> None:
    rows = (
        record("x1"), record("x2", occurred_on=LATER), record("x3", recorded_on=LATER),
        record("x4", occurred_on=None), {"record_id": None, "recorded_on": AS_OF},
    )  # fmt: skip

    assert doubtful(*rows) == [None, "x1", "x4"]


def test_row_that_a_visible_record_corrects_leaves_no_doubt() -> None:
    rows = record("x1"), record("x2"), record("x3")
    unseen = record("r2", corrects="x2", recorded_on=LATER)

    found = doubtful(*rows, records=(record("r1", corrects="x1"), unseen))

    assert found == ["x2", "x3"]


def test_correction_is_passed_on_by_later_rows_and_not_by_rejected_ones() -> None:
    rows = record("x1"), record("x2", corrects="x1")
    unseen = record("r1", corrects="x2", occurred_on=LATER)
    seen = record("r2", corrects="r1")

    assert doubtful(*rows, records=(unseen,)) == ["x1", "x2"]
    assert doubtful(*rows, records=(unseen, seen)) == ["x1"]


def test_each_situation_has_its_own_rows_and_days() -> None:
    tables = new_tables()
    early = life() | {"as_of": date(2024, 1, 30)}
    lives = [one | {"rejected": {"records": [record("x1")]}} for one in (early, life())]
    keep_lives(tables, lives)

    found = RejectedRows.of(tables, Situations.of(tables)).records

    assert tables.rows(found.select("situation", "record_id")) == [(1, "x1")]


def test_register_rows_are_kept_as_they_are() -> None:
    tables = new_tables()
    row = {"entity_id": "P", "kind": None, "valid_from": LATER}
    keep_lives(tables, [life() | {"rejected": {"credentials": [row]}}])

    found = RejectedRows.of(tables, Situations.of(tables))

    assert found.outlets is None
    assert found.records is None
    credentials = found.credentials.select("entity_id", "kind", "valid_from")
    assert tables.rows(credentials) == [("P", None, LATER)]
