"""Records differ by a cell, or by what a register says of their battery or parties."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from engine.dataset import Dataset, open_dataset
from engine.runs.incremental.changes import create_changed
from tests.engine.agreement.judges import rulebook_of
from tests.engine.agreement.pieces import record, rule
from tests.engine.runs.incremental.datasets import Tables, lay_dataset

OLD: Tables = {
    "records": [
        record("r1"), record("r2", battery_code="B2", counterparty_id="Q", vin="V"),
        record("r3", battery_code="B3", actor_id="R", counterparty_id="O"),
    ],
    "entities": [{"entity_id": name, "roles": ["shop"]} for name in "PQRS"],
    "credentials": [{"entity_id": "P", "kind": "permit", "number": "1"}],
    "batteries": [{"battery_code": code, "maker_id": "S"} for code in ("B1", "B2")],
    "vehicles": [{"vin": "V", "maker_id": "S"}],
    "outlets": [{"outlet_id": "O", "operator_id": "S", "region": "42"}],
}  # fmt: skip
WORDS = rulebook_of([rule(must={"be_reported": {}})]).vocabularies


def opened(folder: Path, tables: Tables) -> Dataset:
    return open_dataset(lay_dataset(folder, tables), WORDS)


def changed(folder: Path, newer: Tables) -> list[str] | None:
    """Return the records that differ, which both datasets list alike."""
    with opened(folder / "old", OLD) as old, opened(folder / "new", newer) as new:
        count = create_changed(old.connection, new.connection, folder)
        if count is None:
            return None
        ids = [
            sorted(side.connection.execute("FROM changed").fetchall())
            for side in (old, new)
        ]
    assert ids[0] == ids[1]
    assert len(ids[0]) == count
    return [record_id for (record_id,) in ids[0]]


def with_row(table: str, place: int, **cells: Any) -> Tables:
    rows = list(OLD[table])
    rows[place] = rows[place] | cells
    return OLD | {table: rows}


def test_nothing_differs_where_only_the_order_does(tmp_path: Path) -> None:
    assert changed(tmp_path, {t: rows[::-1] for t, rows in OLD.items()}) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("newer", "ids"),
    [
        (with_row("records", 1, grade="a"), ["r2"]),
        (with_row("records", 1, record_id="r4"), ["r2", "r4"]),
        (with_row("records", 2, corrects="r1"), ["r3"]),
        (OLD | {"records": OLD["records"][:2]}, ["r3"]),
        (with_row("batteries", 1, mass_kg="2"), ["r2"]),
        (with_row("vehicles", 0, swap_model=True), ["r2"]),
        (with_row("credentials", 0, number="2"), ["r1", "r2"]),
        (with_row("entities", 1, roles=["carrier"]), ["r2"]),
        (with_row("entities", 2, name="R"), ["r3"]),
        # S runs the outlet O, with which r3 deals.
        (OLD | {"entities": OLD["entities"][:3]}, ["r3"]),
    ],
)
def test_record_differs_by_its_row_or_a_register(
    newer: Tables, ids: list[str], tmp_path: Path
) -> None:
    assert changed(tmp_path, newer) == ids


def test_outlets_that_differ_are_not_followed_to_records(tmp_path: Path) -> None:
    assert changed(tmp_path, with_row("outlets", 0, region="43")) is None


def test_nothing_of_the_comparison_is_left(tmp_path: Path) -> None:
    with opened(tmp_path / "old", OLD) as old, opened(tmp_path / "new", OLD) as new:
        create_changed(old.connection, new.connection, tmp_path)

        views = "SELECT view_name FROM duckdb_views() WHERE view_name LIKE 'earlier%'"
        assert new.connection.execute(views).fetchall() == []
    assert {entry.name for entry in tmp_path.iterdir()} == {"old", "new"}
