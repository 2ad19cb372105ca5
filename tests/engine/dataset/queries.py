"""Queries of an opened dataset, for the tests of this folder."""

from __future__ import annotations

from typing import Any

from engine.dataset import Dataset
from engine.rulebook.columns import column_of
from engine.tables import sql

HEADER = "record_id,event,occurred_on,actor_id"
GOOD = "battery.sold,2026-01-01,A"


def stored(column: str) -> str:
    """Quote the name under which the table `records` keeps a column of a file."""
    return sql.name(column_of(column))


def rows(dataset: Dataset, query: str) -> list[tuple[Any, ...]]:
    return dataset.connection.execute(query).fetchall()


def ids(dataset: Dataset) -> list[str]:
    """The record_ids of the accepted rows, in the order of the file."""
    return [
        row[0] for row in rows(dataset, "SELECT record_id FROM records ORDER BY row")
    ]


def rejected(dataset: Dataset) -> list[tuple[Any, ...]]:
    """The rejected rows: row, line, column, value and English reason, in order."""
    return rows(
        dataset,
        "SELECT row, line, column_name, value, reason_en FROM rejected "
        "ORDER BY table_name, row, rowid",
    )


def table(*cells: str, column: str) -> str:
    """A records table in CSV with sound rows R1, R2, … and one more column."""
    lines = (f'R{i},{GOOD},"{cell}"\n' for i, cell in enumerate(cells, 1))
    return f"{HEADER},{column}\n{''.join(lines)}"
