"""A pass reads the records of its events, with what its rules look up."""

from __future__ import annotations

from datetime import date
from typing import Any

from engine.evaluation.predicates import ColumnRequirements, opening
from tests.engine.agreement.pieces import life, record, rule
from tests.engine.evaluation.sweep.endings import scan_of

WITHIN = rule(
    must={"be_reported": {"within": "30 days"}}, where={"cooled": True},
    effective={"from": date(2024, 1, 1)},
)  # fmt: skip


def named(scan: Any, rows: Any, *columns: str) -> list[tuple[Any, ...]]:
    return sorted(scan.tables.rows(rows.select("record_id", *columns)))


def test_only_records_of_the_events_are_read_or_all() -> None:
    rows = record("r1"), record("r2", event="crate.moved")
    scan = scan_of([WITHIN], life(*rows))

    assert named(scan, scan.rows(ColumnRequirements.of(), ["crate.moved"])) == [("r2",)]
    assert named(scan, scan.rows(ColumnRequirements.of(), None)) == [("r1",), ("r2",)]


def test_due_days_and_registers_are_looked_up_only_where_needed() -> None:
    batteries = [{"battery_code": "B1", "maker_id": "M"}]
    scan = scan_of([WITHIN], life(record("r1"), batteries=batteries))

    bare = scan.rows(ColumnRequirements.of(), None)
    rich = scan.rows(ColumnRequirements.of(paths=["battery.maker_id"], days=True), None)

    assert not {"due0", "battery.maker_id"} & set(bare.columns)
    assert named(scan, rich, "due0", "battery.maker_id") == [
        ("r1", date(2024, 3, 1), "M")
    ]


def test_condition_is_true_unknown_or_leaves_a_record_out() -> None:
    rows = record("r1", cooled=True), record("r2"), record("r3", cooled=False)
    scan = scan_of([WITHIN], life(*rows))

    asked = scan.rows(ColumnRequirements.of(), None)
    judged = scan.judged(asked, opening(scan.predicates.rules[0]), "opened")

    assert named(scan, judged, "opened") == [("r1", True), ("r2", None)]
