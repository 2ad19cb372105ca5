"""Only rows known on the day, and not corrected by then, are seen."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from engine.evaluation.visibility import (
    FEW_INVISIBLE,
    RecordTables,
    Situations,
    define_visible,
)
from tests.engine.agreement.judges import keep_lives, new_tables
from tests.engine.agreement.pieces import life, record
from tests.engine.agreement.rules import Tree

AS_OF = date(2024, 12, 31)
LATER = AS_OF + timedelta(days=1)


def visible(
    *records: Tree, few: int = FEW_INVISIBLE, column: str = "reported_on"
) -> list[tuple[str, date | None]]:
    tables = new_tables()
    keep_lives(tables, [life(*records)])
    accepted, situations = RecordTables.of(tables), Situations.of(tables)
    define_visible(tables, accepted, situations, few_invisible=few)
    return tables.connection.execute(
        f"SELECT record_id, {column} FROM visible ORDER BY record_key"
    ).fetchall()


def test_record_is_unseen_when_it_happened_or_was_written_down_later() -> None:
    rows = record("r1", recorded_on=AS_OF), record("r2", recorded_on=LATER)

    assert visible(*rows, record("r3", occurred_on=LATER)) == [("r1", None)]


def test_report_after_the_day_is_empty_and_stands_beside() -> None:
    rows = record("r1", reported_on=AS_OF), record("r2", reported_on=LATER)

    assert visible(*rows) == [("r1", AS_OF), ("r2", None)]
    later = visible(*rows, column="later_report_on")
    assert later == [("r1", None), ("r2", LATER)]


def test_chain_shows_only_its_last_row_however_long() -> None:
    chain = [
        record("r0"),
        *(record(f"r{n}", corrects=f"r{n - 1}") for n in range(1, 9)),
    ]

    assert visible(*chain) == [("r8", None)]


def test_unseen_correction_passes_a_later_one_on() -> None:
    unseen = record("r2", corrects="r1", recorded_on=LATER)

    assert visible(record("r1"), unseen) == [("r1", None)]
    assert visible(record("r1"), unseen, record("r3", corrects="r2")) == [("r3", None)]


def test_both_stay_when_two_rows_correct_the_same_one() -> None:
    rows = record("r2", corrects="r1"), record("r3", corrects="r1")

    assert visible(record("r1"), *rows) == [("r2", None), ("r3", None)]


def test_corrections_are_sought_only_among_the_rows_kept_for_it() -> None:
    tables = new_tables()
    keep_lives(tables, [life(record("r1"), record("r2", corrects="r1"))])
    tables.keep("chained_records", tables.table("records").limit(0))

    define_visible(tables, RecordTables.of(tables), Situations.of(tables))

    assert tables.count(tables.table("visible")) == 2


@pytest.mark.parametrize("few", [0, 10])
def test_many_out_of_sight_are_asked_their_days_and_few_passed_over(
    few: int,
) -> None:
    rows = (
        record("r1"), record("r2", corrects="r1"), record("r3", occurred_on=LATER),
        record("r4", corrects="r2", recorded_on=LATER),
    )  # fmt: skip

    assert visible(*rows, few=few) == [("r2", None)]


def test_events_are_counted_of_what_is_seen() -> None:
    tables = new_tables()
    keep_lives(
        tables, [life(record("r1"), record("r2"), record("r3", occurred_on=LATER))]
    )

    define_visible(tables, RecordTables.of(tables), Situations.of(tables))

    assert tables.rows(tables.table("event_counts")) == [("crate.sealed", 2)]
